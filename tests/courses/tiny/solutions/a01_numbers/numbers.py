"""Whole numbers."""


def double(x: int) -> int:
    """Twice ``x``."""
    # BEGIN SOLUTION
    return x + x
    # END SOLUTION
    # BEGIN MISTAKE squared
    # why: multiplies x by itself, which is right for 0 and 2 only
    # hint: What is double(3), and what did you return for it?
    # return x * x
    # END MISTAKE


def quad(x: int) -> int:
    """Four times ``x``."""
    # BEGIN SOLUTION
    return double(double(x))
    # END SOLUTION
    # BEGIN MISTAKE thrice
    # why: adds x once only
    # hint: How often does x stand in your sum?
    # return double(x) + x
    # END MISTAKE


def octuple(x: int) -> int:
    """Eight times ``x``."""
    # BEGIN SOLUTION
    return double(quad(x))
    # END SOLUTION
    # BEGIN MISTAKE six-times
    # why: adds the parts instead of building one on the other
    # hint: What do two and four make when you multiply them, and what when you add them?
    # return double(x) + quad(x)
    # END MISTAKE


def root(x: int) -> int:
    """The largest whole number whose square is at most ``x``."""
    # BEGIN SOLUTION
    if x < 0:
        raise ValueError(f"{x} is negative")
    low = 0
    while (low + 1) ** 2 <= x:
        low += 1
    return low
    # END SOLUTION
    # BEGIN MISTAKE rounds-up
    # why: goes one step too far
    # hint: What is the square of root(10), and is it at most 10?
    # if x < 0:
    #     raise ValueError(f"{x} is negative")
    # low = 0
    # while low**2 < x:
    #     low += 1
    # return low
    # END MISTAKE


def is_even(x: int) -> bool:
    """Whether two divides ``x``."""
    # BEGIN SOLUTION
    return x % 2 == 0
    # END SOLUTION
    # BEGIN MISTAKE always
    # why: does not look at x
    # hint: Is three even?
    # return True
    # END MISTAKE
