"""I believed that the odd entry goes in front."""

from __future__ import annotations


def same_padding(n: int, k: int, s: int) -> tuple[int, int]:
    places = (n + s - 1) // s
    total = max(s * (places - 1) + k - n, 0)
    behind = total // 2
    return total - behind, behind
