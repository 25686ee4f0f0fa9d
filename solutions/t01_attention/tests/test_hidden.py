"""Hidden checks: unequal sizes, odd shapes, extreme values, gradients, and torch as the oracle."""

from __future__ import annotations

from functools import partial
from itertools import product

import torch
from torch import nn
from torch.nn import functional

from autograder.checks import expect, task, tensors

from .probes import (
    multi_head,
    multi_head_gradients,
    projections,
    sdpa_gradients,
    softmax_gradient,
    with_arguments,
)

# A student may divide by a float32 sqrt(d): right to about 1e-7, so nothing here is tighter than
# this where a square root is taken. The nearest mistake is far away.
NEAR = {"rtol": 1e-5, "atol": 1e-6, "dtype": torch.float64}
TIGHT = {"rtol": 1e-9, "atol": 1e-12, "dtype": torch.float64}


def random_mask(rng, *shape):
    """A bool mask with at least one True in every row."""
    mask = torch.from_numpy(rng.random(shape) < 0.5)
    mask[..., int(rng.integers(shape[-1]))] = True
    return mask


# -- softmax -----------------------------------------------------------------------------------


@task("softmax")
def test_softmax_along_any_dimension(student, rng):
    """Every dimension of tensors with one to four dimensions, counted from either end."""
    for shape in ((5,), (3, 1, 4), (2, 5, 3, 4)):
        (x,) = tensors(rng, shape, scale=3.0)
        for dim in range(-len(shape), len(shape)):
            expect(student.softmax(x, dim)).close_to(torch.softmax(x, dim), **TIGHT)


@task("softmax")
def test_softmax_of_scores_in_the_thousands(student, rng):
    """Scores between 1,000 and 10,000 stay finite and right, in both precisions."""
    for size in (1e2, 1e3, 1e4):
        for sign in (size, -size):
            (x,) = tensors(rng, (4, 6))
            weights = expect(student.softmax(x + sign, -1)).is_finite()
            weights.close_to(torch.softmax(x + sign, -1), rtol=1e-7, dtype=torch.float64)
            single = (x + sign).float()
            weights = expect(student.softmax(single, -1)).is_finite()
            # x - logsumexp(x) is correct too, and rounds to 1e-3 at 10,000 in float32.
            expected = torch.softmax(single.double(), -1)
            weights.close_to(expected, rtol=5e-3, dtype=torch.float32)


@task("softmax")
def test_softmax_of_rows_far_apart(student, rng):
    """Rows whose scores differ by thousands, and by a million, do not disturb each other."""
    (x,) = tensors(rng, (6, 3))
    x = x + torch.tensor([-1e6, -1e4, -1e3, 0.0, 1e3, 1e6], dtype=torch.float64)[:, None]
    expect(student.softmax(x, 1)).close_to(torch.softmax(x, 1), rtol=1e-7, dtype=torch.float64)
    turned = x.T.contiguous()
    expected = torch.softmax(turned, 0)
    expect(student.softmax(turned, 0)).close_to(expected, rtol=1e-7, dtype=torch.float64)


@task("softmax")
def test_softmax_slices_of_minus_infinity(student, rng):
    """Zeros where every score of a slice is -inf, and weight 0 for a single -inf."""
    for dim in (0, 1, -1):
        (x,) = tensors(rng, (4, 3, 5))
        x.masked_fill_(torch.from_numpy(rng.random(x.shape) < 0.3), -torch.inf)
        x.select(dim, 0).fill_(1.0)
        x.movedim(dim, -1)[1, 2] = -torch.inf
        expected = torch.softmax(x, dim).nan_to_num(0.0)
        expect(student.softmax(x, dim)).is_finite().close_to(expected, **TIGHT)


@task("softmax")
def test_softmax_gradient(student, rng):
    """The gradient agrees with central differences, for a random upstream gradient."""
    for shape, dim in (((3, 4), 0), ((2, 5, 3), -2)):
        x, upstream = tensors(rng, shape, shape)
        expected = central_differences(partial(torch.softmax, dim=dim), x, upstream)
        expect(softmax_gradient(student, x, dim, upstream)).close_to(expected, rtol=1e-6, atol=1e-8)


