"""Honest work, but for the one answer that nobody can know; an attack is put below it."""

import numpy as np


def double(x):
    return x + x


def answer(x):
    return "?"


def pair(x):
    return [x, x + 1]


def weights(x):
    powers = np.exp(x - x.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def evens(n):
    return list(range(0, n, 2))


def descend(steps):
    return np.full(3, 8.0) / 2**steps


def fast(n):
    return (n - 1) * n * (2 * n - 1) // 6


def search(oracle, low, high):
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (low, middle - 1) if oracle.too_high(middle) else (middle, high)
    return low


def floor_root(x):
    low = 0
    while (low + 1) ** 2 <= x:
        low += 1
    return low
