"""Tests of scaled dot-product attention, as a course would write them for pytest."""
# ruff: noqa: N812  (the field's own names)

from math import log

import numpy as np
import torch
import torch.nn.functional as F
from t01_attention import sdpa


def test_sdpa_contract():
    """The output has one row per query and one column per value channel; arguments stay.

    Check shape and dtype, apply the mask over the keys, and change no argument.
    """
    rng = np.random.default_rng(235685201635923)
    shapes = (2, 3, 5), (2, 4, 5), (2, 4, 6)
    q, k, v = (torch.from_numpy(rng.standard_normal(shape)).float() for shape in shapes)
    mask = torch.tensor([True, False, True, True])
    before = [each.clone() for each in (q, k, v, mask)]
    result = sdpa(q, k, v, mask)
    expected = F.scaled_dot_product_attention(*before[:3], attn_mask=before[3].expand(2, 3, 4))
    torch.testing.assert_close(result, expected, rtol=1e-4, atol=1e-5)
    for now, then in zip((q, k, v, mask), before, strict=True):
        assert torch.equal(now, then), "an argument was changed"


def test_sdpa_worked_example():
    """The query of the handout, without a mask.

    Work the handout's example by hand: scores, scaled scores, weights, output.
    """
    q = torch.tensor([[2.0, 0.0, 0.0, 0.0]], dtype=torch.float64)
    rows = [[log(1), 1.0, -1.0, 2.0], [log(2), 1.0, -1.0, 2.0], [log(5), 1.0, -1.0, 2.0]]
    k = torch.tensor(rows, dtype=torch.float64)
    v = torch.tensor([[24.0, 0.0], [0.0, 24.0], [24.0, 48.0]], dtype=torch.float64)
    expected = torch.tensor([[18.0, 36.0]], dtype=torch.float64)
    torch.testing.assert_close(sdpa(q, k, v), expected, rtol=1e-5, atol=1e-6)


def test_sdpa_worked_example_with_mask():
    """The query of the handout, when the last key is masked.

    A masked key gets no weight, and the weights of the others sum to 1.
    """
    q = torch.tensor([[2.0, 0.0, 0.0, 0.0]], dtype=torch.float64)
    rows = [[log(1), 1.0, -1.0, 2.0], [log(2), 1.0, -1.0, 2.0], [log(5), 1.0, -1.0, 2.0]]
    k = torch.tensor(rows, dtype=torch.float64)
    v = torch.tensor([[24.0, 0.0], [0.0, 24.0], [24.0, 48.0]], dtype=torch.float64)
    mask = torch.tensor([[True, True, False]])
    expected = torch.tensor([[8.0, 16.0]], dtype=torch.float64)
    torch.testing.assert_close(sdpa(q, k, v, mask), expected, rtol=1e-5, atol=1e-6)


def test_sdpa_of_equal_values():
    """The weights of a query sum to 1: where all values are equal they come back.

    Your weights do not sum to 1 over the allowed keys.
    """
    rng = np.random.default_rng(89238984345243)
    q, k = (torch.from_numpy(rng.standard_normal(shape)) for shape in ((4, 5), (3, 5)))
    v = torch.tensor([[7.0, -2.0]], dtype=torch.float64).repeat(3, 1)
    mask = torch.tensor([[1, 1, 0], [1, 0, 0], [1, 1, 1], [0, 1, 1]]).bool()
    expected = torch.tensor([[7.0, -2.0]], dtype=torch.float64).repeat(4, 1)
    torch.testing.assert_close(sdpa(q, k, v, mask), expected, rtol=1e-5, atol=1e-6)


def test_sdpa_with_nothing_to_attend_to():
    """A query whose keys are all masked gets zeros; the other queries do not notice.

    A row of the mask without a single True must give zeros, not nan.
    """
    rng = np.random.default_rng(151351326154151)
    q, k, v = (torch.from_numpy(rng.standard_normal(s)) for s in ((3, 5), (4, 5), (4, 2)))
    mask = torch.tensor([[True, False, True, False], [False] * 4, [False, True, True, True]])
    expected = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).nan_to_num(0.0)
    torch.testing.assert_close(sdpa(q, k, v, mask), expected, rtol=1e-5, atol=1e-6)
