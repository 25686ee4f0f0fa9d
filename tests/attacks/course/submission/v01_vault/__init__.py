"""Functions that somebody wants to get points for without writing them."""

from .vault import answer, descend, double, evens, fast, floor_root, pair, search, weights

__all__ = [
    "answer",
    "descend",
    "double",
    "evens",
    "fast",
    "floor_root",
    "pair",
    "search",
    "weights",
]