def central_differences(function, x, upstream, h=1e-6):
    """Gradient of sum(upstream * function(x)), by two evaluations per entry."""
    gradient = torch.empty_like(x)
    for index in product(*map(range, x.shape)):
        step = torch.zeros_like(x)
        step[index] = h
        rise = function(x + step) - function(x - step)
        gradient[index] = (upstream * rise).sum() / (2 * h)
    return gradient


@task("softmax")
def test_softmax_gradient_where_nothing_is_allowed(student, rng):
    """A slice of nothing but -inf has gradient zero and leaves the other gradients right."""
    x, upstream = tensors(rng, (4, 3), (4, 3))
    x[1] = -torch.inf
    upstream[1] *= 1e6  # what is divided by the smallest float instead of 0 overflows here
    x[2, 0] = -torch.inf
    weights = torch.softmax(x, -1).nan_to_num(0.0)
    expected = weights * (upstream - (weights * upstream).sum(-1, keepdim=True))
    expect(softmax_gradient(student, x, -1, upstream)).close_to(expected, **TIGHT)


# -- scaled dot-product attention --------------------------------------------------------------


def attention_inputs(rng, lead, n, m, d, e, scale=1.0):
    """Random q, k and v behind the leading dimensions `lead`."""
    return tensors(rng, (*lead, n, d), (*lead, m, d), (*lead, m, e), scale=scale)


def library_sdpa(q, k, v, mask=None):
    """PyTorch's own attention; its bool mask has our meaning."""
    if mask is not None:
        mask = mask.expand(*q.shape[:-1], k.shape[-2])
    return functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)


@task("sdpa")
def test_sdpa_equals_the_library(student, rng):
    """No leading dimension, one, and several; all sizes different."""
    for lead, sizes in (
        ((), (5, 7, 8, 3)),
        ((4,), (2, 6, 3, 9)),
        ((2, 3), (4, 5, 7, 6)),
        ((2, 1, 4), (6, 3, 5, 7)),
        ((3,), (1, 8, 2, 5)),
    ):
        q, k, v = attention_inputs(rng, lead, *sizes)
        expect(student.sdpa(q, k, v)).close_to(library_sdpa(q, k, v), **NEAR)


@task("sdpa")
def test_sdpa_masks_broadcast(student, rng):
    """Masks over keys, over queries and keys, and per batch entry."""
    q, k, v = attention_inputs(rng, (2, 3), 4, 7, 6, 5)
    shapes = ((7,), (1, 7), (4, 7), (3, 4, 7), (3, 1, 7), (2, 1, 1, 7), (2, 3, 4, 7))
    for shape in shapes:
        mask = random_mask(rng, *shape)
        expect(student.sdpa(q, k, v, mask)).close_to(library_sdpa(q, k, v, mask), **NEAR)


@task("sdpa")
def test_sdpa_of_large_scores(student, rng):
    """Scores of thousands stay finite and right."""
    for scale in (10.0, 30.0, 60.0):
        q, k, v = attention_inputs(rng, (2,), 5, 7, 16, 3)
        q, k = q * scale, k * scale
        mask = random_mask(rng, 5, 7)
        expected = library_sdpa(q, k, v, mask)
        expect(student.sdpa(q, k, v, mask)).is_finite().close_to(expected, **NEAR)
        single = expect(student.sdpa(q.float(), k.float(), v.float(), mask))
        single.has_shape((2, 5, 3)).has_dtype(torch.float32).is_finite()
        single.between(v.min().item() - 1e-4, v.max().item() + 1e-4)


@task("sdpa")
def test_sdpa_masked_keys_lose_to_very_low_scores(student, rng):
    """A masked key has weight 0 even where all allowed scores are far below zero."""
    (v,) = tensors(rng, (6, 3))
    q = torch.ones(3, 4, dtype=torch.float64)
    # -4e12 is below -1e9, which many people write for minus infinity.
    scores = torch.tensor([-300.0, -301.5, -4e12, 0.0, 10.0, -50.0], dtype=torch.float64) / 2
    k = scores[:, None].repeat(1, 4)
    mask = torch.tensor([[1, 1, 1, 0, 0, 0], [0, 1, 1, 0, 0, 0], [0, 0, 1, 0, 0, 0]]).bool()
    expect(student.sdpa(q, k, v, mask)).close_to(library_sdpa(q, k, v, mask), **NEAR)


