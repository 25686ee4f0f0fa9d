"""Matrix products over windows as columns; scattering back with np.add.at."""

from .layers import (
    avg_pool2d,
    conv1d,
    conv2d,
    conv2d_backward,
    conv3d,
    conv_output_size,
    im2col,
    max_pool2d,
    max_pool2d_backward,
    same_padding,
)

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
    "same_padding",
]
