"""I believed that both ends get half of the total."""

from __future__ import annotations


def same_padding(n: int, k: int, s: int) -> tuple[int, int]:
    places = -(-n // s)
    total = max(s * (places - 1) + k - n, 0)
    half = total // 2
    return half, half
