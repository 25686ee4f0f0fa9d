"""Hidden checks: unequal sizes, strides, gaps, groups, ties; PyTorch and brute force as oracles."""

from __future__ import annotations

from itertools import product

import numpy as np
import torch
from torch.nn import functional

from autograder.checks import arrays, expect, task

from .probes import with_arguments

TIGHT = {"rtol": 1e-9, "atol": 1e-11, "dtype": np.float64}
SINGLE = {"rtol": 1e-4, "atol": 1e-4, "dtype": np.float32}


def expect_unchanged(names, after, before):
    """Each argument is after the call what it was before, to the bit."""
    for name, now, then in zip(names, after, before, strict=True):
        expect(now, f"{name} after the call").equal_to(then)


def library(function, *arguments, **options):
    """A function of PyTorch on numpy arrays, in float64."""
    tensors = (torch.from_numpy(np.asarray(each, dtype=np.float64)) for each in arguments)
    return function(*tensors, **options).numpy()


# -- sizes -------------------------------------------------------------------------------------


def places(n, k, stride, pad, dilation):
    """The kernel's places, counted one by one."""
    last = [start + dilation * (k - 1) for start in range(0, n + 2 * pad, stride)]
    return sum(entry < n + 2 * pad for entry in last)


@task("conv_output_size")
def test_output_size_counts_places(student):
    """All small sizes without dilation, counted place by place."""
    for n, k, stride, pad in product((1, 4, 7, 10), (1, 2, 3, 5), (1, 2, 3), (0, 1, 3)):
        if expected := places(n, k, stride, pad, 1):
            expect(student.conv_output_size(n, k, stride, pad)).equal_to(expected)


@task("conv_output_size")
def test_output_size_with_gaps_in_the_kernel(student):
    """All small sizes with dilation, counted place by place."""
    for n, k, stride, pad, dilation in product((6, 11), (1, 2, 4), (1, 3), (0, 2), (2, 3, 4)):
        if expected := places(n, k, stride, pad, dilation):
            arguments = {"stride": stride, "pad": pad, "dilation": dilation}
            expect(student.conv_output_size(n, k, **arguments)).equal_to(expected)


@task("conv_output_size")
def test_output_size_through_a_network(student):
    """Convolutions and pools in a row, down to the size of the flattened output."""
    n = 224
    for k, stride, pad, expected in (
        (11, 4, 2, 55),
        (3, 2, 0, 27),
        (5, 1, 2, 27),
        (3, 2, 0, 13),
        (3, 1, 1, 13),
        (3, 2, 0, 6),
    ):
        n = expect(student.conv_output_size(n, k, stride, pad)).equal_to(expected).value
    expect(256 * n * n, "the length of 256 channels, flattened").equal_to(9216)


@task("conv_output_size")
def test_output_size_where_there_is_no_place(student):
    """Kernels, also dilated ones, that reach one entry too far raise ValueError."""
    for n, k, stride, pad, dilation in ((3, 4, 1, 0, 1), (4, 7, 3, 1, 1), (4, 3, 2, 0, 2)):
        expect(student.conv_output_size(n, k, stride, pad, dilation)).raises(ValueError)
        fits = student.conv_output_size(n + 1, k, stride, pad, dilation)
        expect(fits, "one entry longer").equal_to(1)


