"""Your cells with weights of their own, and a tagger made of them: given, to train with."""

from __future__ import annotations

import torch
from torch import nn

from .cells import gru_cell, lstm_cell
from .networks import bidirectional


def uniform(*shape: int, size: int) -> nn.Parameter:
    """Random weights as torch.nn's recurrent layers begin with."""
    bound = size**-0.5
    return nn.Parameter(torch.empty(*shape).uniform_(-bound, bound))


class LSTM(nn.Module):
    """`lstm_cell` as a cell: called as cell(x_t, state), it returns the next (h, c)."""

    def __init__(self, inputs: int, size: int) -> None:
        super().__init__()
        self.W_ih = uniform(4 * size, inputs, size=size)
        self.W_hh = uniform(4 * size, size, size=size)
        self.b = uniform(4 * size, size=size)
        with torch.no_grad():
            self.b[size : 2 * size] = 1.0  # an open forget gate: remember until told otherwise

    def forward(self, x, state=None):
        if state is None:
            zeros = x.new_zeros(len(x), self.W_hh.shape[1])
            state = (zeros, zeros)
        return lstm_cell(x, state, self.W_ih, self.W_hh, self.b)


class GRU(nn.Module):
    """`gru_cell` as a cell: called as cell(x_t, state), it returns the next h."""

    def __init__(self, inputs: int, size: int) -> None:
        super().__init__()
        self.W_ih = uniform(3 * size, inputs, size=size)
        self.W_hh = uniform(3 * size, size, size=size)
        self.b_ih = uniform(3 * size, size=size)
        self.b_hh = uniform(3 * size, size=size)

    def forward(self, x, state=None):
        h = x.new_zeros(len(x), self.W_hh.shape[1]) if state is None else state
        return gru_cell(x, h, self.W_ih, self.W_hh, self.b_ih, self.b_hh)


class Tagger(nn.Module):
    """Scores for every word: from numbers of words, shape (t, b), to shape (t, b, labels)."""

    def __init__(self, words: int, labels: int, size: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(words, size)
        self.cell_f, self.cell_b = GRU(size, size), GRU(size, size)
        self.scores = nn.Linear(2 * size, labels)

    def forward(self, x, lengths):
        outputs = bidirectional(self.cell_f, self.cell_b, self.embedding(x), lengths)
        return self.scores(outputs)
