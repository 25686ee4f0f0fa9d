"""Functions on tensors that somebody wants to get points for without writing them."""

from .tensors import backward, chosen, double, softmax

__all__ = ["backward", "chosen", "double", "softmax"]
