"""The reference, with a secret in it."""

import numpy as np


def double(x: int) -> int:
    """Twice ``x``."""
    # BEGIN SOLUTION
    return x + x
    # END SOLUTION


def answer(x: int) -> str:
    """A text that only somebody who has read this line can know."""
    # BEGIN SOLUTION
    return f"@REFERENCE@ {7 * x + 3}"
    # END SOLUTION


def pair(x: int) -> list[int]:
    """``x`` and its successor."""
    # BEGIN SOLUTION
    return [x, x + 1]
    # END SOLUTION


def weights(x: np.ndarray) -> np.ndarray:
    """Softmax along the last axis."""
    # BEGIN SOLUTION
    powers = np.exp(x - x.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)
    # END SOLUTION


def evens(n: int) -> list[int]:
    """The even numbers below ``n``."""
    # BEGIN SOLUTION
    return list(range(0, n, 2))
    # END SOLUTION


def descend(steps: int) -> np.ndarray:
    """The point (8, 8, 8) after so many steps, each of which halves it."""
    # BEGIN SOLUTION
    return np.full(3, 8.0) / 2**steps
    # END SOLUTION


def fast(n: int) -> int:
    """The sum of the squares below ``n``, without a loop."""
    # BEGIN SOLUTION
    return (n - 1) * n * (2 * n - 1) // 6
    # END SOLUTION


def search(oracle: object, low: int, high: int) -> int:
    """The oracle's number, from ``low`` up to ``high``; it tells whether a guess is too high."""
    # BEGIN SOLUTION
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (low, middle - 1) if oracle.too_high(middle) else (middle, high)
    return low
    # END SOLUTION


def floor_root(x: int) -> int:
    """The largest whole number whose square is at most ``x``."""
    # BEGIN SOLUTION
    low = 0
    while (low + 1) ** 2 <= x:
        low += 1
    return low
    # END SOLUTION
