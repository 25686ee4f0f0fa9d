"""c01_convolution: correct code of other kinds passes, mistakes written anew fail, oracles agree."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from autograder.channel.packages import load_package
from autograder.grade.grading import grade_folder
from autograder.grade.plan import Course, course_plan
from autograder.grade.record import mistakes_of, run_files, without_forbidden
from autograder.grade.runner import ModuleGrader
from autograder.model import Verdict
from autograder.sandbox.host import open_host
from autograder.source import read_module

ROOT = Path(__file__).resolve().parents[2]
MODULE = ROOT / "solutions" / "c01_convolution"
VARIANTS = sorted(path for path in (MODULE / "tests" / "variants").iterdir() if path.is_dir())
MISTAKES = sorted((MODULE / "tests" / "mistakes").glob("*/*.py"))
SEEDS = 20


def plan_with(secret: str = ""):
    return replace(without_forbidden(course_plan(Course(ROOT), MODULE.name)), secret=secret)


@pytest.fixture(scope="module")
def plan():
    return plan_with()


@pytest.fixture(scope="module")
def grader(plan) -> Iterator[ModuleGrader]:
    grader = ModuleGrader(lambda: open_host(plan.libraries), plan, held=True)
    yield grader
    grader.close()


@pytest.fixture(scope="module")
def reference():
    before = set(sys.modules)
    yield load_package(MODULE.name, MODULE)
    for name in set(sys.modules) - before:
        if name.split(".")[0] == MODULE.name:
            del sys.modules[name]


# -- correct code of other kinds ---------------------------------------------------------------


def demand_full_marks(result):
    lost = [f"{check.name}: {check.detail}" for check in result.checks if not check.passed]
    assert not lost, "\n".join(lost)
    assert result.score == result.max_score == 100


@pytest.mark.parametrize("folder", VARIANTS, ids=lambda path: path.name)
def test_a_variant_gets_full_marks(grader, plan, folder):
    demand_full_marks(grade_folder(grader, plan, folder))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_variant_gets_full_marks_whatever_the_secret_is(seed):
    plan = plan_with(f"secret {seed}")
    grader = ModuleGrader(lambda: open_host(plan.libraries), plan, held=True)
    try:
        for folder in VARIANTS:
            demand_full_marks(grade_folder(grader, plan, folder))
    finally:
        grader.close()


# -- mistakes ----------------------------------------------------------------------------------


def test_every_known_mistake_is_written_a_second_time():
    written = {(path.parent.name, path.stem) for path in MISTAKES}
    assert written == set(mistakes_of(read_module(MODULE)))


def package_with(mistake: Path) -> dict[str, bytes]:
    """The naive variant with one task replaced."""
    naive = MODULE / "tests" / "variants" / "naive"
    files = {path.name: path.read_bytes() for path in naive.glob("*.py")}
    files["mistaken.py"] = mistake.read_bytes()
    files["__init__.py"] += f"from .mistaken import {mistake.parent.name}\n".encode()
    return files


@pytest.mark.parametrize("path", MISTAKES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_mistake_by_another_hand_fails_a_hidden_check(grader, plan, path):
    own = plan.only(task=path.parent.name)
    events = run_files(grader, own, package_with(path))
    ends = {check.name: events[check.name] for check in own.checks}
    assert {event.verdict for event in ends.values()} <= {
        Verdict.PASSED,
        Verdict.FAILED,
        Verdict.ERROR,
    }
    failed = [check for check in own.checks if ends[check.name].verdict is Verdict.FAILED]
    assert any(check.points and not check.public for check in failed), ends
    assert any(check.public for check in failed), "no public check shows it to the student"


# -- oracles -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stride", "pad", "dilation"), [(1, 0, 1), ((2, 1), (1, 2), 1), (2, 1, (1, 2)), (3, 2, 2)]
)
def test_the_gradients_are_those_of_finite_differences(reference, stride, pad, dilation):
    """Our forward and backward, as one function of PyTorch's, under its gradcheck."""

    class Convolution(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, w, b):
            ctx.save_for_backward(x, w)
            arrays = (each.detach().numpy() for each in (x, w, b))
            return torch.from_numpy(reference.conv2d(*arrays, stride, pad, dilation))

        @staticmethod
        def backward(ctx, dout):
            x, w = (each.detach().numpy() for each in ctx.saved_tensors)
            cache = (x, w, stride, pad, dilation)
            gradients = reference.conv2d_backward(dout.numpy(), cache)
            return tuple(torch.from_numpy(each.copy()) for each in gradients)

    generator = torch.Generator().manual_seed(0)
    shapes = ((2, 2, 5, 7), (3, 2, 3, 2), (3,))
    inputs = [
        torch.randn(shape, generator=generator, dtype=torch.float64).requires_grad_()
        for shape in shapes
    ]
    assert torch.autograd.gradcheck(Convolution.apply, inputs)


