"""Cells in double precision, whatever comes in; networks that carry a mask."""

import torch


def squash(u):
    """The sigmoid, by way of tanh."""
    return (1 + torch.tanh(u / 2)) / 2


def lstm_cell(x, state, W_ih, W_hh, b):
    both = torch.cat([x, state[0]], dim=1).double()
    weights = torch.cat([W_ih, W_hh], dim=1).double()
    z = torch.einsum("bi,gi->gb", both, weights).T + b.double()
    n = state[1].shape[1]
    s, g = squash(z), torch.tanh(z[:, 2 * n : 3 * n])
    c = torch.addcmul(s[:, :n] * g, s[:, n : 2 * n], state[1].double())
    return (s[:, 3 * n :] * torch.tanh(c)).to(x.dtype), c.to(x.dtype)


def gru_cell(x, h, W_ih, W_hh, b_ih, b_hh):
    old, n = h.double(), h.shape[1]
    given = torch.addmm(b_ih.double(), x.double(), W_ih.double().t()).view(len(x), 3, n)
    kept = torch.addmm(b_hh.double(), old, W_hh.double().t()).view(len(x), 3, n)
    rz = squash(given[:, :2] + kept[:, :2])
    new = torch.tanh(given[:, 2] + rz[:, 0] * kept[:, 2])
    return torch.lerp(new, old, rz[:, 1]).to(x.dtype)


def adding_weights():
    """The smallest gates that are sure enough."""
    W_ih = torch.tensor([[3.0, 30.0], [1.0, 0.0], [0.02, 0.0], [0.0, 2.0]], dtype=torch.float64)
    W_hh = torch.tensor([[0.1], [0.2], [0.0], [-0.1]], dtype=torch.float64)
    b = torch.tensor([-16.0, 13.0, 0.0, 11.0], dtype=torch.float64)
    return W_ih, W_hh, b, torch.tensor([50.0], dtype=torch.float64)


def scan(cell, x, order, real):
    """Outputs in the order of time; the state of a sequence stays at zero outside of it."""
    state, outputs = None, [None] * len(x)
    for step in order:
        state, mask = cell(x[step], state), real[step].unsqueeze(1)
        if isinstance(state, tuple):
            state = tuple(torch.where(mask, each, torch.zeros_like(each)) for each in state)
            outputs[step] = state[0]
        else:
            outputs[step] = state = torch.where(mask, state, torch.zeros_like(state))
    return torch.stack(outputs)


def bidirectional(cell_f, cell_b, x, lengths):
    t = x.shape[0]
    real = torch.arange(t, device=x.device).view(-1, 1) < lengths.view(1, -1)
    left = scan(cell_f, x, range(t), real)
    return torch.cat([left, scan(cell_b, x, reversed(range(t)), real)], dim=2)


def sentence_vector(outputs, lengths):
    left, right = outputs.chunk(2, dim=2)
    place = (lengths.long() - 1).view(1, -1, 1).expand(1, -1, left.shape[2])
    return torch.hstack([left.gather(0, place).squeeze(0), right[0]])


def deep_rnn(cells, x, residual=False, dropout=None):
    below, ends = x, []
    for cell in cells:
        if ends and dropout:
            below = dropout(below)
        states = [None]
        for row in below.unbind(0):
            states.append(cell(row, states[-1]))
        rows = [each[0] if isinstance(each, tuple) else each for each in states[1:]]
        above = torch.stack(rows)
        below = torch.add(above, below) if residual and ends else above
        ends.append(states[-1])
    return below, ends
