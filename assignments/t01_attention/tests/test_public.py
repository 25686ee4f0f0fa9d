"""Public checks: the contract of each task, the handout's worked examples, one property each."""

from __future__ import annotations

from math import log, sqrt

import torch

from autograder.checks import expect, task, tensors

from .probes import multi_head, multi_head_with_arguments, projections, with_arguments

# -- softmax -----------------------------------------------------------------------------------


@task("softmax")
def test_softmax_contract(student, reference, rng):
    """Softmax keeps shape and dtype and leaves its argument alone."""
    (x,) = tensors(rng, (2, 3), dtype="float32")
    weights, after, _ = expect(with_arguments(student, "softmax", x, 1)).unpacks_to(3)
    expect(weights).has_shape((2, 3)).has_dtype(torch.float32)
    expect(weights).close_to(reference.softmax(x, 1))
    expect(after, "x after the call").equal_to(x)


@task("softmax")
def test_softmax_worked_example(student):
    """The table of the handout, normalised by rows and by columns."""
    x = torch.tensor([[log(1), log(2), log(5)], [log(3), log(3), log(2)]], dtype=torch.float64)
    by_rows = torch.tensor([[1 / 8, 2 / 8, 5 / 8], [3 / 8, 3 / 8, 2 / 8]], dtype=torch.float64)
    by_columns = torch.tensor([[1 / 4, 2 / 5, 5 / 7], [3 / 4, 3 / 5, 2 / 7]], dtype=torch.float64)
    expect(student.softmax(x, dim=1)).close_to(by_rows)
    expect(student.softmax(x, dim=0)).close_to(by_columns)


@task("softmax")
def test_softmax_columns_sum_to_one(student, rng):
    """The weights along the chosen dimension sum to 1."""
    (x,) = tensors(rng, (3, 4))
    expect(student.softmax(x, dim=0)).has_shape((3, 4)).between(0.0, 1.0).sums_to(1.0, dim=0)


@task("softmax")
def test_softmax_of_large_scores(student):
    """A row of scores near 1000 and a row of scores near 0 have the same weights."""
    x = torch.tensor([[1000.0, 1000.0 + log(3)], [0.0, log(3)]], dtype=torch.float64)
    expected = torch.tensor([[0.25, 0.75], [0.25, 0.75]], dtype=torch.float64)
    expect(student.softmax(x, dim=-1)).close_to(expected)


@task("softmax")
def test_softmax_of_minus_infinity(student):
    """A score of -inf has weight 0, and a row of nothing but -inf gives zeros."""
    nothing = -torch.inf
    x = torch.tensor([[0.0, nothing, log(3)], [nothing, nothing, nothing]], dtype=torch.float64)
    expected = torch.tensor([[0.25, 0.0, 0.75], [0.0, 0.0, 0.0]], dtype=torch.float64)
    expect(student.softmax(x, dim=-1)).close_to(expected, atol=0)


# -- scaled dot-product attention --------------------------------------------------------------


def worked_attention():
    """The query, keys and values of the handout."""
    q = torch.tensor([[2.0, 0.0, 0.0, 0.0]], dtype=torch.float64)
    first = [log(1), log(2), log(5)]
    k = torch.tensor([[score, 1.0, -1.0, 2.0] for score in first], dtype=torch.float64)
    v = torch.tensor([[24.0, 0.0], [0.0, 24.0], [24.0, 48.0]], dtype=torch.float64)
    return q, k, v


@task("sdpa")
def test_sdpa_contract(student, reference, rng):
    """The output has one row per query and one column per value channel; arguments stay."""
    q, k, v = tensors(rng, (2, 3, 5), (2, 4, 5), (2, 4, 6), dtype="float32")
    arguments = (q, k, v, torch.tensor([True, False, True, True]))
    result, *after = expect(with_arguments(student, "sdpa", *arguments)).unpacks_to(5)
    expect(result).has_shape((2, 3, 6)).has_dtype(torch.float32)
    expect(result).close_to(reference.sdpa(*arguments), rtol=1e-4, atol=1e-5)
    for name, tensor, expected in zip("qkvm", after, arguments, strict=True):
        expect(tensor, f"{name} after the call").equal_to(expected)


