"""Rounds the front up."""


def same_padding(n, k, s):
    need = k - (s if n % s == 0 else n % s)
    need = need if need > 0 else 0
    front = (need + 1) // 2
    return front, need - front