@task("sdpa")
def test_sdpa_masked_keys_do_not_leak(student, rng):
    """However large a masked key and its value are, the output stays the same to the bit."""
    q, k, v = attention_inputs(rng, (3,), 4, 6, 5, 2)
    mask = torch.tensor([True, False, True, True, False, True])
    clean = expect(student.sdpa(q, k, v, mask)).close_to(library_sdpa(q, k, v, mask), **NEAR).value
    hidden = ~mask[:, None]
    for size in (1e4, 1e40):
        keys, values = torch.where(hidden, k * size, k), v.masked_fill(hidden, 1e2 * size)
        grown = student.sdpa(q, keys, values, mask)
        expect(grown, "the output after masked keys grew").equal_to(clean)


@task("sdpa")
def test_sdpa_future_does_not_leak(student, rng):
    """Under a causal mask a change of token j leaves the outputs before j the same to the bit."""
    n, m, j = 5, 8, 6  # three cached keys: query i stands at position i + 3
    q, k, v = attention_inputs(rng, (2,), n, m, 4, 7)
    mask = torch.tensor([[key <= query + m - n for key in range(m)] for query in range(n)])
    before = expect(student.sdpa(q, k, v, mask)).close_to(library_sdpa(q, k, v, mask), **NEAR).value
    for scale in (1.01, -100.0):
        k, v = (torch.cat([t[:, :j], t[:, j:] * scale], dim=1) for t in (k, v))
        expected = library_sdpa(q, k, v, mask)
        after = expect(student.sdpa(q, k, v, mask)).close_to(expected, **NEAR).value
        rows = j - (m - n)
        expect(after[:, :rows], "the outputs before the change").equal_to(before[:, :rows])


@task("sdpa")
def test_sdpa_fully_masked_rows_are_zero(student, rng):
    """Queries that may attend to nothing get exact zeros, in any place of a batch."""
    q, k, v = attention_inputs(rng, (2, 3), 4, 5, 7, 6)
    mask = random_mask(rng, 2, 3, 4, 5)
    nowhere = torch.from_numpy(rng.random((2, 3, 4, 1)) < 0.4)
    nowhere[1, 2, 0] = True
    expected = library_sdpa(q, k, v, mask).masked_fill(nowhere, 0.0)
    result = expect(student.sdpa(q, k, v, mask & ~nowhere)).is_finite().close_to(expected, **NEAR)
    zeros = result.value[nowhere.squeeze(-1)]
    expect(zeros, "the rows with nothing to attend to").equal_to(torch.zeros_like(zeros))


@task("sdpa")
def test_sdpa_weights_are_distributions(student, rng):
    """Identity values return the weights: none below 0, each row sums to 1, 0 where masked."""
    q, k = tensors(rng, (3, 4, 5), (3, 6, 5))
    values = torch.eye(6, dtype=torch.float64).repeat(3, 1, 1)
    mask = random_mask(rng, 3, 4, 6)
    weights = expect(student.sdpa(q, k, values, mask)).has_shape((3, 4, 6))
    weights.between(0.0, 1.0 + 1e-9).sums_to(1.0, dim=-1)
    weights.satisfies(lambda w: bool((w[~mask] == 0).all()), "masked keys have weight exactly 0")
    weights.close_to(library_sdpa(q, k, values, mask), **NEAR)


@task("sdpa")
def test_sdpa_order_of_queries_and_keys(student, rng):
    """Outputs follow the order of the queries; keys and values may be shuffled together."""
    n, m = 5, 7
    q, k, v = attention_inputs(rng, (2,), n, m, 3, 4)
    mask = random_mask(rng, n, m)
    expected = library_sdpa(q, k, v, mask)
    straight = expect(student.sdpa(q, k, v, mask)).close_to(expected, **NEAR).value
    queries, keys = (torch.from_numpy(rng.permutation(size)) for size in (n, m))
    expect(student.sdpa(q[:, queries], k, v, mask[queries])).close_to(straight[:, queries], **NEAR)
    expect(student.sdpa(q, k[:, keys], v[:, keys], mask[:, keys])).close_to(straight, **NEAR)


@task("sdpa")
def test_sdpa_gradients(student, rng):
    """Gradients for queries, keys and values, with and without a mask."""
    for lead, shape in (((), None), ((2, 3), (3, 5, 4)), ((2,), (4,))):
        q, k, v = attention_inputs(rng, lead, 5, 4, 6, 3)
        mask = None if shape is None else random_mask(rng, *shape)
        (upstream,) = tensors(rng, (*lead, 5, 3))
        expected = library_gradients(q, k, v, mask, upstream)
        expect(sdpa_gradients(student, q, k, v, mask, upstream)).close_to(expected, **NEAR)


