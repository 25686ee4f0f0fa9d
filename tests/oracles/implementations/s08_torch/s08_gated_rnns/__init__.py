"""PyTorch's own cells, layers and losses behind the signatures of s08_gated_rnns: nobody here wrote them.

bidirectional and deep_rnn take cells, and the library's layers take weights; so sequences are turned and
packed by torch.nn.utils.rnn, and only the loop over time is written out.
"""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.rnn import pad_sequence, unpad_sequence


def lstm_cell(x, state, W_ih, W_hh, b):
    return torch.lstm_cell(x, state, W_ih, W_hh, b, torch.zeros_like(b))


def gru_cell(x, h, W_ih, W_hh, b_ih, b_hh):
    return torch.gru_cell(x, h, W_ih, W_hh, b_ih, b_hh)


def adding_weights():
    """A library's cell whose parameters were set, read back."""
    cell = nn.LSTMCell(2, 1, dtype=torch.float64)
    with torch.no_grad():
        for parameter in cell.parameters():
            parameter.zero_()
        cell.bias_ih.copy_(torch.tensor([-18.0, 18.0, 0.0, 18.0]))
        cell.weight_ih[0, 1] = 36.0
        cell.weight_ih[2, 0] = 1 / 128
    state = cell.state_dict()
    return state["weight_ih"], state["weight_hh"], state["bias_ih"], torch.tensor([128.0]).double()


def unpadded(x, lengths):
    """unpad_sequence, which turns its argument in place when that is time-major."""
    return unpad_sequence(x.transpose(0, 1), lengths, batch_first=True)


def outputs_of(cell, x):
    state, states = None, []
    for x_t in x:
        state = cell(x_t, state)
        states.append(state)
    shown = [each[0] if isinstance(each, tuple) else each for each in states]
    return torch.stack(shown), state


def bidirectional(cell_f, cell_b, x, lengths):
    turned = pad_sequence([each.flip(0) for each in unpadded(x, lengths)])
    back = unpadded(outputs_of(cell_b, turned)[0], lengths)
    forth = unpadded(outputs_of(cell_f, x)[0], lengths)
    joined = [torch.hstack([a, b.flip(0)]) for a, b in zip(forth, back, strict=True)]
    padded = pad_sequence(joined)
    return F.pad(padded, (0, 0, 0, 0, 0, len(x) - len(padded)))


def sentence_vector(outputs, lengths):
    forth, back = outputs.tensor_split(2, dim=-1)
    return torch.hstack([torch.stack([s[-1] for s in unpadded(forth, lengths)]), back[0]])


def deep_rnn(cells, x, residual=False, dropout=None):
    ends, layers = [], nn.ModuleList([nn.Identity()])
    dropout = dropout or layers[0]
    for cell in cells:
        source = dropout(x) if ends else x
        x, end = outputs_of(cell, source)
        if residual and ends:
            x = x + source
        ends.append(end)
    return x, ends


def tag_sequences(model, x, lengths):
    return [each.tolist() for each in unpadded(model(x, lengths).argmax(-1), lengths)]


def masked_ce(scores, labels, lengths):
    padding = torch.arange(len(scores)).unsqueeze(1) >= lengths
    return F.cross_entropy(
        scores.flatten(0, 1), labels.masked_fill(padding, -100).flatten(), ignore_index=-100
    )


def bio_spans(tags):
    """The state machine of CoNLL's scorer in strict IOB2, by the pairs of neighbouring tags."""
    spans, inside, start = [], "", 0
    for place, (before, tag) in enumerate(zip(["O", *tags], [*tags, "O"], strict=True)):
        if inside and tag != f"I-{inside}":
            spans.append((before[2:], start, place))
            inside = ""
        if tag.startswith("B-"):
            inside, start = tag[2:], place
    return spans


def make_windows(series, L, H):
    if len(series) < L + H:
        return np.empty((0, L)), np.empty((0, H))
    windows = torch.from_numpy(series).unfold(0, L + H, 1).numpy()
    return windows[:, :L].copy(), windows[:, L:].copy()


def train_test_windows(series, L, H, n_train):
    line = torch.from_numpy(series)
    std, mean = torch.std_mean(line[:n_train], correction=0)
    scaled = ((line - mean) / std).numpy()
    train, test = make_windows(scaled[:n_train], L, H), make_windows(scaled[n_train - L :], L, H)
    return train, test, (mean.item(), std.item())


def forecast_recursive(model, series, start, L, H):
    told = series[:start].copy()
    for _ in range(H):
        told = np.append(told, model(told[-L:]))
    return told[start:]
