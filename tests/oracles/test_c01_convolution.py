"""The gradients are those of finite differences, scipy correlates the same, and so does the handout's PyTorch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from scipy import signal

from .references import reference as loaded

ROOT = Path(__file__).resolve().parents[2]
MODULE = ROOT / "solutions" / "c01_convolution"


@pytest.fixture(scope="module")
def reference():
    with loaded("c01_convolution") as package:
        yield package


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


def test_the_handouts_comparison_with_pytorch_agrees(reference, capsys):
    handout = (MODULE / "README.md").read_text("utf-8")
    code = handout.split("```python\n")[1].split("```")[0]
    exec(code, {})
    differences = [float(line) for line in capsys.readouterr().out.split()]
    assert len(differences) == 4
    assert max(differences) < 1e-12