@task("sdpa")
def test_sdpa_worked_example(student):
    """The query of the handout, without a mask."""
    expected = torch.tensor([[18.0, 36.0]], dtype=torch.float64)
    expect(student.sdpa(*worked_attention())).close_to(expected)


@task("sdpa")
def test_sdpa_worked_example_with_mask(student):
    """The query of the handout, when the last key is masked."""
    expected = torch.tensor([[8.0, 16.0]], dtype=torch.float64)
    mask = torch.tensor([[True, True, False]])
    expect(student.sdpa(*worked_attention(), mask)).close_to(expected)


@task("sdpa")
def test_sdpa_of_equal_values(student, rng):
    """The weights of a query sum to 1: where all values are equal they come back."""
    q, k = tensors(rng, (4, 5), (3, 5))
    v = torch.tensor([[7.0, -2.0]], dtype=torch.float64).repeat(3, 1)
    mask = torch.tensor([[1, 1, 0], [1, 0, 0], [1, 1, 1], [0, 1, 1]]).bool()
    expected = torch.tensor([[7.0, -2.0]], dtype=torch.float64).repeat(4, 1)
    expect(student.sdpa(q, k, v, mask)).close_to(expected)


@task("sdpa")
def test_sdpa_with_nothing_to_attend_to(student, reference, rng):
    """A query whose keys are all masked gets zeros; the other queries do not notice."""
    q, k, v = tensors(rng, (3, 5), (4, 5), (4, 2))
    mask = torch.tensor([[True, False, True, False], [False] * 4, [False, True, True, True]])
    expect(student.sdpa(q, k, v, mask)).close_to(reference.sdpa(q, k, v, mask))


# -- masks -------------------------------------------------------------------------------------


@task("causal_mask")
def test_causal_mask_of_three_tokens(student):
    """Three tokens: each sees itself and what came before."""
    expected = torch.tensor([[True, False, False], [True, True, False], [True, True, True]])
    expect(student.causal_mask(3)).has_dtype(torch.bool).equal_to(expected)


@task("causal_mask")
def test_causal_mask_with_cache(student):
    """Two new tokens after a cache of three: the first new token sees four keys."""
    expected = torch.tensor([[True, True, True, True, False], [True] * 5])
    expect(student.causal_mask(2, 5)).has_dtype(torch.bool).equal_to(expected)


@task("padding_mask")
def test_padding_mask_of_three_sequences(student):
    """Sequences of 2, 0 and 4 tokens, padded to 4."""
    expected = torch.tensor([[True, True, False, False], [False] * 4, [True] * 4])
    mask = student.padding_mask(torch.tensor([2, 0, 4]), 4)
    expect(mask).has_dtype(torch.bool).equal_to(expected)


@task("combine_masks")
def test_combine_masks_worked_example(student):
    """A causal mask and the padding of the handout."""
    causal = torch.tensor([[True, False, False], [True, True, False], [True, True, True]])
    padding = torch.tensor([[[True, True, False]], [[True, True, True]]])
    expected = torch.tensor(
        [
            [[True, False, False], [True, True, False], [True, True, False]],
            [[True, False, False], [True, True, False], [True, True, True]],
        ]
    )
    expect(student.combine_masks(causal, padding)).has_dtype(torch.bool).equal_to(expected)


@task("combine_masks")
def test_combine_masks_without_masks(student):
    """None allows everything, so only None, or nothing at all, gives None."""
    mask = torch.tensor([True, False])
    expect(student.combine_masks(None, mask, None)).equal_to(mask)
    expect(student.combine_masks(None, None)).equal_to(None)
    expect(student.combine_masks()).equal_to(None)


# -- multi-head attention ----------------------------------------------------------------------


@task("MultiHeadAttention")
def test_multi_head_contract(student, reference, rng):
    """The output has the shape and dtype of x; arguments stay as they were."""
    weights = projections(rng, 6, dtype="float32")
    x, context = tensors(rng, (1, 4, 6), (1, 5, 6), dtype="float32")
    arguments = (2, weights, x, context, torch.tensor([[[True, True, False, True, True]]]))
    result, *after = expect(multi_head_with_arguments(student, *arguments)).unpacks_to(4)
    expected = multi_head(reference, *arguments)
    expect(result).has_shape((1, 4, 6)).has_dtype(torch.float32)
    expect(result).close_to(expected, rtol=1e-3, atol=1e-4)
    for name, tensor, before in zip(("x", "context", "mask"), after, arguments[2:], strict=True):
        expect(tensor, f"{name} after the call").equal_to(before)


