"""Where there are no layers, the attacks that they stop succeed."""

from __future__ import annotations

import pytest

from .attack import Attack
from .catalogue import ATTACKS
from .conftest import BARE, GetGround
from .test_attacks import attacked

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "attack", [attack for attack in ATTACKS if attack.without], ids=lambda attack: attack.name
)
def test_attack_succeeds_without_layers(attack: Attack, get_ground: GetGround) -> None:
    ground = get_ground(BARE)
    graded = attacked(attack, ground)
    ground.vault.notes.unlink(missing_ok=True)
    assert attack.without.items() <= graded.reports[0]["seen"].items()
