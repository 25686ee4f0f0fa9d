"""n02_micrograd: what is right gets full marks, what is wrong fails, and forward mode agrees with torch."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import types
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from autograder.build.products import solution_files
from autograder.grade.grading import grade_folder
from autograder.grade.making import read_authored
from autograder.grade.plan import Course, replace_tasks
from autograder.grade.record import mistakes_of, run_files, write_files
from autograder.grade.runner import ModuleGrader
from autograder.model import Verdict
from autograder.sandbox.host import open_host

ROOT = Path(__file__).resolve().parents[2]
MODULE = "n02_micrograd"
AUTHORED = read_authored(Course(ROOT), MODULE)
TESTS = AUTHORED.plan.tests
VARIANTS = sorted(path.name for path in (TESTS / "variants").iterdir() if path.is_dir())
MISTAKES = sorted(path.stem for path in (TESTS / "mistakes").glob("*.py"))


@pytest.fixture(scope="module")
def grader():
    made = ModuleGrader(lambda: open_host(AUTHORED.plan.libraries), AUTHORED.plan, held=True)
    yield made
    made.close()


def variant(name: str) -> dict[str, bytes]:
    folder = TESTS / "variants" / name
    return {path.name: path.read_bytes() for path in folder.glob("*.py")}


def lost(grader: ModuleGrader, plan, name: str, scratch: Path) -> list[str]:
    folder = scratch / MODULE
    write_files(variant(name), folder)
    result = grade_folder(grader, plan, folder)
    assert result.max_score == 100
    return [f"{each.name}: {each.detail}" for each in result.checks if not each.passed]


@pytest.mark.parametrize("name", VARIANTS)
def test_another_right_solution_gets_full_marks(grader, name, tmp_path):
    assert lost(grader, AUTHORED.plan, name, tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_other_right_solutions_get_full_marks_under_any_secret(seed, tmp_path):
    plan = replace(AUTHORED.plan, secret=f"seed {seed}")
    grader = ModuleGrader(lambda: open_host(plan.libraries), plan, held=True)
    try:
        for name in VARIANTS:
            assert lost(grader, plan, name, tmp_path / name) == []
    finally:
        grader.close()


def hidden_plan():
    tasks = tuple(
        replace(task, checks=tuple(c for c in task.checks if not c.public), forbidden=())
        for task in AUTHORED.plan.tasks
    )
    return replace_tasks(AUTHORED.plan, tasks)


def with_mistake(name: str) -> dict[str, bytes]:
    """The solution, with a second writing of a mistake at the end of the file that it changes."""
    files = solution_files(AUTHORED.source, AUTHORED.config)
    text = (TESTS / "mistakes" / f"{name}.py").read_bytes()
    home = "nn.py" if b"from .nn import" in text else "engine.py"
    return {**files, home: files[home] + b"\n\n" + text}


def test_every_mistake_is_written_twice():
    assert sorted({name for _, name in mistakes_of(AUTHORED.source)}) == MISTAKES


# What a second writing of these leaves unsaid is that Python's stack or the budget of steps ends first.
BY_EXCEPTION = {"recursion-limit": "RecursionError"}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_second_writing_of_a_mistake_fails_a_hidden_check(grader, name):
    plan = hidden_plan()
    tasks = {task for task, mistake in mistakes_of(AUTHORED.source) if mistake == name}
    own = replace_tasks(plan, tuple(each for each in plan.tasks if each.name in tasks))
    events = run_files(grader, own, with_mistake(name))
    if name in BY_EXCEPTION:
        assert BY_EXCEPTION[name] in {each.exception for each in events.values()}
        return
    failed = [each.name for each in events.values() if each.verdict is Verdict.FAILED]
    assert failed, {each.name: each.verdict.name for each in events.values()}


def test_the_picture_of_the_handout_is_up_to_date():
    script = ROOT / "docs" / "pictures" / f"make_{MODULE}.py"
    assert subprocess.run([sys.executable, script, "--check"], check=False).returncode == 0


# -- the hidden checks' own oracles --------------------------------------------------------------------


@pytest.fixture(scope="module")
def checks():
    """test_hidden.py as a module, to try its oracles."""
    package = types.ModuleType("n02_tests")
    package.__path__ = [str(TESTS)]
    sys.modules["n02_tests"] = package
    spec = importlib.util.spec_from_file_location("n02_tests.test_hidden", TESTS / "test_hidden.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    for name in [each for each in sys.modules if each.split(".")[0] == "n02_tests"]:
        del sys.modules[name]


def torch_gradients(checks, leaves, program):
    import torch
    from n02_tests.probes import APPLY

    values = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in leaves]
    for name, *operands in program:
        used = [values[operands[0]], *operands[1:]]
        if name in checks.BETWEEN:
            used[1] = values[operands[1]]
        values.append(APPLY[name](*used))
        values[-1].retain_grad()
    values[-1].backward()
    return [each.item() for each in values], [
        0.0 if each.grad is None else each.grad.item() for each in values
    ]


@pytest.mark.parametrize("seed", range(20))
def test_forward_mode_agrees_with_torch_on_random_expressions(checks, seed):
    leaves, program = checks.random_expression(np.random.default_rng(seed))
    data, grads = checks.oracle(leaves, program)
    expected, expected_grads = torch_gradients(checks, leaves, program)
    np.testing.assert_allclose(data, expected, rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(grads, expected_grads, rtol=1e-10, atol=1e-10)


def test_random_expressions_use_every_operation(checks):
    used = set()
    for seed in range(60):
        _, program = checks.random_expression(np.random.default_rng(seed))
        used |= {name for name, *_ in program}
    assert used == set(checks.FORWARD)


@pytest.mark.parametrize("seed", range(10))
def test_training_by_matrices_agrees_with_torch(checks, seed):
    import torch

    rng = np.random.default_rng(seed)
    points, targets = checks.two_moons(rng, 9)
    weights = checks.random_weights(rng, 2, [4, 3, 1])
    losses, rows = checks.descend(weights, points, targets, 5, 0.1)
    W = [torch.tensor(each, dtype=torch.float64, requires_grad=True) for each in weights]
    for expected in losses:
        x = torch.tensor(points, dtype=torch.float64)
        for k, each in enumerate(W):
            x = x @ each[:, :-1].T + each[:, -1]
            x = x if k == len(W) - 1 else x.tanh()
        loss = ((x - torch.tensor(targets)) ** 2).sum() / len(points)
        assert loss.item() == pytest.approx(expected, rel=1e-10)
        grads = torch.autograd.grad(loss, W)
        W = [
            (each - 0.1 * grad).detach().requires_grad_()
            for each, grad in zip(W, grads, strict=True)
        ]
    for each, expected in zip(W, rows, strict=True):
        np.testing.assert_allclose(each.detach(), expected, rtol=1e-9)
