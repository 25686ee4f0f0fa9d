"""Public checks: the contract, the handout's worked examples, one property per task."""

from __future__ import annotations

import numpy as np

from autograder.checks import arrays, expect, task

from .probes import with_arguments

# The handout's image, kernel and upstream gradient. Height and width differ, and so do all values
# that a mistake could mix up.
IMAGE = np.array([[[[1.0, 2.0, 0.0, 1.0], [0.0, 3.0, 1.0, 2.0], [2.0, 1.0, 4.0, 0.0]]]])
KERNEL = np.array([[[[1.0, 0.0], [-1.0, 2.0]]]])
UPSTREAM = np.array([[[[1.0, 0.0, 2.0], [0.0, -1.0, 0.0]]]])


def image_of(rows):
    """A batch of one image with one channel."""
    return np.array([[rows]], dtype=np.float64)


def expect_unchanged(names, after, before):
    """Each argument is after the call what it was before."""
    for name, now, then in zip(names, after, before, strict=True):
        expect(now, f"{name} after the call").equal_to(then)


# -- sizes -------------------------------------------------------------------------------------


@task("conv_output_size")
def test_output_size_worked_examples(student):
    """The handout's table of sizes."""
    expect(student.conv_output_size(7, 3)).equal_to(5)
    expect(student.conv_output_size(7, 3, 2)).equal_to(3)
    expect(student.conv_output_size(8, 3, 2)).equal_to(3)
    expect(student.conv_output_size(8, 3, 2, 1)).equal_to(4)
    expect(student.conv_output_size(8, 3, 1, 0, 2)).equal_to(4)
    expect(student.conv_output_size(5, 5)).equal_to(1)


