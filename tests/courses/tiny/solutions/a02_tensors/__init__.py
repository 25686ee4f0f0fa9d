"""Two functions on tensors."""

from .tensors import scale, softmax

__all__ = ["scale", "softmax"]
