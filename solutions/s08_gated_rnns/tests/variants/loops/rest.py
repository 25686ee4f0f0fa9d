"""Tagging and forecasting, element by element."""

import math

import numpy as np
import torch


def tag_sequences(model, x, lengths):
    scores = model(x, lengths)
    answer = []
    for k in range(scores.shape[1]):
        tags = []
        for step in range(int(lengths[k])):
            row = scores[step, k].tolist()
            tags.append(row.index(max(row)))
        answer.append(tags)
    return answer


def masked_ce(scores, labels, lengths):
    total, count = 0.0, 0
    for k, length in enumerate(lengths.tolist()):
        for step in range(length):
            row = scores[step, k]
            total = total + torch.logsumexp(row, dim=0) - row[int(labels[step, k])]
            count += 1
    return total / count


def bio_spans(tags):
    spans = []
    for start in range(len(tags)):
        if tags[start][0] != "B":
            continue
        label = tags[start][2:]
        end = start + 1
        while end < len(tags) and tags[end] == "I-" + label:
            end += 1
        spans.append((label, start, end))
    return spans


def make_windows(series, L, H):
    X, Y = [], []
    k = 0
    while k + L + H <= len(series):
        X.append([series[k + j] for j in range(L)])
        Y.append([series[k + L + j] for j in range(H)])
        k += 1
    X = np.array(X, dtype=series.dtype).reshape(len(X), L)
    return X, np.array(Y, dtype=series.dtype).reshape(len(Y), H)


def train_test_windows(series, L, H, n_train):
    mean = math.fsum(series[:n_train]) / n_train
    std = math.sqrt(math.fsum((v - mean) ** 2 for v in series[:n_train]) / n_train)
    scaled = np.array([(value - mean) / std for value in series])
    X, Y = make_windows(scaled, L, H)
    train = [k for k in range(len(X)) if k + L + H <= n_train]
    test = [k for k in range(len(X)) if k + L >= n_train]
    return (X[train], Y[train]), (X[test], Y[test]), (mean, std)


def forecast_recursive(model, series, start, L, H):
    window = [float(value) for value in series[start - L : start]]
    told = []
    while len(told) < H:
        value = float(model(np.array(window)))
        told.append(value)
        window.pop(0)
        window.append(value)
    return np.array(told)
