"""A fork of the judge runs one submission after the other, and nothing of one reaches the next."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from autograder.grade.grading import grade_folder
from autograder.grade.leftovers import Surroundings
from autograder.grade.runner import ModuleGrader
from autograder.model import CheckResult, Verdict
from autograder.sandbox.host import forks_safely, open_host

from ..tiny import Submit, add_check, by_name, change, copied, numbers_plan, wait_until

pytestmark = pytest.mark.skipif(not forks_safely(), reason="judges do not fork here")

WHO = '''def test_who(student):
    """Who runs this."""
    import os

    expect(os.getpid(), "process").equal_to(-1)
'''
"""Fails, and tells the staff which process it ran in."""

SPINS = "def double(x):\n    while True:\n        pass\n"
DIES = "import os\n\n\ndef double(x):\n    os._exit(3)\n"


class Class:
    """Submissions graded one after the other by one grader."""

    def __init__(self, grader: ModuleGrader, plan: object, submit: Submit) -> None:
        self._grader, self._plan, self._submit, self._count = grader, plan, submit, 0

    def grade(self, code: str = "") -> dict[str, CheckResult]:
        self._count += 1
        folder = self._submit(code, name=f"s{self._count}")
        return by_name(grade_folder(self._grader, self._plan, folder))

    def process(self, code: str = "") -> int:
        """The number of the process that ran the checks of one more submission."""
        return _number(self.grade(code)["test_who"])


def _number(check: CheckResult) -> int:
    assert check.verdict is Verdict.FAILED, check.detail
    found = re.search(r"got (\d+)", check.detail)
    assert found, check.detail
    return int(found[1])


@contextmanager
def a_class(tmp_path: Path, submit: Submit, *checks: str, above: str = "") -> Iterator[Class]:
    """With more hidden checks, and something above them in their file."""
    course = copied(tmp_path / "course")
    hidden = "solutions/a01_numbers/tests/test_hidden.py"
    change(course, hidden, "from .probes", f"{above}\n\nfrom .probes")
    for check in checks:
        add_check(course, check)
    plan = numbers_plan(course)
    grader = ModuleGrader(lambda: open_host(plan.warm), plan, held=True)
    try:
        yield Class(grader, plan, submit)
    finally:
        grader.close()


def test_usual_submissions_are_run_by_one_process(tmp_path: Path, submit: Submit):
    codes = ["", "def double(x):\n    return 3 * x\n", "def double(x):\n    return 1 / 0\n", ""]
    with a_class(tmp_path, submit, WHO) as handed_in:
        assert len({handed_in.process(code) for code in codes}) == 1


@pytest.mark.parametrize("code", [SPINS, DIES, "x" * 5 + " ="], ids=["spins", "dies", "no-python"])
def test_after_a_submission_that_breaks_something_all_is_as_before(
    tmp_path: Path, submit: Submit, code: str
):
    with a_class(tmp_path, submit, WHO) as handed_in:
        before = handed_in.grade()
        handed_in.grade(code)
        after = handed_in.grade()
        assert {name: check.verdict for name, check in after.items()} == {
            name: check.verdict for name, check in before.items()
        }


@pytest.mark.parametrize("code", [SPINS, DIES], ids=["spins", "dies"])
def test_a_worker_that_breaks_its_word_ends_the_process_that_met_it(
    tmp_path: Path, submit: Submit, code: str
):
    with a_class(tmp_path, submit, WHO) as handed_in:
        first = handed_in.process()
        assert handed_in.process(code) == first
        assert handed_in.process() != first


def test_a_process_that_dies_while_it_waits_is_replaced_and_costs_nothing(
    tmp_path: Path, submit: Submit
):
    with a_class(tmp_path, submit, WHO) as handed_in:
        first = handed_in.process()
        os.kill(first, signal.SIGKILL)
        checks = handed_in.grade()
        assert _number(checks["test_who"]) != first
        assert all(c.passed for name, c in checks.items() if name != "test_who")


LEAVES = {
    "a global": 'LEFT.append(1)\n    expect(len(LEFT), "left").equal_to(1)',
    "a setting of numpy": (
        "import numpy as np\n\n"
        '    expect(np.geterr()["divide"], "left").equal_to("warn")\n'
        '    np.seterr(divide="ignore")'
    ),
    "the environment": (
        'import os\n\n    expect("LEFT" in os.environ, "left").equal_to(False)\n'
        '    os.environ["LEFT"] = "1"'
    ),
    "a random generator": (
        "import random\n\n    import numpy as np\n\n"
        '    expect(random.random() + np.random.rand(), "left").equal_to(-1.0)'
    ),
}


@pytest.mark.parametrize("what", LEAVES)
def test_what_a_check_leaves_behind_no_other_submission_meets(
    tmp_path: Path, submit: Submit, what: str
):
    check = f'def test_left(student):\n    """Alike."""\n    {LEAVES[what]}\n'
    with a_class(tmp_path, submit, check, above="LEFT = []") as handed_in:
        met = [handed_in.grade()["test_left"] for _ in range(3)]
        assert len({(check.verdict, check.detail) for check in met}) == 1, met
        assert met[0].verdict is (
            Verdict.FAILED if what == "a random generator" else Verdict.PASSED
        )


def test_a_process_that_grows_makes_way_for_another(tmp_path: Path, submit: Submit):
    grows = '''def test_grows(student):
    """Keeps what no other looks at."""
    import numpy as np

    held = expect.__dict__.setdefault("held", [])
    held.append(np.ones(10**7))
    expect(student.double(2)).equal_to(4)
'''
    with a_class(tmp_path, submit, WHO, grows) as handed_in:
        processes = [handed_in.process() for _ in range(3)]
        assert len(set(processes)) == 3


def test_where_the_time_of_the_reference_counts_each_submission_has_a_process_of_its_own(
    tmp_path: Path, submit: Submit
):
    timed = '''def test_time(student):
    """It is quick."""
    expect(student.double(2)).took_at_most(20)
'''
    with a_class(tmp_path, submit, WHO, timed) as handed_in:
        assert len({handed_in.process() for _ in range(3)}) == 3


def test_checks_that_make_fixtures_of_their_own_get_them(tmp_path: Path, submit: Submit):
    own = '''def test_own_rng(student, rng):
    """Its file has another generator."""
    expect(rng, "generator").equal_to("mine")
'''
    fixture = 'import pytest\n\n\n@pytest.fixture\ndef rng():\n    return "mine"'
    with a_class(tmp_path, submit, own, above=fixture) as handed_in:
        assert handed_in.grade()["test_own_rng"].passed


@pytest.fixture
def module() -> ModuleType:
    """A test file with some globals."""
    made = ModuleType("tests")
    made.LIST, made.TABLE, made.NUMBER, made.ARRAY = [1], {"a": 1}, 1, np.ones(3)
    return made


def test_nothing_has_changed_where_nothing_was_done(module: ModuleType):
    assert Surroundings([module]).as_before()


CHANGES = {
    "a list": lambda module: module.LIST.append(2),
    "a value in a dictionary": lambda module: module.TABLE.update(a=2),
    "a global's value": lambda module: setattr(module, "NUMBER", 2),
    "another array": lambda module: setattr(module, "ARRAY", np.ones(3)),
    "a new global": lambda module: setattr(module, "MORE", 2),
    "a global less": lambda module: delattr(module, "NUMBER"),
    "the environment": lambda _module: os.environ.update(LEFT="1"),
    "what numpy prints": lambda _module: np.set_printoptions(precision=3),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_has_changed_is_seen(module: ModuleType, what: str):
    surroundings, printed = Surroundings([module]), np.get_printoptions()
    try:
        CHANGES[what](module)
        assert not surroundings.as_before()
    finally:
        os.environ.pop("LEFT", None)
        np.set_printoptions(**printed)


def test_what_torch_is_set_to_is_seen():
    torch = pytest.importorskip("torch")
    surroundings, before = Surroundings([]), torch.get_default_dtype()
    try:
        torch.set_default_dtype(torch.float64)
        assert not surroundings.as_before()
    finally:
        torch.set_default_dtype(before)
    assert surroundings.as_before()


def test_no_process_is_left(tmp_path: Path, submit: Submit):
    with a_class(tmp_path, submit, WHO) as handed_in:
        process = handed_in.process()
    assert wait_until(lambda: not Path(f"/proc/{process}").exists())
