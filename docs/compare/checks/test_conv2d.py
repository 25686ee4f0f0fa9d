"""Tests of the convolution, as a course would write them for pytest."""
# ruff: noqa: N812  (the field's own names)

import numpy as np
import torch
import torch.nn.functional as F
from c01_convolution import conv2d


def test_conv2d_contract():
    """Shape (b, o, h2, w2), the dtype of x, and arguments as they were.

    Check the output's shape and dtype, and change no argument.
    """
    rng = np.random.default_rng(115157521096115)
    shapes = (2, 3, 4, 7), (5, 3, 2, 4), (5,)
    x, w, b = (rng.standard_normal(shape).astype("float32") for shape in shapes)
    before = [each.copy() for each in (x, w, b)]
    result = conv2d(x, w, b)
    assert result.shape == (2, 5, 3, 4)
    assert result.dtype == np.float32
    expected = F.conv2d(*(torch.from_numpy(each) for each in before)).numpy()
    np.testing.assert_allclose(result, expected, rtol=1e-4, atol=1e-4)
    for now, then in zip((x, w, b), before, strict=True):
        np.testing.assert_array_equal(now, then, "an argument was changed")


def test_conv2d_worked_example():
    """The handout's image and kernel, without and with a bias.

    Work the first entry by hand: which pixel does the kernel's first entry meet?
    """
    x = np.array([[[[1.0, 2.0, 0.0, 1.0], [0.0, 3.0, 1.0, 2.0], [2.0, 1.0, 4.0, 0.0]]]])
    w = np.array([[[[1.0, 0.0], [-1.0, 2.0]]]])
    expected = np.array([[[[7.0, 1.0, 3.0], [0.0, 10.0, -3.0]]]])
    np.testing.assert_allclose(conv2d(x, w), expected, rtol=1e-5, atol=1e-6)
    result = conv2d(x, w, np.array([0.5]))
    np.testing.assert_allclose(result, expected + 0.5, rtol=1e-5, atol=1e-6)


def test_conv2d_of_a_single_one():
    """Around a single 1 the output is the kernel, and which way round it lies is a convention.

    Do you flip the kernel? The convention of deep learning does not.
    """
    x = np.array([[[[0.0, 0, 0], [0, 1, 0], [0, 0, 0]]]])
    w = np.array([[[[1.0, 2], [3, 4]]]])
    expected = np.array([[[[4.0, 3], [2, 1]]]])
    np.testing.assert_allclose(conv2d(x, w), expected, rtol=1e-5, atol=1e-6)


def test_conv2d_finds_an_upright_edge():
    """The Sobel kernel answers at the edge of the handout's picture and nowhere else.

    Look at the sign of your answer at the edge.
    """
    picture = np.array([[[[0.0, 0, 0, 1, 1, 1]] * 4]])
    across = np.array([[[[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]]])
    down = across.swapaxes(2, 3).copy()
    answer = np.array([[[[0.0, 4, 4, 0]] * 2]])
    np.testing.assert_allclose(conv2d(picture, across), answer, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(conv2d(picture, down), 0 * answer, rtol=1e-5, atol=1e-6)


def test_conv2d_kernels_that_are_not_square():
    """Kernels of one row and of one column, with padding, stride and dilation per axis.

    Height and width have a kernel size, stride, padding and dilation of their own.
    """
    rng = np.random.default_rng(71408034920920)
    x, wide, high = (rng.standard_normal(s) for s in ((1, 2, 5, 6), (4, 2, 1, 3), (4, 2, 3, 1)))
    for w, stride, pad, dilation in (
        (wide, 1, (0, 1), 1),
        (high, (2, 1), 1, 1),
        (wide, (1, 2), (0, 2), 1),
        (wide, 2, 0, (1, 2)),
    ):
        tensors = torch.from_numpy(x), torch.from_numpy(w)
        expected = F.conv2d(*tensors, None, stride, pad, dilation).numpy()
        result = conv2d(x, w, None, stride, pad, dilation)
        np.testing.assert_allclose(result, expected, rtol=1e-5, atol=1e-6)


def test_conv2d_one_bias_per_channel():
    """The bias of a channel is added everywhere in it, also where w2 = o.

    The bias belongs to the axis of output channels.
    """
    rng = np.random.default_rng(60516016719377)
    x, w, b = (rng.standard_normal(s) for s in ((1, 4, 3, 7), (3, 4, 2, 5), (3,)))
    expected = F.conv2d(*(torch.from_numpy(each) for each in (x, w, b))).numpy()
    np.testing.assert_allclose(conv2d(x, w, b), expected, rtol=1e-5, atol=1e-6)


def test_conv2d_in_groups():
    """Two groups: the first outputs see the first channels, the last outputs the last ones.

    With groups=2 the first half of the kernels reads the first half of the channels.
    """
    rng = np.random.default_rng(40195863981821)
    x, w = (rng.standard_normal(s) for s in ((1, 4, 5, 6), (6, 2, 3, 4)))
    expected = F.conv2d(torch.from_numpy(x), torch.from_numpy(w), groups=2).numpy()
    np.testing.assert_allclose(conv2d(x, w, groups=2), expected, rtol=1e-5, atol=1e-6)