def library_gradients(q, k, v, mask, upstream):
    inputs = [t.clone().requires_grad_() for t in (q, k, v)]
    return list(torch.autograd.grad(library_sdpa(*inputs, mask), inputs, upstream))


@task("sdpa")
def test_sdpa_gradients_of_fully_masked_rows(student, rng):
    """A query that may attend to nothing has gradient zero and spoils no other gradient."""
    q, k, v = attention_inputs(rng, (2,), 5, 4, 6, 3)
    (upstream,) = tensors(rng, (2, 5, 3))
    mask = random_mask(rng, 5, 4)
    upstream_without = upstream.clone()
    upstream_without[:, [1, 4]] = 0.0
    expected = library_gradients(q, k, v, mask, upstream_without)
    mask = mask.clone()
    mask[[1, 4]] = False
    upstream[:, [1, 4]] *= 1e6
    expect(sdpa_gradients(student, q, k, v, mask, upstream)).close_to(expected, **NEAR)


@task("sdpa")
def test_sdpa_keeps_dtype_and_arguments(student, rng):
    """float32 stays float32, float64 float64, and no argument is written to."""
    for dtype, rtol, atol in ((torch.float32, 1e-3, 1e-4), (torch.float64, 1e-5, 1e-6)):
        wide = attention_inputs(rng, (3,), 2, 5, 4, 6)
        arguments = (*(t.to(dtype) for t in wide), random_mask(rng, 2, 5))
        result, *after = expect(with_arguments(student, "sdpa", *arguments)).unpacks_to(5)
        expected = library_sdpa(*(t.to(dtype).double() for t in wide), arguments[-1])
        expect(result).close_to(expected, rtol=rtol, atol=atol, dtype=dtype)
        for name, tensor, before in zip("qkvm", after, arguments, strict=True):
            expect(tensor, f"argument {name} after the call").equal_to(before)


# -- masks -------------------------------------------------------------------------------------


@task("causal_mask")
def test_causal_mask_of_any_size(student):
    """A square mask, given by n alone and by n and m."""
    for n in (1, 2, 6):
        expected = torch.tensor([[key <= query for key in range(n)] for query in range(n)])
        expect(student.causal_mask(n)).has_dtype(torch.bool).equal_to(expected)
        expect(student.causal_mask(n, n)).equal_to(expected)


@task("causal_mask")
def test_causal_mask_continues_a_cache(student):
    """With more keys than queries the mask is the last rows of the square one."""
    for n, m in ((1, 6), (3, 4), (4, 9), (2, 7)):
        square = [[key <= query for key in range(m)] for query in range(m)]
        mask = student.causal_mask(n, m)
        expect(mask).has_dtype(torch.bool).equal_to(torch.tensor(square[m - n :]))


@task("causal_mask")
def test_causal_mask_counts(student):
    """Each row allows one key more than the row before, and the last row all."""
    n, m = 5, 8
    mask = expect(student.causal_mask(n, m)).has_shape((n, m)).has_dtype(torch.bool).value
    expect(mask.sum(dim=1), "keys allowed per query").equal_to(torch.arange(m - n + 1, m + 1))


@task("padding_mask")
def test_padding_mask_of_any_lengths(student, rng):
    """Random lengths from 0 to the padded length, and batches of one."""
    for b, m in ((5, 7), (1, 4), (3, 1)):
        lengths = [int(length) for length in rng.integers(0, m + 1, size=b)]
        lengths[-1] = m
        expected = torch.tensor([[j < length for j in range(m)] for length in lengths])
        mask = student.padding_mask(torch.tensor(lengths), m)
        expect(mask).has_dtype(torch.bool).equal_to(expected)


@task("padding_mask")
def test_padding_mask_takes_other_integers(student):
    """Lengths as int32, and a batch in which all sequences are empty."""
    mask = student.padding_mask(torch.tensor([3, 1], dtype=torch.int32), 5)
    expect(mask).equal_to(torch.tensor([[True] * 3 + [False] * 2, [True] + [False] * 4]))
    empty = student.padding_mask(torch.tensor([0, 0, 0]), 2)
    expect(empty).equal_to(torch.zeros(3, 2, dtype=torch.bool))