@task("MultiHeadAttention")
def test_multi_head_worked_example(student):
    """Two tokens ask two context tokens with two heads, as worked in the handout."""
    rows = torch.eye(4, dtype=torch.float64)
    weights = {
        "q_proj.weight": rows,
        "k_proj.weight": rows,
        "v_proj.weight": rows[[1, 2, 2, 1]],
        "out_proj.weight": rows[[3, 0, 1, 2]],
    }
    x = torch.tensor([[[sqrt(2), 0.0, 0.0, sqrt(2)], [0.0] * 4]], dtype=torch.float64)
    context = [[[log(1), 8.0, 0.0, log(1)], [log(3), 0.0, 16.0, log(7)]]]
    result = multi_head(student, 2, weights, x, torch.tensor(context, dtype=torch.float64))
    expected = torch.tensor([[[1.0, 2.0, 12.0, 14.0], [4.0, 4.0, 8.0, 8.0]]], dtype=torch.float64)
    expect(result).close_to(expected)


@task("MultiHeadAttention")
def test_multi_head_follows_its_tokens(student, rng):
    """Without positions, tokens in another order give the same outputs in that order."""
    weights = projections(rng, 6)
    (x,) = tensors(rng, (1, 4, 6))
    order = [2, 0, 3, 1]
    straight = expect(multi_head(student, 3, weights, x)).has_shape((1, 4, 6)).value
    permuted = multi_head(student, 3, weights, x[:, order])
    expect(permuted).close_to(straight[:, order])


@task("MultiHeadAttention")
def test_multi_head_values_come_from_the_context(student, reference, rng):
    """Attention from one sequence to another of the same length."""
    weights = projections(rng, 6)
    x, context = tensors(rng, (1, 4, 6), (1, 4, 6))
    expected = multi_head(reference, 2, weights, x, context)
    expect(multi_head(student, 2, weights, x, context)).close_to(expected)


@task("MultiHeadAttention")
def test_multi_head_one_mask_per_sequence(student, reference, rng):
    """Each sequence of a batch has a mask of its own, the same for all of its heads."""
    weights = projections(rng, 6)
    (x,) = tensors(rng, (2, 3, 6))
    mask = torch.tensor([[[True, False, False]] * 3, [[True, True, True]] * 3])
    # As many sequences as heads: a mask that meets the wrong dimension raises no exception.
    expected = multi_head(reference, 2, weights, x, None, mask)
    expect(multi_head(student, 2, weights, x, None, mask)).close_to(expected)


# -- attention rollout -------------------------------------------------------------------------


@task("attention_rollout")
def test_rollout_worked_example(student):
    """Two layers of two heads over two tokens, as worked in the handout."""
    first = torch.tensor([[[1.0, 0.0], [1.0, 0.0]], [[1.0, 0.0], [0.0, 1.0]]], dtype=torch.float64)
    second = torch.tensor([[[1.0, 0.0], [0.0, 1.0]], [[0.0, 1.0], [0.0, 1.0]]], dtype=torch.float64)
    expected = torch.tensor([[13 / 16, 3 / 16], [1 / 4, 3 / 4]], dtype=torch.float64)
    expect(student.attention_rollout([first, second])).close_to(expected)


@task("attention_rollout")
def test_rollout_rows_sum_to_one(student, reference, rng):
    """After any number of layers the shares of the input tokens sum to 1."""
    maps = [m.abs() / m.abs().sum(dim=-1, keepdim=True) for m in tensors(rng, *[(2, 3, 3)] * 4)]
    shares, after = expect(with_arguments(student, "attention_rollout", maps)).unpacks_to(2)
    expect(shares).has_shape((3, 3)).sums_to(1.0, dim=-1)
    expect(shares).close_to(reference.attention_rollout(maps))
    expect(after, "the maps after the call").equal_to(maps)
