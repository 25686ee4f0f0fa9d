"""Tests of the LSTM cell, as a course would write them for pytest."""
# ruff: noqa: N806  (the field's own names)

from math import log, tanh

import numpy as np
import torch
from s08_gated_rnns import lstm_cell


def test_lstm_contract():
    """h and c come back as a pair of the right shapes and dtype; arguments stay.

    Return (h, c), keep the dtype, and change no argument.
    """
    rng = np.random.default_rng(78753817972367)
    x, h, c = (torch.from_numpy(rng.standard_normal(s)).float() for s in ((2, 4), (2, 3), (2, 3)))
    shapes = (12, 4), (12, 3), (12,), (12,)
    W_ih, W_hh, b, _ = (torch.from_numpy(rng.standard_normal(s) * 0.7).float() for s in shapes)
    before = [each.clone() for each in (x, h, c, W_ih, W_hh, b)]
    shown, kept = lstm_cell(x, (h, c), W_ih, W_hh, b)
    library = torch.nn.LSTMCell(4, 3)
    with torch.no_grad():
        library.weight_ih.copy_(before[3])
        library.weight_hh.copy_(before[4])
        library.bias_ih.copy_(before[5])
        library.bias_hh.zero_()
        expected_h, expected_c = library(before[0], (before[1], before[2]))
    torch.testing.assert_close(shown, expected_h, rtol=1e-4, atol=1e-6)
    torch.testing.assert_close(kept, expected_c, rtol=1e-4, atol=1e-6)
    for now, then in zip((x, h, c, W_ih, W_hh, b), before, strict=True):
        assert torch.equal(now, then), "an argument was changed"


def test_lstm_worked_example():
    """The cell of the handout: gates of 0.75, 0.25 and 0.5, a candidate of 0.8.

    Print your four gates and compare them with the handout's.
    """
    x, h, c = torch.tensor([[[1.0]], [[2.0]], [[2.0]]], dtype=torch.float64)
    W_ih = torch.tensor([[log(3)], [0.0], [log(3)], [1.0]], dtype=torch.float64)
    W_hh = torch.tensor([[0.0], [0.0], [0.0], [-1.0]], dtype=torch.float64)
    b = torch.tensor([0.0, -log(3), 0.0, 1.0], dtype=torch.float64)
    shown, kept = lstm_cell(x, (h, c), W_ih, W_hh, b)
    torch.testing.assert_close(kept, torch.tensor([[1.1]]).double(), rtol=1e-5, atol=1e-6)
    expected = torch.tensor([[0.5 * tanh(1.1)]], dtype=torch.float64)
    torch.testing.assert_close(shown, expected, rtol=1e-5, atol=1e-6)


def test_lstm_keeps_its_memory():
    """With the input gate shut and the forget gate open, c stays as it is; h shows tanh(c).

    Which rows of the weights belong to which gate? The handout gives their order.
    """
    rng = np.random.default_rng(265611852223543)
    x, h, c = (torch.from_numpy(rng.standard_normal((2, 1))) for _ in range(3))
    b = torch.tensor([-60.0, 60.0, 0.3, 60.0], dtype=torch.float64)
    W_ih = torch.tensor([[0.1], [0.2], [0.3], [0.4]], dtype=torch.float64)
    W_hh = torch.tensor([[-0.4], [0.3], [0.2], [0.1]], dtype=torch.float64)
    shown, kept = lstm_cell(x, (h, c), W_ih, W_hh, b)
    torch.testing.assert_close(kept, c, rtol=1e-5, atol=1e-6)
    torch.testing.assert_close(shown, c.tanh(), rtol=1e-5, atol=1e-6)
