"""PyTorch's convolutions, pools and gradients behind the signatures of c01_convolution."""

import numpy as np
import torch
import torch.nn.functional as F
from torch.nn.modules.utils import _pair as pair


def tensors(*arrays):
    return [None if array is None else torch.from_numpy(np.array(array)) for array in arrays]


def conv_output_size(n, k, stride=1, pad=0, dilation=1):
    line, kernel = torch.zeros(1, 1, n), torch.zeros(1, 1, k)
    try:
        out = F.conv1d(line, kernel, stride=stride, padding=pad, dilation=dilation)
    except RuntimeError as error:
        raise ValueError(str(error)) from None
    return out.shape[-1]


def same_padding(n, k, s):
    # PyTorch has "same" for stride 1 only; what it adds there, less what longer steps leave out.
    out = F.max_pool1d(torch.zeros(1, 1, n), 1, s).shape[-1]
    total = F.relu(torch.tensor((out - 1) * s + k - n)).item()
    return total // 2, total - total // 2


def conv1d(x, w, stride=1, pad=0):
    return F.conv1d(*tensors(x, w), stride=stride, padding=pad).numpy()


def conv2d(x, w, b=None, stride=1, pad=0, dilation=1, groups=1):
    return F.conv2d(*tensors(x, w, b), stride, pad, dilation, groups).numpy()


def conv3d(x, w, b=None, stride=1, pad=0):
    return F.conv3d(*tensors(x, w, b), stride, pad).numpy()


def im2col(x, k, s=1, p=0):
    return F.unfold(*tensors(x), k, padding=p, stride=s).numpy()


def conv2d_backward(dout, cache):
    x, w, stride, pad, dilation = cache
    inputs = tensors(dout, x, w)
    wanted = [True, True, True]
    steps = (pair(stride), pair(pad), pair(dilation))
    options = ([len(w)], *steps, False, [0, 0], 1, wanted)
    gradients = torch.ops.aten.convolution_backward(*inputs, *options)
    return tuple(gradient.numpy() for gradient in gradients)


def max_pool2d(x, k, stride=None, pad=0):
    return F.max_pool2d(*tensors(x), k, stride, pad).numpy()


def max_pool2d_backward(dout, cache):
    x, k, stride, pad = cache
    image, upstream = tensors(x, dout)
    image.requires_grad_()
    F.max_pool2d(image, k, stride, pad).backward(upstream)
    return image.grad.numpy()


def avg_pool2d(x, k, stride=None, pad=0):
    return F.avg_pool2d(*tensors(x), k, stride, pad).numpy()
