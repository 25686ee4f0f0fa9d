"""The page of attacks says what the tests do."""

from __future__ import annotations

import subprocess
import sys

from ..tiny import ROOT
from .attack import Layer, Naive
from .catalogue import ATTACKS, GROUPS


def test_page_is_up_to_date() -> None:
    command = [sys.executable, ROOT / "docs/make_attacks.py", "--check"]
    assert subprocess.run(command, check=False).returncode == 0, "run docs/make_attacks.py"


def test_every_attack_has_a_name_of_its_own_and_says_what_stopped_it() -> None:
    others = [each.name for group in GROUPS for each in group.not_run]
    names = [attack.name for attack in ATTACKS] + others
    assert len(set(names)) == len(names)
    for attack in ATTACKS:
        assert attack.by, attack.name
        assert attack.shows or attack.known or attack.refused, attack.name
        assert attack.earns <= (Layer.NOTHING in attack.by), attack.name


def test_every_kind_of_forgery_is_known_to_bite() -> None:
    for group in GROUPS:
        if group.title in ("Lying values", "Patching the judge"):
            harmless = [each for each in group.attacks if each.naive is Naive.NOTHING]
            assert [each.name for each in harmless] in ([], ["raises-past-handlers"]), group.title