@task("combine_masks")
def test_combine_masks_allows_what_all_allow(student, rng):
    """Two, three and four masks of shapes that broadcast, with None among them."""
    shapes = ((4, 5), (3, 1, 5), (5,), (3, 4, 1))
    masks = [torch.from_numpy(rng.random(shape) < 0.7) for shape in shapes]
    for count in (2, 3, 4):
        given = masks[:count]
        tables = torch.broadcast_tensors(*given)
        expected = torch.stack(tables).all(dim=0)
        expect(student.combine_masks(*given)).has_dtype(torch.bool).equal_to(expected)
        expect(student.combine_masks(None, *given, None)).equal_to(expected)


@task("combine_masks")
def test_combine_masks_leaves_arguments_alone(student, rng):
    """The masks that were given are not written to."""
    masks = [torch.from_numpy(rng.random((4, 5)) < 0.6) for _ in range(3)]
    result, *after = expect(with_arguments(student, "combine_masks", *masks)).unpacks_to(4)
    expect(result).equal_to(masks[0] & masks[1] & masks[2])
    for number, (mask, before) in enumerate(zip(after, masks, strict=True)):
        expect(mask, f"mask {number} after the call").equal_to(before)


# -- multi-head attention ----------------------------------------------------------------------


def library_layer(n_heads, weights):
    """nn.MultiheadAttention with these weights; it keeps q, k and v in one matrix."""
    names = ("q_proj", "k_proj", "v_proj")
    biased = "q_proj.bias" in weights
    d_model = len(weights["out_proj.weight"])
    layer = nn.MultiheadAttention(d_model, n_heads, bias=biased, batch_first=True).double()
    with torch.no_grad():
        layer.in_proj_weight.copy_(torch.cat([weights[f"{name}.weight"] for name in names]))
        layer.out_proj.weight.copy_(weights["out_proj.weight"])
        if biased:
            layer.in_proj_bias.copy_(torch.cat([weights[f"{name}.bias"] for name in names]))
            layer.out_proj.bias.copy_(weights["out_proj.bias"])
    return layer


def library_forward(layer, x, context=None, mask=None):
    """Its bool mask marks what is forbidden, with one table per sequence and head."""
    context = x if context is None else context
    if mask is not None:
        table = mask.expand(len(x), x.shape[1], context.shape[1])
        mask = ~table.repeat_interleave(layer.num_heads, dim=0)
    return layer(x, context, context, attn_mask=mask, need_weights=False)[0]


def library_multi_head(n_heads, weights, x, context=None, mask=None):
    with torch.no_grad():
        return library_forward(library_layer(n_heads, weights), x, context, mask)


@task("MultiHeadAttention")
def test_multi_head_self_attention(student, rng):
    """Self-attention equals the library's layer with the same weights, for several head counts."""
    for n_heads, d_model, b, n in ((3, 12, 2, 5), (2, 10, 3, 4), (5, 10, 4, 7)):
        weights = projections(rng, d_model)
        (x,) = tensors(rng, (b, n, d_model))
        expected = library_multi_head(n_heads, weights, x)
        expect(multi_head(student, n_heads, weights, x)).close_to(expected, **NEAR)


@task("MultiHeadAttention")
def test_multi_head_with_biases(student, rng):
    """All four projections use their biases."""
    weights = projections(rng, 12, bias=True)
    x, context = tensors(rng, (2, 5, 12), (2, 7, 12))
    expected = library_multi_head(3, weights, x, context)
    expect(multi_head(student, 3, weights, x, context)).close_to(expected, **NEAR)


@task("MultiHeadAttention")
def test_multi_head_cross_attention(student, rng):
    """Contexts longer and shorter than the sequence that asks."""
    for n, m in ((5, 7), (6, 2), (1, 5)):
        weights = projections(rng, 12)
        x, context = tensors(rng, (3, n, 12), (3, m, 12))
        expected = library_multi_head(4, weights, x, context)
        expect(multi_head(student, 4, weights, x, context)).close_to(expected, **NEAR)


@task("MultiHeadAttention")
def test_multi_head_cross_attention_of_equal_lengths(student, rng):
    """Keys and values come from the context where no shape would tell it from x."""
    weights = projections(rng, 12)
    x, context = tensors(rng, (2, 5, 12), (2, 5, 12))
    mask = random_mask(rng, 2, 5, 5)
    for given in (None, mask):
        expected = library_multi_head(3, weights, x, context, given)
        expect(multi_head(student, 3, weights, x, context, given)).close_to(expected, **NEAR)