@pytest.mark.parametrize("k", [2, (3, 2)])
@pytest.mark.parametrize("pad", [0, 1])
def test_the_gradient_of_a_pool_is_that_of_finite_differences(reference, k, pad):
    rng = np.random.default_rng(1)
    x = rng.permutation(2 * 2 * 6 * 5).reshape(2, 2, 6, 5).astype(float)  # no ties, far from kinks
    dout = rng.normal(size=reference.max_pool2d(x, k, (2, 1), pad).shape)
    expected = np.zeros_like(x)
    for place in np.ndindex(*x.shape):
        step = np.zeros_like(x)
        step[place] = 1e-3
        rise = reference.max_pool2d(x + step, k, (2, 1), pad)
        rise -= reference.max_pool2d(x - step, k, (2, 1), pad)
        expected[place] = (dout * rise).sum() / 2e-3
    gradient = reference.max_pool2d_backward(dout, (x, k, (2, 1), pad))
    np.testing.assert_allclose(gradient, expected, atol=1e-9)


def test_scipy_correlates_the_same(reference):
    signal = pytest.importorskip("scipy.signal")
    rng = np.random.default_rng(2)
    x, w = rng.normal(size=(1, 3, 7, 6)), rng.normal(size=(2, 3, 2, 3))
    expected = [
        sum(signal.correlate2d(x[0, c], w[o, c], mode="valid") for c in range(3)) for o in range(2)
    ]
    np.testing.assert_allclose(reference.conv2d(x, w)[0], expected, atol=1e-12)
    full = signal.correlate(x[0, 0], w[0, 0], mode="full")
    ours = reference.conv2d(x[:, :1], w[:1, :1], None, 1, (1, 2))
    np.testing.assert_allclose(ours[0, 0], full, atol=1e-12)


@pytest.mark.parametrize("n", [5, 6, 13])
@pytest.mark.parametrize("k", [1, 2, 5])
@pytest.mark.parametrize("s", [1, 2, 3])
def test_same_padding_gives_as_many_places_as_steps(reference, n, k, s):
    left, right = reference.same_padding(n, k, s)
    assert reference.conv_output_size(n + left + right, k, s) == len(range(0, n, s))
    x, w = np.ones((1, 1, 1, n)), np.ones((1, 1, 1, k))
    padded = np.pad(x, ((0, 0), (0, 0), (0, 0), (left, right)))
    assert reference.conv2d(padded, w, None, s).shape[-1] == len(range(0, n, s))


# -- handout -----------------------------------------------------------------------------------


def test_the_picture_is_up_to_date():
    script = ROOT / "docs" / "pictures" / "make_c01_convolution.py"
    subprocess.run([sys.executable, script, "--check"], check=True)


def test_the_handouts_comparison_with_pytorch_agrees(reference, capsys):
    handout = (MODULE / "README.md").read_text("utf-8")
    code = handout.split("```python\n")[1].split("```")[0]
    exec(code, {})
    differences = [float(line) for line in capsys.readouterr().out.split()]
    assert len(differences) == 4
    assert max(differences) < 1e-12
