"""Forgets that nothing may be missing."""


def same_padding(n, k, s):
    missing = k - s if n % s == 0 else k - n % s
    half = int(missing / 2)
    return half, missing - half
