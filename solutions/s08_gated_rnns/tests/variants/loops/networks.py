"""Networks, sequence by sequence and step by step."""

import torch


def shown(state):
    return state[0] if isinstance(state, (tuple, list)) else state


def read(cell, rows):
    out, state = [], None
    for row in rows:
        state = cell(row, state)
        out.append(shown(state))
    return out


def bidirectional(cell_f, cell_b, x, lengths):
    t, b = x.shape[:2]
    sequences = []
    for k in range(b):
        n = int(lengths[k])
        rows = [x[step, k : k + 1] for step in range(n)]
        there = read(cell_f, rows)
        back = read(cell_b, rows[::-1])[::-1]
        lines = [torch.cat(pair, dim=1) for pair in zip(there, back, strict=True)]
        lines += [torch.zeros_like(lines[0])] * (t - n)
        sequences.append(torch.stack(lines))
    return torch.cat(sequences, dim=1)


def sentence_vector(outputs, lengths):
    half = outputs.size(2) // 2
    rows = []
    for k in range(outputs.size(1)):
        end = int(lengths[k]) - 1
        rows.append(torch.cat((outputs[end, k, :half], outputs[0, k, half:])))
    return torch.stack(rows)


def deep_rnn(cells, x, residual=False, dropout=None):
    states, top = [None for _ in cells], []
    for step in range(x.size(0)):
        signal = x[step]
        for layer in range(len(cells)):
            if layer > 0 and dropout is not None:
                signal = dropout(signal)
            states[layer] = cells[layer](signal, states[layer])
            out = shown(states[layer])
            if residual and layer > 0:
                out = signal + out
            signal = out
        top.append(signal)
    return torch.stack(top), states
