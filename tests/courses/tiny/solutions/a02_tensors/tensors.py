"""Tensors."""

from torch import Tensor


def scale(x: Tensor, by: float) -> Tensor:
    """``x`` times ``by``."""
    # BEGIN SOLUTION
    return x * by
    # END SOLUTION
    # BEGIN MISTAKE shifts
    # why: adds
    # hint: What does your function make of a zero?
    # return x + by
    # END MISTAKE


def softmax(x: Tensor) -> Tensor:
    """Weights along the last dimension that sum to one."""
    # BEGIN SOLUTION
    powers = (x - x.amax(-1, keepdim=True)).exp()
    return powers / powers.sum(-1, keepdim=True)
    # END SOLUTION
    # BEGIN MISTAKE not-normalised
    # why: does not divide by the sum
    # hint: What do your weights sum to?
    # return x.exp()
    # END MISTAKE
