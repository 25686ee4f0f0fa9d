"""Tagging and forecasting on whole arrays."""

import numpy as np
import torch


def tag_sequences(model, x, lengths):
    best = torch.max(model(x, lengths), dim=2).indices.t()
    return [row[:n].tolist() for row, n in zip(best, lengths, strict=True)]


def masked_ce(scores, labels, lengths):
    real = torch.arange(scores.shape[0]).view(-1, 1).lt(lengths)
    quiet = torch.where(real.unsqueeze(2), scores, torch.zeros_like(scores))
    target = labels.where(real, torch.zeros_like(labels)).long()
    chosen = quiet.log_softmax(2).gather(2, target.unsqueeze(2)).squeeze(2)
    return -(chosen * real).sum() / lengths.sum()


def bio_spans(tags):
    alive, spans = None, []
    for k, tag in enumerate(tags):
        if tag.startswith("B-"):
            spans.append([tag[2:], k, k + 1])
            alive = spans[-1]
        elif alive is not None and tag == f"I-{alive[0]}":
            alive[2] = k + 1
        else:
            alive = None
    return [tuple(span) for span in spans]


def make_windows(series, L, H):
    if len(series) < L + H:
        return np.zeros((0, L), series.dtype), np.zeros((0, H), series.dtype)
    both = np.lib.stride_tricks.sliding_window_view(series, L + H)
    return both[:, :L].copy(), both[:, L:].copy()


def train_test_windows(series, L, H, n_train):
    past = np.asarray(series[:n_train], dtype=np.longdouble)
    mean, std = float(past.mean()), float(np.sqrt(past.var()))
    X, Y = make_windows((series - mean) / std, L, H)
    first = max(n_train - L - H + 1, 0)
    return (X[:first], Y[:first]), (X[n_train - L :], Y[n_train - L :]), (mean, std)


def forecast_recursive(model, series, start, L, H):
    line = np.concatenate([series[start - L : start], np.zeros(H)])
    for step in range(H):
        line[L + step] = model(line[step : L + step].copy())
    return line[L:]
