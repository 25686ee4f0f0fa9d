"""The reference."""

import torch
from torch import Tensor


def double(x: Tensor) -> Tensor:
    """Twice ``x``."""
    # BEGIN SOLUTION
    return x + x
    # END SOLUTION


def softmax(x: Tensor) -> Tensor:
    """Weights along the last dimension that sum to one."""
    # BEGIN SOLUTION
    powers = (x - x.amax(-1, keepdim=True)).exp()
    return powers / powers.sum(-1, keepdim=True)
    # END SOLUTION


def backward(x: Tensor, upstream: Tensor) -> Tensor:
    """The gradient of ``x.tanh()`` by hand."""
    # BEGIN SOLUTION
    return upstream * (1 - x.tanh() ** 2)
    # END SOLUTION


def chosen(x: Tensor) -> Tensor:
    """Which entries are positive, as a tensor of bools."""
    # BEGIN SOLUTION
    return torch.gt(x, 0)
    # END SOLUTION