@task("MultiHeadAttention")
def test_multi_head_masks(student, rng):
    """One mask for all, one row of keys per sequence, and one table per sequence."""
    weights = projections(rng, 12)
    x, context = tensors(rng, (4, 5, 12), (4, 7, 12))
    for shape in ((5, 7), (4, 1, 7), (4, 5, 7)):
        mask = random_mask(rng, *shape)
        expected = library_multi_head(3, weights, x, context, mask)
        expect(multi_head(student, 3, weights, x, context, mask)).close_to(expected, **NEAR)


@task("MultiHeadAttention")
def test_multi_head_masks_with_as_many_sequences_as_heads(student, rng):
    """A mask per sequence stays a mask per sequence where batch and heads have one size."""
    weights = projections(rng, 12)
    x, context = tensors(rng, (3, 5, 12), (3, 7, 12))
    for shape in ((3, 1, 7), (3, 5, 7)):
        mask = random_mask(rng, *shape)
        expected = library_multi_head(3, weights, x, context, mask)
        expect(multi_head(student, 3, weights, x, context, mask)).close_to(expected, **NEAR)


@task("MultiHeadAttention")
def test_multi_head_with_one_head_and_with_one_channel_each(student, rng):
    """The two extremes: a single head, and as many heads as channels."""
    for n_heads in (1, 6):
        weights = projections(rng, 6)
        (x,) = tensors(rng, (2, 5, 6))
        expected = library_multi_head(n_heads, weights, x)
        expect(multi_head(student, n_heads, weights, x)).close_to(expected, **NEAR)


@task("MultiHeadAttention")
def test_multi_head_future_does_not_leak(student, rng):
    """Under a causal mask a change of token j leaves the outputs before j the same to the bit."""
    weights = projections(rng, 12, bias=True)
    (x,) = tensors(rng, (2, 7, 12))
    mask = torch.tensor([[key <= query for key in range(7)] for query in range(7)])
    expected = library_multi_head(3, weights, x, None, mask)
    before = expect(multi_head(student, 3, weights, x, None, mask)).close_to(expected, **NEAR).value
    for j in (6, 3, 1):
        other = x.clone()
        other[:, j] += 10.0
        after = expect(multi_head(student, 3, weights, other, None, mask)).has_shape(x.shape).value
        expect(after[:, :j], "the outputs before the change").equal_to(before[:, :j])
        changed = (after[:, j] - before[:, j]).abs().amax(-1).min().item()
        expect(changed, "how far the output of the changed token moved").at_least(1e-3)


@task("MultiHeadAttention")
def test_multi_head_order_of_tokens(student, rng):
    """Outputs follow the order of x and do not depend on the order of the context."""
    weights = projections(rng, 12)
    x, context = tensors(rng, (2, 5, 12), (2, 7, 12))
    expected = library_multi_head(3, weights, x, context)
    straight = expect(multi_head(student, 3, weights, x, context)).close_to(expected, **NEAR).value
    tokens, keys = (torch.from_numpy(rng.permutation(size)) for size in (5, 7))
    shuffled = multi_head(student, 3, weights, x[:, tokens], context[:, keys])
    expect(shuffled).close_to(straight[:, tokens], **NEAR)


@task("MultiHeadAttention")
def test_multi_head_with_nothing_to_attend_to(student, rng):
    """A token that may attend to nothing gets the bias of the output projection."""
    weights = projections(rng, 12, bias=True)
    x, context = tensors(rng, (2, 5, 12), (2, 7, 12))
    mask = random_mask(rng, 2, 5, 7)
    expected = library_multi_head(3, weights, x, context, mask)
    mask[0, 2], mask[1] = False, False
    expected[0, 2], expected[1] = weights["out_proj.bias"], weights["out_proj.bias"]
    expect(multi_head(student, 3, weights, x, context, mask)).is_finite().close_to(expected, **NEAR)