@task("conv_output_size")
def test_output_size_keeps_the_axis(student):
    """An odd kernel with padding (k - 1) / 2 and stride 1 keeps an axis as long as it is."""
    for n, k in ((6, 3), (9, 5), (4, 7), (5, 1)):
        expect(student.conv_output_size(n, k, 1, (k - 1) // 2)).equal_to(n)


@task("conv_output_size")
def test_output_size_refuses_what_does_not_fit(student):
    """A kernel that reaches further than the padded axis raises ValueError, at any stride."""
    expect(student.conv_output_size(3, 5)).raises(ValueError)
    expect(student.conv_output_size(3, 5, pad=1)).equal_to(1)
    expect(student.conv_output_size(4, 5, 2)).raises(ValueError)
    expect(student.conv_output_size(5, 5, 2)).equal_to(1)


@task("same_padding")
def test_same_padding_worked_examples(student):
    """The handout's paddings: what is missing, an odd entry behind."""
    expect(student.same_padding(5, 3, 1)).equal_to((1, 1))
    expect(student.same_padding(5, 4, 1)).equal_to((1, 2))
    expect(student.same_padding(6, 3, 2)).equal_to((0, 1))
    expect(student.same_padding(7, 3, 2)).equal_to((1, 1))


@task("same_padding")
def test_same_padding_where_nothing_is_missing(student):
    """Kernels that fit without padding, and strides longer than the kernel, give (0, 0)."""
    expect(student.same_padding(6, 1, 1)).equal_to((0, 0))
    expect(student.same_padding(6, 2, 2)).equal_to((0, 0))
    expect(student.same_padding(9, 2, 5)).equal_to((0, 0))


# -- along one axis ----------------------------------------------------------------------------


@task("conv1d")
def test_conv1d_contract(student, reference, rng):
    """Shape (b, o, l2), the dtype of x, and arguments as they were."""
    x, w = arrays(rng, (2, 3, 6), (4, 3, 2), dtype="float32")
    result, *after = expect(with_arguments(student, "conv1d", x, w)).unpacks_to(3)
    expect(result).has_shape((2, 4, 5)).has_dtype(np.float32)
    expect(result).close_to(reference.conv1d(x, w), rtol=1e-4, atol=1e-4)
    expect_unchanged("xw", after, (x, w))


@task("conv1d")
def test_conv1d_worked_example(student):
    """The handout's signal of two channels."""
    x = np.array([[[1.0, 0.0, 2.0, 1.0], [0.0, 3.0, 1.0, 0.0]]])
    w = np.array([[[1.0, -1.0], [2.0, 0.0]]])
    expect(student.conv1d(x, w)).close_to(np.array([[[1.0, 4.0, 3.0]]]))


@task("conv1d")
def test_conv1d_padding_and_stride(student):
    """Zeros stand at both ends, and the kernel moves by the stride."""
    x, w = np.array([[[1.0, 2.0, 4.0, 8.0, 16.0]]]), np.array([[[1.0, 10.0, 100.0]]])
    every = [[[210.0, 421.0, 842.0, 1684.0, 168.0]]]
    expect(student.conv1d(x, w, 1, 1)).close_to(np.array(every))
    expect(student.conv1d(x, w, stride=2, pad=1)).close_to(np.array(every)[:, :, ::2])


# -- images ------------------------------------------------------------------------------------


@task("conv2d")
def test_conv2d_contract(student, reference, rng):
    """Shape (b, o, h2, w2), the dtype of x, and arguments as they were."""
    x, w, b = arrays(rng, (2, 3, 4, 7), (5, 3, 2, 4), (5,), dtype="float32")
    result, *after = expect(with_arguments(student, "conv2d", x, w, b)).unpacks_to(4)
    expect(result).has_shape((2, 5, 3, 4)).has_dtype(np.float32)
    expect(result).close_to(reference.conv2d(x, w, b), rtol=1e-4, atol=1e-4)
    expect_unchanged("xwb", after, (x, w, b))


@task("conv2d")
def test_conv2d_worked_example(student):
    """The handout's image and kernel, without and with a bias."""
    expected = image_of([[7.0, 1.0, 3.0], [0.0, 10.0, -3.0]])
    expect(student.conv2d(IMAGE, KERNEL)).close_to(expected)
    expect(student.conv2d(IMAGE, KERNEL, np.array([0.5]))).close_to(expected + 0.5)


@task("conv2d")
def test_conv2d_of_a_single_one(student):
    """Around a single 1 the output is the kernel, and which way round it lies is a convention."""
    x = image_of([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
    w = image_of([[1, 2], [3, 4]])
    expect(student.conv2d(x, w)).close_to(image_of([[4, 3], [2, 1]]))


@task("conv2d")
def test_conv2d_finds_an_upright_edge(student):
    """The Sobel kernel answers at the edge of the handout's picture and nowhere else."""
    picture = image_of([[0, 0, 0, 1, 1, 1]] * 4)
    across = image_of([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    down = across.swapaxes(2, 3).copy()
    expect(student.conv2d(picture, across)).close_to(image_of([[0, 4, 4, 0]] * 2))
    expect(student.conv2d(picture, down)).close_to(image_of([[0, 0, 0, 0]] * 2))


@task("conv2d")
def test_conv2d_kernels_that_are_not_square(student, reference, rng):
    """Kernels of one row and of one column, with padding, stride and dilation per axis."""
    x, wide, high = arrays(rng, (1, 2, 5, 6), (4, 2, 1, 3), (4, 2, 3, 1))
    for w, stride, pad, dilation in (
        (wide, 1, (0, 1), 1),
        (high, (2, 1), 1, 1),
        (wide, (1, 2), (0, 2), 1),
        (wide, 2, 0, (1, 2)),
    ):
        expected = reference.conv2d(x, w, None, stride, pad, dilation)
        expect(student.conv2d(x, w, None, stride, pad, dilation)).close_to(expected)


@task("conv2d")
def test_conv2d_one_bias_per_channel(student, reference, rng):
    """The bias of a channel is added everywhere in it, also where w2 = o."""
    x, w, b = arrays(rng, (1, 4, 3, 7), (3, 4, 2, 5), (3,))
    expect(student.conv2d(x, w, b)).close_to(reference.conv2d(x, w, b))


@task("conv2d")
def test_conv2d_in_groups(student, reference, rng):
    """Two groups: the first outputs see the first channels, the last outputs the last ones."""
    x, w = arrays(rng, (1, 4, 5, 6), (6, 2, 3, 4))
    halves = [reference.conv2d(x[:, :2], w[:3]), reference.conv2d(x[:, 2:], w[3:])]
    expect(student.conv2d(x, w, groups=2)).close_to(np.concatenate(halves, axis=1))


# -- windows as columns ------------------------------------------------------------------------


@task("im2col")
def test_im2col_worked_example(student):
    """The six windows of the handout's image."""
    columns = [[1, 2, 0, 0, 3, 1], [2, 0, 1, 3, 1, 2], [0, 3, 1, 2, 1, 4], [3, 1, 2, 1, 4, 0]]
    expect(student.im2col(IMAGE, 2)).close_to(np.array([columns], dtype=np.float64))


@task("im2col")
def test_im2col_turns_a_convolution_into_a_product(student, reference, rng):
    """Kernels as rows times windows as columns are the convolution, place by place."""
    x, w = arrays(rng, (2, 4, 3, 5), (5, 4, 2, 3), dtype="float32")
    result, after = expect(with_arguments(student, "im2col", x, (2, 3), 1, (1, 0))).unpacks_to(5)[
        :2
    ]
    columns = expect(result).has_shape((2, 24, 12)).has_dtype(np.float32).value
    folded = (w.reshape(5, 24) @ columns).reshape(2, 5, 4, 3)
    expect(folded, "w.reshape(o, -1) @ columns").close_to(
        reference.conv2d(x, w, None, 1, (1, 0)), rtol=1e-4, atol=1e-4
    )
    expect(after, "x after the call").equal_to(x)


# -- volumes -----------------------------------------------------------------------------------


@task("conv3d")
def test_conv3d_contract(student, reference, rng):
    """Shape (b, o, d2, h2, w2), the dtype of x, and arguments as they were."""
    x, w, b = arrays(rng, (1, 2, 4, 7, 3), (5, 2, 3, 4, 1), (5,), dtype="float32")
    result, *after = expect(with_arguments(student, "conv3d", x, w, b)).unpacks_to(4)
    expect(result).has_shape((1, 5, 2, 4, 3)).has_dtype(np.float32)
    expect(result).close_to(reference.conv3d(x, w, b), rtol=1e-4, atol=1e-4)
    expect_unchanged("xwb", after, (x, w, b))


@task("conv3d")
def test_conv3d_worked_example(student):
    """The handout's film of four pictures: later minus earlier is 0 where nothing moves."""
    still, moved = [[5.0, 1.0], [2.0, 3.0]], [[1.0, 5.0], [3.0, 2.0]]
    film = np.array([[[still, moved, moved, still]]])
    later_minus_earlier = np.array([[[[[-1.0]], [[1.0]]]]])
    change = np.array([[-4.0, 4.0], [1.0, -1.0]])
    expected = np.array([[[change, 0 * change, -change]]])
    expect(student.conv3d(film, later_minus_earlier)).close_to(expected)
    expect(student.conv3d(film, later_minus_earlier, np.array([2.0]))).close_to(expected + 2.0)
    every_other = student.conv3d(film, later_minus_earlier, None, 2)
    expect(every_other).close_to(expected[:, :, ::2, ::2, ::2])


# -- the way back ------------------------------------------------------------------------------


def expect_gradients(result, expected, **tolerance):
    """Judge dx, dw and db one by one, so that a failure names the one that is wrong."""
    parts = expect(result).unpacks_to(3)
    for name, part, right in zip(("db", "dw", "dx"), parts[::-1], expected[::-1], strict=True):
        expect(part, name).close_to(right, **tolerance)


@task("conv2d_backward")
def test_backward_contract(student, reference, rng):
    """Shapes of x, w and the bias, the dtype of x, and arguments as they were."""
    x, w, dout = arrays(rng, (2, 3, 6, 7), (4, 3, 2, 5), (2, 4, 5, 3), dtype="float32")
    cache = (x, w, 1, 0, 1)
    result, *after = expect(with_arguments(student, "conv2d_backward", dout, cache)).unpacks_to(3)
    dx, dw, db = expect(result).unpacks_to(3)
    expect(db, "db").has_shape((4,)).has_dtype(np.float32)
    expect(dw, "dw").has_shape((4, 3, 2, 5)).has_dtype(np.float32)
    expect(dx, "dx").has_shape((2, 3, 6, 7)).has_dtype(np.float32)
    expected = reference.conv2d_backward(dout, cache)
    expect_gradients(result, expected, rtol=1e-4, atol=1e-4)
    expect_unchanged(("dout", "cache"), after, (dout, cache))


@task("conv2d_backward")
def test_backward_worked_example(student):
    """The handout's image, kernel and upstream gradient."""
    dx = image_of([[1, 0, 2, 0], [-1, 1, -2, 4], [0, 1, -2, 0]])
    dw, db = image_of([[-2, 3], [1, 3]]), np.array([2.0])
    expect_gradients(student.conv2d_backward(UPSTREAM, (IMAGE, KERNEL, 1, 0, 1)), (dx, dw, db))


@task("conv2d_backward")
def test_backward_with_padding_and_stride(student, reference, rng):
    """Padding is cut off again, and gradients go where the stride has put the windows."""
    x, w, dout = arrays(rng, (1, 2, 5, 4), (5, 2, 3, 4), (1, 5, 3, 2))
    cache = (x, w, 2, 1, 1)
    expected = reference.conv2d_backward(dout, cache)
    expect_gradients(student.conv2d_backward(dout, cache), expected)


# -- pooling -----------------------------------------------------------------------------------


@task("max_pool2d")
def test_max_pool_worked_example(student):
    """The handout's image: windows side by side, and windows that overlap."""
    expect(student.max_pool2d(IMAGE, 2)).close_to(image_of([[3, 2]]))
    expect(student.max_pool2d(IMAGE, 2, 1)).close_to(image_of([[3, 3, 2], [3, 4, 4]]))


@task("max_pool2d")
def test_max_pool_border_never_wins(student):
    """With padding, the maximum of a negative image is negative."""
    x = image_of([[-1, -2, -3], [-4, -5, -6]])
    expect(student.max_pool2d(x, 2, 2, 1)).close_to(image_of([[-1, -2], [-4, -5]]))


@task("max_pool2d")
def test_max_pool_contract(student, reference, rng):
    """Shape (b, c, h2, w2), the dtype of x, and x as it was; each channel by itself."""
    (x,) = arrays(rng, (2, 3, 4, 6), dtype="float32")
    result, after, *_ = expect(with_arguments(student, "max_pool2d", x, (2, 3))).unpacks_to(3)
    expect(result).has_shape((2, 3, 2, 2)).has_dtype(np.float32)
    expect(result).close_to(reference.max_pool2d(x, (2, 3)))
    expect(after, "x after the call").equal_to(x)


@task("max_pool2d_backward")
def test_max_pool_backward_worked_example(student):
    """The handout's image: an entry that has won several windows gets the sum."""
    dout = image_of([[1, 2, 3], [4, 5, 6]])
    expected = image_of([[0, 0, 0, 0], [0, 7, 0, 3], [0, 0, 11, 0]])
    expect(student.max_pool2d_backward(dout, (IMAGE, 2, 1, 0))).close_to(expected)


@task("max_pool2d_backward")
def test_max_pool_backward_of_equals(student):
    """Among equals the first of the window wins alone; the border never wins."""
    x, dout = image_of([[5, 5, 5, 5]] * 2), image_of([[2, 3]])
    expected = image_of([[2, 0, 3, 0], [0, 0, 0, 0]])
    expect(student.max_pool2d_backward(dout, (x, 2, None, 0))).close_to(expected)
    dout = image_of([[1, 2, 3], [4, 5, 6]])
    expected = image_of([[-1, -2, 0, -3], [-4, -5, 0, -6]])
    expect(student.max_pool2d_backward(-dout, (-x, 2, None, 1))).close_to(expected)


@task("max_pool2d_backward")
def test_max_pool_backward_contract(student, reference, rng):
    """The shape and dtype of x, and arguments as they were."""
    x, dout = arrays(rng, (2, 3, 8, 6), (2, 3, 4, 5), dtype="float32")
    cache = (x, (2, 2), (2, 1), 0)
    arguments = ("max_pool2d_backward", dout, cache)
    result, *after = expect(with_arguments(student, *arguments)).unpacks_to(3)
    expected = reference.max_pool2d_backward(dout, cache)
    expect(result).has_shape(x.shape).has_dtype(np.float32).close_to(expected)
    expect_unchanged(("dout", "cache"), after, (dout, cache))


@task("avg_pool2d")
def test_avg_pool_worked_example(student):
    """The handout's image: windows side by side, and windows that overlap."""
    expect(student.avg_pool2d(IMAGE, 2)).close_to(image_of([[1.5, 1.0]]))
    expected = image_of([[1.5, 1.5, 1.0], [1.5, 2.25, 1.75]])
    expect(student.avg_pool2d(IMAGE, 2, 1)).close_to(expected)


@task("avg_pool2d")
def test_avg_pool_counts_the_border(student):
    """Zeros around the image count: at a corner three of four entries are zeros."""
    x = np.full((1, 1, 2, 3), 8.0, dtype=np.float32)
    result, after, *_ = expect(with_arguments(student, "avg_pool2d", x, 2, 2, 1)).unpacks_to(5)
    expect(result).has_dtype(np.float32).close_to(image_of([[2, 4], [2, 4]]))
    expect(after, "x after the call").equal_to(x)