@task("same_padding")
def test_same_padding_is_the_least_that_is_enough(student):
    """All small sizes: no entry more than ceil(n / s) places need, an odd one behind."""
    for n, k, s in product(range(1, 10), range(1, 7), range(1, 5)):
        wanted = len(range(0, n, s))
        total = next(t for t in range(n + k) if places(n + t, k, s, 0, 1) >= wanted)
        expect(student.same_padding(n, k, s)).equal_to((total // 2, total - total // 2))


@task("same_padding")
def test_same_padding_of_long_axes(student):
    """Lengths of real pictures and sounds."""
    for n, k, s, expected in (
        (224, 7, 2, (2, 3)),
        (299, 3, 2, (1, 1)),
        (48000, 400, 160, (120, 120)),
        (1081, 4, 3, (1, 2)),
    ):
        expect(student.same_padding(n, k, s)).equal_to(expected)


# -- along one axis ----------------------------------------------------------------------------


@task("conv1d")
def test_conv1d_equals_the_library(student, rng):
    """Unequal sizes, strides shorter and longer than the kernel, with and without padding."""
    for b, c, length, o, k, stride, pad in (
        (2, 3, 9, 4, 5, 1, 0),
        (1, 4, 8, 2, 3, 2, 1),
        (3, 1, 10, 5, 2, 3, 2),
        (2, 5, 7, 1, 1, 2, 0),
        (1, 2, 4, 3, 4, 1, 3),
    ):
        x, w = arrays(rng, (b, c, length), (o, c, k))
        expected = library(functional.conv1d, x, w, stride=stride, padding=pad)
        expect(student.conv1d(x, w, stride, pad)).close_to(expected, **TIGHT)


@task("conv1d")
def test_conv1d_finds_a_phrase(student, rng):
    """A kernel made of word vectors answers most where its words stand, wherever that is."""
    (words,) = arrays(rng, (12, 16))
    words /= np.linalg.norm(words, axis=1, keepdims=True)
    phrase = words[[3, 7, 5]].T[None]  # one kernel over 16 channels and three words
    texts = np.array([[0, 3, 7, 5, 1, 2, 9], [7, 3, 5, 3, 7, 5, 11], [5, 7, 3, 4, 3, 7, 8]])
    x = words[texts].swapaxes(1, 2)
    answers = expect(student.conv1d(x, phrase))
    answers.close_to(library(functional.conv1d, x, phrase), **TIGHT)
    found = answers.value[:, 0]
    expect([int(row.argmax()) for row in found[:2]], "where the phrase begins").equal_to([1, 3])
    expect(found[:2].max(axis=1), "the answer to the whole phrase").close_to(
        np.full(2, 3.0), **TIGHT
    )


@task("conv1d")
def test_conv1d_keeps_dtype_and_arguments(student, rng):
    """float32 stays float32, float64 float64, and no argument is written to."""
    for dtype, near in (("float32", SINGLE), ("float64", TIGHT)):
        arguments = (*arrays(rng, (2, 3, 8), (4, 3, 5), dtype=dtype), 2, 1)
        result, *after = expect(with_arguments(student, "conv1d", *arguments)).unpacks_to(5)
        expected = library(functional.conv1d, *arguments[:2], stride=2, padding=1)
        expect(result).close_to(expected, **near)
        expect_unchanged("xw", after[:2], arguments[:2])


# -- images ------------------------------------------------------------------------------------


def library_conv2d(x, w, b=None, stride=1, pad=0, dilation=1, groups=1):
    options = {"stride": stride, "padding": pad, "dilation": dilation, "groups": groups}
    return library(functional.conv2d, x, w, *(() if b is None else (b,)), **options)


def expect_like_library(student, *arguments):
    """Every entry of `conv2d` agrees with PyTorch's."""
    expect(student.conv2d(*arguments)).close_to(library_conv2d(*arguments), **TIGHT)


@task("conv2d")
def test_conv2d_equals_the_library(student, rng):
    """Kernels that are not square on images that are not square, with a bias."""
    for b, c, h, w, o, kh, kw in (
        (2, 3, 6, 10, 4, 2, 5),
        (3, 2, 9, 7, 5, 4, 1),
        (1, 1, 3, 8, 2, 1, 5),
        (2, 3, 5, 4, 1, 5, 4),
        (4, 2, 7, 6, 5, 3, 4),
    ):
        expect_like_library(student, *arrays(rng, (b, c, h, w), (o, c, kh, kw), (o,)))


@task("conv2d")
def test_conv2d_of_each_image_by_itself(student, rng):
    """An image's output does not depend on what else is in the batch."""
    x, w, b = arrays(rng, (3, 2, 6, 7), (4, 2, 3, 5), (4,))
    expected = library_conv2d(x, w, b)
    expect(student.conv2d(x[1:2], w, b)).close_to(expected[1:2], **TIGHT)
    x[[0, 2]] = 1e6
    expect_near = {"rtol": 1e-9, "atol": 1e-6, "dtype": np.float64}
    expect(student.conv2d(x, w, b)).close_to(library_conv2d(x, w, b), **expect_near)


@task("conv2d")
def test_conv2d_bias(student, rng):
    """Each output channel gets its own bias in every place, whatever the width is."""
    for o, width in ((4, 5), (3, 4), (5, 3)):  # o = w2 in the first
        x, w, b = arrays(rng, (2, 3, 5, width), (o, 3, 4, 2), (o,))
        expect_like_library(student, x, w, 10 * b)
        expect(student.conv2d(x, np.zeros_like(w), b)).close_to(
            np.broadcast_to(b[:, None, None], (2, o, 2, width - 1)), **TIGHT
        )


@task("conv2d")
def test_conv2d_strides(student, rng):
    """Strides of both axes, alike and different, shorter and longer than the kernel."""
    x, w, b = arrays(rng, (2, 5, 9, 11), (4, 5, 3, 2), (4,))
    for stride in (2, 3, 5, (1, 3), (2, 1), (4, 2)):
        expect_like_library(student, x, w, b, stride)


@task("conv2d")
def test_conv2d_padding(student, rng):
    """Zeros around the input, on both axes alike and different, up to more than the kernel."""
    x, w, b = arrays(rng, (3, 2, 5, 6), (5, 2, 3, 4), (5,))
    for stride, pad in ((1, 1), (1, 2), (1, (0, 3)), (2, (2, 0)), ((3, 2), (1, 4)), (1, 5)):
        expect_like_library(student, x, w, b, stride, pad)


@task("conv2d")
def test_conv2d_dilation(student, rng):
    """Kernels with gaps, together with strides and padding."""
    x, w, b = arrays(rng, (3, 4, 10, 9), (5, 4, 3, 2), (5,))
    for stride, pad, dilation in (
        (1, 0, 2),
        (1, 0, (3, 1)),
        (2, (1, 2), (1, 4)),
        ((1, 3), 2, (4, 3)),
    ):
        expect_like_library(student, x, w, b, stride, pad, dilation)


@task("conv2d")
def test_conv2d_groups(student, rng):
    """Groups of several channels, one channel each, and more outputs than inputs."""
    for c, o, groups in ((6, 4, 2), (6, 9, 3), (4, 4, 4), (3, 6, 3)):
        x, w, b = arrays(rng, (2, c, 9, 8), (o, c // groups, 4, 5), (o,))
        expect_like_library(student, x, w, b, (1, 2), 1, 1, groups)
        expect_like_library(student, x, w, None, 1, 0, (2, 1), groups)


@task("conv2d")
def test_conv2d_shifts_with_its_input(student, rng):
    """Where the input moves by a stride, the output moves by one place, inside the valid region."""
    scene, w, b = arrays(rng, (2, 5, 14, 15), (4, 5, 3, 2), (4,))
    for stride, (down, right) in ((1, (2, 1)), ((2, 3), (1, 2))):
        sh, sw = (stride, stride) if isinstance(stride, int) else stride
        here = scene[:, :, :10, :9].copy()
        there = scene[:, :, down * sh : down * sh + 10, right * sw : right * sw + 9].copy()
        result = expect(student.conv2d(here, w, b, stride))
        before = result.close_to(library_conv2d(here, w, b, stride), **TIGHT).value
        expected = library_conv2d(there, w, b, stride)
        after = expect(student.conv2d(there, w, b, stride)).close_to(expected, **TIGHT).value
        kept = after[:, :, : before.shape[2] - down, : before.shape[3] - right]
        expect(kept, "the part that both see").close_to(before[:, :, down:, right:], **TIGHT)


@task("conv2d")
def test_conv2d_sees_its_window_only(student, rng):
    """A change of one pixel moves exactly the outputs whose window holds it."""
    x, w = arrays(rng, (2, 4, 8, 9), (5, 4, 3, 2))
    for stride, pad, dilation, (y, z) in (((2, 1), 1, (1, 2), (4, 5)), (1, 0, 2, (0, 8))):
        arguments = (w, None, stride, pad, dilation)
        expected = library_conv2d(x, *arguments)
        before = expect(student.conv2d(x, *arguments)).close_to(expected, **TIGHT).value
        other = x.copy()
        other[1, 0, y, z] += 1e3
        expected = library_conv2d(other, *arguments)
        after = expect(student.conv2d(other, *arguments)).close_to(expected, **TIGHT).value
        (sh, sw), (dh, dw) = np.broadcast_to(stride, 2), np.broadcast_to(dilation, 2)
        rows = [any(r * sh + i * dh - pad == y for i in range(3)) for r in range(before.shape[2])]
        columns = [
            any(q * sw + j * dw - pad == z for j in range(2)) for q in range(before.shape[3])
        ]
        moved = np.abs(after - before) > 1e-6
        reached = np.zeros_like(moved)
        reached[1] = np.outer(rows, columns)
        expect(moved, "the outputs that moved").equal_to(reached)


@task("conv2d")
def test_conv2d_shares_its_weights(student):
    """As a dense layer the same map needs many more weights: equal ones, and zeros."""
    (c, h, width), (o, kh, kw) = (2, 6, 7), (4, 3, 5)
    pixels = np.eye(c * h * width).reshape(-1, c, h, width)
    w = np.arange(1.0, 1 + o * c * kh * kw).reshape(o, c, kh, kw)
    result = expect(student.conv2d(pixels, w)).close_to(library_conv2d(pixels, w), **TIGHT)
    dense = result.value.reshape(len(pixels), -1)
    outputs = o * (h - kh + 1) * (width - kw + 1)
    expect(dense.size, "weights of the dense layer").equal_to(c * h * width * outputs)
    used = np.round(dense[np.abs(dense) > 0.5]).astype(int)
    expect(len(used), "of these not zero").equal_to(outputs * c * kh * kw)
    expect(len(set(used.tolist())), "different weights").equal_to(o * c * kh * kw)


@task("conv2d")
def test_conv2d_finds_edges(student):
    """Sobel's kernels on a bright square, a ramp and a chessboard: values known by hand."""
    across = np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
    kernels = np.stack([across, across.T])[:, None]
    square = np.zeros((9, 8))
    square[3:6, 2:6] = 1.0
    rows, columns = np.mgrid[:9, :8].astype(np.float64)
    pictures = np.stack([square, 3 * rows - 2 * columns, (rows + columns) % 2])[:, None]
    edges = expect(student.conv2d(pictures, kernels)).has_shape((3, 2, 7, 6))
    edges.close_to(library_conv2d(pictures, kernels), **TIGHT)
    found = edges.value
    left = np.array([0, 1, 3, 4, 3, 1, 0.0])
    expect(found[0, 0], "upright edges of the square").close_to(
        np.outer(left, [1, 1, 0, 0, -1, -1]), **TIGHT
    )
    down = np.outer([0, 1, 1, 0, -1, -1, 0], [1, 3, 4, 4, 3, 1.0])
    expect(found[0, 1], "level edges of the square").close_to(down, **TIGHT)
    slopes = np.broadcast_to(np.array([-16.0, 24.0])[:, None, None], (2, 7, 6))
    expect(found[1], "slopes of the ramp").close_to(slopes, **TIGHT)
    expect(found[2], "edges of the chessboard").close_to(np.zeros((2, 7, 6)), **TIGHT)


@task("conv2d")
def test_conv2d_keeps_dtype_and_arguments(student, rng):
    """float32 stays float32, float64 float64, and no argument is written to."""
    for dtype, near in (("float32", SINGLE), ("float64", TIGHT)):
        x, w, b = arrays(rng, (2, 4, 7, 8), (6, 2, 3, 5), (6,), dtype=dtype)
        arguments = (x, w, b, 2, 1, 1, 2)
        result, *after = expect(with_arguments(student, "conv2d", *arguments)).unpacks_to(8)
        expect(result).close_to(library_conv2d(*arguments), **near)
        expect_unchanged("xwb", after[:3], arguments[:3])


# -- windows as columns ------------------------------------------------------------------------


@task("im2col")
def test_im2col_equals_the_library(student, rng):
    """Windows of any size and stride, of several channels, with and without a border."""
    for shape, k, s, p in (
        ((2, 3, 6, 5), 2, 1, 0),
        ((1, 2, 7, 9), (3, 2), (2, 3), 0),
        ((3, 1, 4, 6), (1, 4), 1, (1, 2)),
        ((2, 4, 5, 8), (4, 3), (1, 2), 2),
        ((1, 3, 3, 4), (3, 4), 1, 0),
    ):
        (x,) = arrays(rng, shape)
        options = {"kernel_size": k, "stride": s, "padding": p}
        expected = library(functional.unfold, x, **options)
        expect(student.im2col(x, k, s, p)).close_to(expected, **TIGHT)


@task("im2col")
def test_im2col_by_position(student):
    """Where every pixel says where it stands, so does every entry of the columns."""
    n, c, h, w = np.indices((2, 3, 4, 5)).astype(np.float64)
    columns = expect(student.im2col(1000 * n + 100 * c + 10 * h + w, (2, 3), (1, 2)))
    expected = [
        [
            [1000.0 * n + 100 * c + 10 * (r + i) + 2 * q + j for r in range(3) for q in range(2)]
            for c in range(3)
            for i in range(2)
            for j in range(3)
        ]
        for n in range(2)
    ]
    columns.has_shape((2, 18, 6)).close_to(np.array(expected), **TIGHT)


@task("im2col")
def test_im2col_keeps_dtype_and_argument(student, rng):
    """float32 stays float32, float64 float64, and x is not written to."""
    for dtype in ("float32", "float64"):
        (x,) = arrays(rng, (2, 3, 5, 4), dtype=dtype)
        arguments = (x, (2, 3), (2, 1), 1)
        result, after, *_ = expect(with_arguments(student, "im2col", *arguments)).unpacks_to(5)
        options = {"kernel_size": (2, 3), "stride": (2, 1), "padding": 1}
        expected = library(functional.unfold, x, **options)
        expect(result).close_to(expected, rtol=1e-7, atol=0, dtype=x.dtype)
        expect(after, "x after the call").equal_to(x)


# -- volumes -----------------------------------------------------------------------------------


@task("conv3d")
def test_conv3d_equals_the_library(student, rng):
    """Depth, height and width all different, with strides, padding and a bias."""
    for x_shape, w_shape, stride, pad in (
        ((2, 3, 4, 5, 6), (5, 3, 2, 4, 1), 1, 0),
        ((1, 2, 7, 4, 5), (1, 2, 5, 3, 4), 2, 0),
        ((2, 1, 3, 6, 4), (4, 1, 1, 2, 3), 1, 1),
        ((1, 2, 5, 3, 6), (6, 2, 4, 3, 5), 3, 2),
    ):
        x, w, b = arrays(rng, x_shape, w_shape, (w_shape[0],))
        options = {"stride": stride, "padding": pad}
        expected = library(functional.conv3d, x, w, b, **options)
        expect(student.conv3d(x, w, b, stride, pad)).close_to(expected, **TIGHT)
        expected = library(functional.conv3d, x, w, **options)
        expect(student.conv3d(x, w, None, stride, pad)).close_to(expected, **TIGHT)


@task("conv3d")
def test_conv3d_sees_motion(student):
    """A dot that moves answers to a kernel for motion, and one that rests does not."""
    films = np.zeros((2, 1, 6, 5, 7))
    for t in range(6):
        films[0, 0, t, 2, 3] = 1.0
        films[1, 0, t, 2, t] = 1.0
    to_the_right = np.zeros((1, 1, 2, 1, 2))
    to_the_right[0, 0, :, 0] = [[1, -1], [-1, 1]]
    expected = library(functional.conv3d, films, to_the_right)
    moved = expect(student.conv3d(films, to_the_right)).close_to(expected, **TIGHT).value
    largest = moved.max(axis=(1, 2, 3, 4))
    expect(largest, "the strongest answer to each film").close_to(np.array([0.0, 2.0]), **TIGHT)


@task("conv3d")
def test_conv3d_keeps_dtype_and_arguments(student, rng):
    """float32 stays float32, float64 float64, and no argument is written to."""
    for dtype, near in (("float32", SINGLE), ("float64", TIGHT)):
        x, w, b = arrays(rng, (2, 3, 5, 4, 6), (5, 3, 4, 2, 1), (5,), dtype=dtype)
        arguments = (x, w, b, 2, 1)
        result, *after = expect(with_arguments(student, "conv3d", *arguments)).unpacks_to(6)
        expected = library(functional.conv3d, x, w, b, stride=2, padding=1)
        expect(result).close_to(expected, **near)
        expect_unchanged("xwb", after[:3], arguments[:3])


# -- the way back ------------------------------------------------------------------------------


def library_gradients(dout, x, w, stride, pad, dilation):
    """dx, dw and db by PyTorch's autograd, in float64."""
    shape = (len(w),)
    inputs = [torch.from_numpy(np.asarray(each, dtype=np.float64)) for each in (x, w)]
    inputs = [each.clone().requires_grad_() for each in (*inputs, torch.zeros(shape).double())]
    out = functional.conv2d(*inputs, stride=stride, padding=pad, dilation=dilation)
    upstream = torch.from_numpy(np.asarray(dout, dtype=np.float64))
    return [each.numpy() for each in torch.autograd.grad(out, inputs, upstream)]


def backward_case(rng, x_shape, w_shape, stride=1, pad=0, dilation=1, dtype="float64"):
    """Random x, w and dout that fit each other: (dout, cache)."""
    axes = zip(
        x_shape[2:],
        w_shape[2:],
        *(np.broadcast_to(each, 2) for each in (stride, pad, dilation)),
        strict=True,
    )
    size = [places(n, k, int(s), int(p), int(d)) for n, k, s, p, d in axes]
    x, w, dout = arrays(rng, x_shape, w_shape, (x_shape[0], w_shape[0], *size), dtype=dtype)
    return dout, (x, w, stride, pad, dilation)


def expect_gradients(result, expected, near):
    """Judge db, dw and dx one by one, so that a failure names the one that is wrong."""
    parts = expect(result).unpacks_to(3)
    for name, part, right in zip(("db", "dw", "dx"), parts[::-1], expected[::-1], strict=True):
        expect(part, name).close_to(right, **near)


def expect_library_gradients(student, dout, cache):
    result = student.conv2d_backward(dout, cache)
    expect_gradients(result, library_gradients(dout, *cache), TIGHT)


@task("conv2d_backward")
def test_backward_equals_autograd(student, rng):
    """Kernels that are not square on images that are not square, random upstream gradients."""
    for x_shape, w_shape in (
        ((2, 3, 7, 9), (4, 3, 2, 5)),
        ((3, 1, 8, 7), (2, 1, 4, 1)),
        ((1, 4, 3, 8), (5, 4, 1, 3)),
        ((2, 5, 4, 3), (6, 5, 4, 3)),
    ):
        expect_library_gradients(student, *backward_case(rng, x_shape, w_shape))


@task("conv2d_backward")
def test_backward_of_strides(student, rng):
    """Strides of both axes, also where the last rows or columns are never visited."""
    for stride in (2, 3, (1, 3), (4, 1)):
        case = backward_case(rng, (2, 5, 8, 9), (4, 5, 3, 2), stride)
        expect_library_gradients(student, *case)


@task("conv2d_backward")
def test_backward_of_padding(student, rng):
    """The border is cut off, on both axes alike and different, with strides."""
    for stride, pad in ((1, 1), (1, (2, 0)), (2, (0, 3)), ((2, 3), (3, 1))):
        case = backward_case(rng, (2, 4, 5, 6), (5, 4, 3, 2), stride, pad)
        expect_library_gradients(student, *case)


@task("conv2d_backward")
def test_backward_of_dilation(student, rng):
    """Kernels with gaps, with strides and padding."""
    for stride, pad, dilation in ((1, 0, 2), ((2, 1), (1, 2), (1, 3)), (3, 2, (3, 2))):
        case = backward_case(rng, (2, 4, 9, 8), (5, 4, 3, 2), stride, pad, dilation)
        expect_library_gradients(student, *case)


@task("conv2d_backward")
def test_backward_of_a_batch_is_a_sum(student, rng):
    """An image that stands in the batch twice counts twice for w and b, and once for itself."""
    dout, (x, w, *options) = backward_case(rng, (1, 4, 5, 6), (5, 4, 3, 2), (2, 1), (0, 1))
    dx, dw, db = library_gradients(dout, x, w, *options)
    twice = (np.repeat(x, 2, axis=0), w, *options)
    result = student.conv2d_backward(np.repeat(dout, 2, axis=0), twice)
    expect_gradients(result, (np.repeat(dx, 2, axis=0), 2 * dw, 2 * db), TIGHT)


@task("conv2d_backward")
def test_backward_of_a_single_output(student, rng):
    """The gradient of one output reaches its window only, and is the kernel there."""
    x, w = arrays(rng, (2, 5, 7, 8), (4, 5, 3, 2))
    dout = np.zeros((2, 4, 3, 7))
    dout[1, 2, 1, 4] = 1.0
    dx = np.zeros_like(x)
    dx[1, :, 1:6:2, 3:7:3] = w[2]  # row 1 * 2 - 1, columns 4 - 1 and 4 + 3 - 1
    dw, db = np.zeros_like(w), np.array([0.0, 0.0, 1.0, 0.0])
    dw[2] = x[1, :, 1:6:2, 3:7:3]
    result = student.conv2d_backward(dout, (x, w, (2, 1), (1, 1), (2, 3)))
    expect_gradients(result, (dx, dw, db), TIGHT)


@task("conv2d_backward")
def test_backward_keeps_dtype_and_arguments(student, rng):
    """float32 stays float32, float64 float64, and neither dout nor the cache is written to."""
    for dtype, near in (("float32", SINGLE), ("float64", TIGHT)):
        case = backward_case(rng, (2, 4, 6, 5), (5, 4, 2, 3), 2, 1, dtype=dtype)
        result, *after = expect(with_arguments(student, "conv2d_backward", *case)).unpacks_to(3)
        expect_gradients(result, library_gradients(case[0], *case[1]), near)
        expect_unchanged(("dout", "cache"), after, case)


# -- pooling -----------------------------------------------------------------------------------

POOLS = (
    ((2, 3, 6, 9), 2, None, 0),
    ((1, 2, 7, 5), (3, 2), None, 0),
    ((3, 1, 8, 6), (2, 3), (1, 2), 0),
    ((2, 3, 5, 7), 2, 3, 1),
    ((1, 4, 6, 8), (4, 3), (3, 1), (2, 1)),
    ((2, 1, 4, 5), (1, 5), 1, (0, 2)),
)
"""(shape of x, k, stride, pad): overlapping, apart, with and without a border."""


def pool_options(k, stride, pad):
    return {"kernel_size": k, "stride": stride, "padding": pad}


@task("max_pool2d")
def test_max_pool_equals_the_library(student, rng):
    """Windows that are not square, side by side, overlapping and apart, with a border."""
    for shape, k, stride, pad in POOLS:
        (x,) = arrays(rng, shape)
        expected = library(functional.max_pool2d, x, **pool_options(k, stride, pad))
        expect(student.max_pool2d(x, k, stride, pad)).close_to(expected, **TIGHT)


@task("max_pool2d")
def test_max_pool_of_negative_images(student, rng):
    """Images far below zero, where nothing else may win."""
    for shape, k, stride, pad in POOLS[3:]:
        (x,) = arrays(rng, shape)
        for below in (5.0, 1e6, 1e30):
            negative = x - below if below < 1e7 else -np.abs(x) * below
            expected = library(functional.max_pool2d, negative, **pool_options(k, stride, pad))
            expect(student.max_pool2d(negative, k, stride, pad)).close_to(expected, **TIGHT)


@task("max_pool2d")
def test_max_pool_side_by_side_by_default(student, rng):
    """Without a stride the windows lie side by side, and what is left over is not visited."""
    (x,) = arrays(rng, (2, 4, 7, 9))
    x[:, :, 6], x[:, :, :, 8] = 1e6, 1e6
    expected = x[:, :, :6, :8].reshape(2, 4, 2, 3, 4, 2).max(axis=(3, 5))
    expect(student.max_pool2d(x, (3, 2))).close_to(expected, **TIGHT)


@task("max_pool2d")
def test_max_pool_keeps_dtype_and_argument(student, rng):
    """float32 stays float32, float64 float64, and x is not written to."""
    for dtype in ("float32", "float64"):
        (x,) = arrays(rng, (2, 3, 5, 6), dtype=dtype)
        arguments = (x, 3, 2, 1)
        result, after, *_ = expect(with_arguments(student, "max_pool2d", *arguments)).unpacks_to(5)
        expected = library(functional.max_pool2d, x, **pool_options(3, 2, 1))
        expect(result).close_to(expected, rtol=1e-7, atol=0, dtype=x.dtype)
        expect(after, "x after the call").equal_to(x)


def winners_gradient(dout, x, k, stride, pad):
    """Window by window, entry by entry: the first of the largest entries takes it all."""
    (kh, kw), (ph, pw) = (np.broadcast_to(each, 2).tolist() for each in (k, pad))
    sh, sw = (kh, kw) if stride is None else np.broadcast_to(stride, 2).tolist()
    dx = np.zeros_like(x)
    for n, c, r, q in np.ndindex(*dout.shape):
        window = [
            (x[n, c, y, z], -y, -z)
            for y in range(r * sh - ph, r * sh - ph + kh)
            for z in range(q * sw - pw, q * sw - pw + kw)
            if 0 <= y < x.shape[2] and 0 <= z < x.shape[3]
        ]
        _, y, z = max(window)
        dx[n, c, -y, -z] += dout[n, c, r, q]
    return dx


def pool_case(rng, shape, k, stride, pad):
    """Random x and dout that fit each other."""
    (x,) = arrays(rng, shape)
    pooled = library(functional.max_pool2d, x, **pool_options(k, stride, pad))
    return x, *arrays(rng, pooled.shape)


@task("max_pool2d_backward")
def test_max_pool_backward_equals_autograd(student, rng):
    """Windows that are not square, side by side, overlapping and apart, with a border."""
    for shape, k, stride, pad in POOLS:
        x, dout = pool_case(rng, shape, k, stride, pad)
        leaf = torch.from_numpy(x).clone().requires_grad_()
        pooled = functional.max_pool2d(leaf, **pool_options(k, stride, pad))
        (expected,) = torch.autograd.grad(pooled, leaf, torch.from_numpy(dout))
        result = student.max_pool2d_backward(dout, (x, k, stride, pad))
        expect(result).close_to(expected.numpy(), **TIGHT)


@task("max_pool2d_backward")
def test_max_pool_backward_of_ties(student, rng):
    """Images of a few grey values, full of ties: the first entry of a window wins alone."""
    for shape, k, stride, pad in POOLS:
        x, dout = pool_case(rng, shape, k, stride, pad)
        greys = np.round(x) - 3.0
        expected = winners_gradient(dout, greys, k, stride, pad)
        result = student.max_pool2d_backward(dout, (greys, k, stride, pad))
        expect(result).close_to(expected, **TIGHT)


@task("max_pool2d_backward")
def test_max_pool_backward_of_overlaps(student, rng):
    """An entry that has won several windows gets the sum of their gradients."""
    (dout,) = arrays(rng, (2, 3, 4, 5))
    x = np.zeros((2, 3, 6, 7))
    x[:, :, 3, 3] = 2.0  # in nine windows
    x[:, :, 0, 6] = 1.0  # in one
    expected = winners_gradient(dout, x, 3, 1, 0)
    result = expect(student.max_pool2d_backward(dout, (x, 3, 1, 0))).close_to(expected, **TIGHT)
    result.sums_to(float(dout.sum()))


@task("max_pool2d_backward")
def test_max_pool_backward_keeps_dtype_and_arguments(student, rng):
    """float32 stays float32, float64 float64, and neither dout nor the cache is written to."""
    for dtype, near in (("float32", SINGLE), ("float64", TIGHT)):
        x, dout = arrays(rng, (2, 5, 7, 6), (2, 5, 4, 3), dtype=dtype)
        arguments = (dout, (x, 3, 2, 1))
        call = with_arguments(student, "max_pool2d_backward", *arguments)
        result, *after = expect(call).unpacks_to(3)
        expect(result).close_to(winners_gradient(dout, x, 3, 2, 1), **near)
        expect_unchanged(("dout", "cache"), after, arguments)


@task("avg_pool2d")
def test_avg_pool_equals_the_library(student, rng):
    """Windows that are not square, side by side, overlapping and apart, with a border."""
    for shape, k, stride, pad in POOLS:
        (x,) = arrays(rng, shape)
        expected = library(functional.avg_pool2d, x + 2.0, **pool_options(k, stride, pad))
        expect(student.avg_pool2d(x + 2.0, k, stride, pad)).close_to(expected, **TIGHT)


@task("avg_pool2d")
def test_avg_pool_keeps_dtype_and_argument(student, rng):
    """float32 stays float32, float64 float64, and x is not written to."""
    for dtype, near in (("float32", SINGLE), ("float64", TIGHT)):
        (x,) = arrays(rng, (2, 3, 5, 6), dtype=dtype)
        arguments = (x, (3, 2), (2, 1), 1)
        result, after, *_ = expect(with_arguments(student, "avg_pool2d", *arguments)).unpacks_to(5)
        expected = library(functional.avg_pool2d, x, **pool_options((3, 2), (2, 1), 1))
        expect(result).close_to(expected, **near)
        expect(after, "x after the call").equal_to(x)
