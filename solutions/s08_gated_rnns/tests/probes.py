"""What runs beside the student's code: it makes the calls and returns what came out of them."""

from __future__ import annotations

from copy import deepcopy

import numpy as np
import torch
from torch import nn

from autograder.checks import probe, tensors

GATES = {"rnn": 1, "gru": 3, "lstm": 4}
LIBRARY = {"rnn": nn.RNNCell, "gru": nn.GRUCell, "lstm": nn.LSTMCell}


# -- weights and cells -------------------------------------------------------------------------


def weights_of(rng, kind, inputs, size, dtype="float64"):
    """Random (W_ih, W_hh, b_ih, b_hh) for a cell, all entries different."""
    rows = GATES[kind] * size
    shapes = (rows, inputs), (rows, size), (rows,), (rows,)
    return list(tensors(rng, *shapes, scale=0.7, dtype=dtype))


def adder(x_t, state):
    """A cell that adds up what it reads, and shows the sum."""
    return x_t if state is None else state + x_t


def cell_with(kind, weights):
    """The library's cell with these weights, through which gradients flow."""
    if kind == "add":
        return adder
    W_ih, W_hh, b_ih, b_hh = weights
    cell = LIBRARY[kind](W_ih.shape[1], W_hh.shape[1], dtype=W_ih.dtype)
    named = {"weight_ih": W_ih, "weight_hh": W_hh, "bias_ih": b_ih, "bias_hh": b_hh}
    return lambda x_t, state: torch.func.functional_call(cell, named, (x_t, state))


def leaf(tensor):
    """A copy that records gradients."""
    return tensor.clone().requires_grad_()


def plain(state):
    """A state as a list of its tensors."""
    return list(state) if isinstance(state, tuple) else [state]


@probe
def with_arguments(impl, task, *arguments):
    """What the task returns, and its arguments as they are after the call."""
    result = getattr(impl, task)(*arguments)
    return [result, *arguments]


# -- single cells ------------------------------------------------------------------------------


@probe
def lstm_steps(impl, x, h, c, W_ih, W_hh, b):
    """[h, c] after each step of x, shape (t, b, i)."""
    steps, state = [], (h, c)
    for x_t in x:
        state = impl.lstm_cell(x_t, state, W_ih, W_hh, b)
        steps.append(list(state))
    return steps


@probe
def gru_steps(impl, x, h, *weights):
    """h after each step of x, shape (t, b, i)."""
    steps = []
    for x_t in x:
        h = impl.gru_cell(x_t, h, *weights)
        steps.append(h)
    return steps


@probe
def lstm_gradients(impl, arguments, upstream_h, upstream_c):
    """Gradients for x, h, c, W_ih, W_hh and b, through all steps of x."""
    x, h, c, *weights = leaves = [leaf(each) for each in arguments]
    state = (h, c)
    for x_t in x:
        state = impl.lstm_cell(x_t, state, *weights)
    total = (state[0] * upstream_h).sum() + (state[1] * upstream_c).sum()
    return list(torch.autograd.grad(total, leaves, allow_unused=True))


@probe
def gru_gradients(impl, arguments, upstream):
    """Gradients for x, h and the four weights, through all steps of x."""
    x, h, *weights = leaves = [leaf(each) for each in arguments]
    for x_t in x:
        h = impl.gru_cell(x_t, h, *weights)
    return list(torch.autograd.grad((h * upstream).sum(), leaves, allow_unused=True))


# -- the adding task ---------------------------------------------------------------------------


def adding_sequences(rng, steps, size):
    """Inputs (steps, size, 2) with two markers each, and the sums (size,)."""
    x = np.zeros((steps, size, 2))
    x[:, :, 0] = rng.random((steps, size))
    for k in range(size):
        x[rng.choice(steps, 2, replace=False), k, 1] = 1.0
    return torch.from_numpy(x), torch.from_numpy((x[:, :, 0] * x[:, :, 1]).sum(0))


def answers(x, weights):
    """What the library's LSTM answers with these weights."""
    W_ih, W_hh, b, w_out = (each.double() for each in weights)
    cell = cell_with("lstm", [W_ih, W_hh, b, torch.zeros_like(b)])
    state = None
    for x_t in x:
        state = cell(x_t, state)
    return (state[0] * w_out).squeeze(-1)


@probe
def adding_answers(impl, x):
    """What the library's LSTM answers with the weights that were set by hand."""
    return answers(x, impl.adding_weights())


