"""Convolution and pooling with their gradients, from windows, sums and nothing else."""

from .columns import im2col
from .convolution import conv2d
from .gradients import conv2d_backward
from .pooling import avg_pool2d, max_pool2d, max_pool2d_backward
from .signals import conv1d
from .sizes import conv_output_size, pair, same_padding
from .volumes import conv3d

__all__ = [
    "avg_pool2d",
    "conv1d",
    "conv2d",
    "conv2d_backward",
    "conv3d",
    "conv_output_size",
    "im2col",
    "max_pool2d",
    "max_pool2d_backward",
    "pair",
    "same_padding",
]
