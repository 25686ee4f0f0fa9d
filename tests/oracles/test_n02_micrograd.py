"""The hidden checks' own oracles agree with torch: forward mode on random expressions, and training by matrices."""

from __future__ import annotations

import importlib.util
import sys
import types
from pathlib import Path

import numpy as np
import pytest

TESTS = Path(__file__).resolve().parents[2] / "solutions" / "n02_micrograd" / "tests"


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