@probe
def adding_with_own_cell(impl, x, W_ih, W_hh, b, w_out, upstream):
    """[answers, gradient for x]: the adding task through the student's cell."""
    x = leaf(x)
    state = (torch.zeros(x.shape[1], 1).double(), torch.zeros(x.shape[1], 1).double())
    for x_t in x:
        state = impl.lstm_cell(x_t, state, W_ih, W_hh, b)
    told = (state[0] * w_out).squeeze(-1)
    told.backward(upstream)
    return [told.detach(), x.grad]


# -- networks ----------------------------------------------------------------------------------


@probe
def both_ways(impl, kinds, weights_f, weights_b, x, lengths):
    """What `bidirectional` returns for the library's cells with these weights."""
    cell_f, cell_b = cell_with(kinds[0], weights_f), cell_with(kinds[1], weights_b)
    return impl.bidirectional(cell_f, cell_b, x, lengths)


@probe
def both_ways_with_arguments(impl, kind, weights_f, weights_b, x, lengths):
    """What `bidirectional` returns, and its arguments as they are after the call."""
    outputs = impl.bidirectional(cell_with(kind, weights_f), cell_with(kind, weights_b), x, lengths)
    return [outputs, x, lengths]


@probe
def both_ways_gradients(impl, kind, weights_f, weights_b, x, lengths, upstream):
    """Gradients for x and for all weights of both cells."""
    x, weights_f, weights_b = leaf(x), [*map(leaf, weights_f)], [*map(leaf, weights_b)]
    outputs = impl.bidirectional(cell_with(kind, weights_f), cell_with(kind, weights_b), x, lengths)
    leaves = [x, *weights_f, *weights_b]
    return list(torch.autograd.grad((outputs * upstream).sum(), leaves, allow_unused=True))


@probe
def stack(impl, kind, weights, x, residual=False, factors=None):
    """[outputs, states, x]: what `deep_rnn` returns, and x as it is after the call.

    Dropout is a fixed factor for each channel here, or None.
    """
    dropout = None if factors is None else (lambda y: y * factors)
    cells = [cell_with(kind, each) for each in weights]
    outputs, states = impl.deep_rnn(cells, x, residual, dropout)
    return [outputs, [plain(state) for state in states], x]


@probe
def stack_outputs(impl, kind, weights, x, *options):
    """The outputs of `deep_rnn` alone, called without what is not given."""
    outputs, _ = impl.deep_rnn([cell_with(kind, each) for each in weights], x, *options)
    return outputs


# -- tagging -----------------------------------------------------------------------------------


@probe
def tagged(impl, scores, x, lengths):
    """[labels, calls]: what `tag_sequences` returns for fixed scores, and the model's calls."""
    calls = []

    def model(x, lengths):
        calls.append([x, lengths])
        return scores

    return [impl.tag_sequences(model, x, lengths), calls]


@probe
def loss_gradient(impl, scores, labels, lengths):
    """[loss, gradient for the scores]."""
    scores = leaf(scores)
    loss = impl.masked_ce(scores, labels, lengths)
    return [loss.detach(), *torch.autograd.grad(loss, [scores])]


@probe
def tagged_with(impl, words, lengths, embedding, weights_f, weights_b, matrix, bias):
    """The tags of `words` by a tagger of the student's parts, with these weights."""

    def cell_of(weights):
        def cell(x_t, h):
            h = x_t.new_zeros(len(x_t), weights[1].shape[1]) if h is None else h
            return impl.gru_cell(x_t, h, *weights)

        return cell

    def model(x, lengths):
        cells = cell_of(weights_f), cell_of(weights_b)
        return impl.bidirectional(*cells, embedding[x], lengths) @ matrix.T + bias

    return impl.tag_sequences(model, words, lengths)


# -- forecasting -------------------------------------------------------------------------------


@probe
def forecast(impl, weights, series, start, L, H):
    """[predictions, windows seen, series after the call], for a model that weighs its window."""
    windows = []

    def model(window):
        windows.append(deepcopy(window))
        return float(window @ weights)

    told = impl.forecast_recursive(model, series, start, L, H)
    return [told, windows, series]


@probe
def told_by_regression(impl, series, n_train, L, H):
    """Predictions from n_train on, in the series' own unit, by a linear model of the windows."""
    (X, Y), _, (mean, std) = impl.train_test_windows(series, L, 1, n_train)
    weights = np.linalg.lstsq(X, Y[:, 0], rcond=None)[0]
    scaled = (series - mean) / std
    told = impl.forecast_recursive(lambda window: window @ weights, scaled, n_train, L, H)
    return told * std + mean