@task("MultiHeadAttention")
def test_multi_head_gradients(student, rng):
    """Gradients for both inputs and for every weight and bias."""
    weights = projections(rng, 6, bias=True)
    x, context, upstream = tensors(rng, (2, 4, 6), (2, 5, 6), (2, 4, 6))
    mask = random_mask(rng, 2, 4, 5)
    layer = library_layer(3, weights)
    inputs = [x.clone().requires_grad_(), context.clone().requires_grad_()]
    sources = [*inputs, layer.in_proj_weight, layer.in_proj_bias, *layer.out_proj.parameters()]
    output = library_forward(layer, *inputs, mask)
    of_x, of_context, qkv, qkv_bias, *of_out = torch.autograd.grad(output, sources, upstream)
    expected = {"x": of_x, "context": of_context}
    expected |= dict(zip(("out_proj.weight", "out_proj.bias"), of_out, strict=True))
    for name, weight, bias in zip("qkv", qkv.chunk(3), qkv_bias.chunk(3), strict=True):
        expected |= {f"{name}_proj.weight": weight, f"{name}_proj.bias": bias}
    got = multi_head_gradients(student, 3, weights, x, context, mask, upstream)
    expect(got).close_to(expected, **NEAR)


@task("MultiHeadAttention")
def test_multi_head_in_single_precision(student, rng):
    """A float32 layer returns float32, close to the float64 library."""
    weights = projections(rng, 12, dtype="float32")
    x, context = tensors(rng, (2, 5, 12), (2, 7, 12), dtype="float32")
    wide = {name: weight.double() for name, weight in weights.items()}
    expected = library_multi_head(3, wide, x.double(), context.double())
    result = multi_head(student, 3, weights, x, context)
    expect(result).close_to(expected, rtol=1e-3, atol=1e-3, dtype=torch.float32)


# -- attention rollout -------------------------------------------------------------------------


def random_maps(rng, layers, h, n):
    """Attention weights of each layer, rows that sum to 1."""
    scores = tensors(rng, *[(h, n, n)] * layers, scale=2.0)
    return [torch.softmax(s, dim=-1) for s in scores]


def shares_by_paths(maps):
    """Rollout by its meaning: over every path down the layers, the product of its shares."""
    n = maps[0].shape[-1]
    shares = [[[0.0] * n for _ in range(n)] for _ in maps]
    for table, heads in zip(shares, maps, strict=True):
        for i in range(n):
            row = [sum(head[i, j].item() for head in heads) / len(heads) for j in range(n)]
            row[i] += 1.0
            table[i] = [entry / sum(row) for entry in row]
    result = torch.zeros(n, n, dtype=torch.float64)
    for path in product(range(n), repeat=len(maps) + 1):  # path[l] is the token after l layers
        along = 1.0
        for layer, table in enumerate(shares):
            along *= table[path[layer + 1]][path[layer]]
        result[path[-1], path[0]] += along
    return result


@task("attention_rollout")
def test_rollout_sums_over_all_paths(student, rng):
    """The share of a token is the sum over all paths through the layers."""
    for layers, h, n in ((1, 3, 5), (2, 5, 4), (3, 2, 4), (4, 1, 3)):
        maps = random_maps(rng, layers, h, n)
        expect(student.attention_rollout(maps)).close_to(shares_by_paths(maps), **TIGHT)


@task("attention_rollout")
def test_rollout_of_masked_tokens(student, rng):
    """Tokens that attend to nothing in a layer keep to themselves there."""
    maps = random_maps(rng, 3, 2, 4)
    maps[1][:, 2] = 0.0
    maps[2][:, 0] = 0.0
    result = expect(student.attention_rollout(maps)).is_finite().sums_to(1.0, dim=-1)
    result.close_to(shares_by_paths(maps), **TIGHT)


@task("attention_rollout")
def test_rollout_of_causal_maps(student, rng):
    """Causal layers pass nothing back from the future, and float32 stays float32."""
    maps = [m.tril() / m.tril().sum(-1, keepdim=True) for m in random_maps(rng, 3, 2, 5)]
    single = [m.float() for m in maps]
    result = expect(student.attention_rollout(single))
    result.close_to(shares_by_paths(maps), rtol=1e-5, atol=1e-6, dtype=torch.float32)
    result.satisfies(lambda r: bool((r.triu(1) == 0).all()), "no share of a later token")


@task("attention_rollout")
def test_rollout_of_identity_layers(student):
    """Layers in which every token attends to itself change nothing, however many there are."""
    n = 6
    maps = [torch.eye(n, dtype=torch.float64).repeat(2, 1, 1) for _ in range(12)]
    expect(student.attention_rollout(maps)).close_to(torch.eye(n, dtype=torch.float64), **TIGHT)
