"""The way back: how the loss changes with the image, the kernels and the biases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .sizes import pair

if TYPE_CHECKING:  # shapes for the reader; nothing to install
    from jaxtyping import Float

    Size = int | tuple[int, int]
    Image = Float[np.ndarray, "b c h w"]
    Kernels = Float[np.ndarray, "o c kh kw"]


def conv2d_backward(
    dout: Float[np.ndarray, "b o h2 w2"], cache: tuple[Image, Kernels, Size, Size, Size]
) -> tuple[Image, Kernels, Float[np.ndarray, " o"]]:
    """Gradients of a loss for the image, the kernels and the biases of `conv2d`.

        dx[b, c, y, z]    = sum of dout[b, o, r, q] * w[o, c, i, j] over all (o, r, q, i, j) for
                            which out[b, o, r, q] has met x[b, c, y, z] with w[o, c, i, j]
        dw[o, c, i, j]    = sum of dout[b, o, r, q] * padded[b, c, r * sh + i * dh, q * sw + j * dw]
                            over b, r, q
        db[o]             = sum of dout[b, o, r, q] over b, r, q

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), equations 9.11 and 9.13.

    Args:
        dout: gradient of the loss for the output of `conv2d`, float32 or float64.
        cache: (x, w, stride, pad, dilation), what `conv2d` was called with. There are no groups.

    Returns:
        (dx, dw, db), with the shapes of x, w and the bias, and the dtype of x.

    Conventions: an entry of x that no window has met has gradient 0. `dout` and what is in the
    cache are not changed.

    Example:
        >>> x, w = np.array([[[[1.0, 2.0, 4.0]]]]), np.array([[[[3.0, 5.0]]]])
        >>> dx, dw, db = conv2d_backward(np.array([[[[1.0, 10.0]]]]), (x, w, 1, 0, 1))
        >>> dx, dw, db
        (array([[[[ 3., 35., 50.]]]]), array([[[[21., 42.]]]]), array([11.]))
    """
    # BEGIN SOLUTION
    x, w, stride, pad, dilation = cache
    (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(pad), pair(dilation)
    (height, width), (kh, kw), (h2, w2) = x.shape[2:], w.shape[2:], dout.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    # EQUIVALENT reduction np.zeros_like(w) -> np.ones_like(w): every entry is assigned below
    grad_padded, grad_w = np.zeros_like(padded), np.zeros_like(w)
    for i in range(kh):
        for j in range(kw):
            # The same entries as on the way forward, as views: what is added arrives in the whole.
            places = np.s_[..., i * dh :: sh, j * dw :: sw]
            met, grad_met = padded[places][..., :h2, :w2], grad_padded[places][..., :h2, :w2]
            grad_w[..., i, j] = np.einsum("bohw,bchw->oc", dout, met)
            grad_met += np.einsum("bohw,oc->bchw", dout, w[..., i, j])
    grad_x = grad_padded[:, :, ph : ph + height, pw : pw + width]
    return grad_x, grad_w, dout.sum(axis=(0, 2, 3))
    # END SOLUTION
    # BEGIN MISTAKE db-axes
    # why: the bias of a channel is added in every place, so its gradient is a sum over places too
    # hint: How many entries has the bias, and how many your db? To which outputs was one bias
    # hint: added?
    # x, w, stride, pad, dilation = cache
    # (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(pad), pair(dilation)
    # (height, width), (kh, kw), (h2, w2) = x.shape[2:], w.shape[2:], dout.shape[2:]
    # padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    # grad_padded, grad_w = np.zeros_like(padded), np.zeros_like(w)
    # for i in range(kh):
    #     for j in range(kw):
    #         places = np.s_[..., i * dh :: sh, j * dw :: sw]
    #         met, grad_met = padded[places][..., :h2, :w2], grad_padded[places][..., :h2, :w2]
    #         grad_w[..., i, j] = np.einsum("bohw,bchw->oc", dout, met)
    #         grad_met += np.einsum("bohw,oc->bchw", dout, w[..., i, j])
    # grad_x = grad_padded[:, :, ph : ph + height, pw : pw + width]
    # return grad_x, grad_w, dout.sum(axis=0)
    # END MISTAKE
    # BEGIN MISTAKE dx-no-flip
    # why: as a correlation over dout the kernel must be turned round; as a scatter it must not
    # hint: Let dout be a single 1 in a corner. The gradient of x is then a copy of the kernel:
    # hint: which way round does it lie?
    # x, w, stride, pad, dilation = cache
    # (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(pad), pair(dilation)
    # (height, width), (kh, kw), (h2, w2) = x.shape[2:], w.shape[2:], dout.shape[2:]
    # padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    # grad_padded, grad_w = np.zeros_like(padded), np.zeros_like(w)
    # for i in range(kh):
    #     for j in range(kw):
    #         places = np.s_[..., i * dh :: sh, j * dw :: sw]
    #         met, grad_met = padded[places][..., :h2, :w2], grad_padded[places][..., :h2, :w2]
    #         grad_w[..., i, j] = np.einsum("bohw,bchw->oc", dout, met)
    #         grad_met += np.einsum("bohw,oc->bchw", dout, w[..., kh - 1 - i, kw - 1 - j])
    # grad_x = grad_padded[:, :, ph : ph + height, pw : pw + width]
    # return grad_x, grad_w, dout.sum(axis=(0, 2, 3))
    # END MISTAKE
    # BEGIN MISTAKE stride-not-dilated
    # why: the gradient of neighbouring outputs belongs stride entries apart, not side by side
    # hint: With stride 2, which entries of x has the second output met? Where does your dx put its
    # hint: gradient?
    # x, w, stride, pad, dilation = cache
    # (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(pad), pair(dilation)
    # (height, width), (kh, kw), (h2, w2) = x.shape[2:], w.shape[2:], dout.shape[2:]
    # padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    # grad_padded, grad_w = np.zeros_like(padded), np.zeros_like(w)
    # for i in range(kh):
    #     for j in range(kw):
    #         places = np.s_[..., i * dh :: sh, j * dw :: sw]
    #         met = padded[places][..., :h2, :w2]
    #         grad_met = grad_padded[..., i * dh :, j * dw :][..., :h2, :w2]
    #         grad_w[..., i, j] = np.einsum("bohw,bchw->oc", dout, met)
    #         grad_met += np.einsum("bohw,oc->bchw", dout, w[..., i, j])
    # grad_x = grad_padded[:, :, ph : ph + height, pw : pw + width]
    # return grad_x, grad_w, dout.sum(axis=(0, 2, 3))
    # END MISTAKE
    # BEGIN MISTAKE crop-missing
    # why: the gradient of the zeros around the image is handed back with that of the image
    # hint: Which shape has x, and which your dx? Who needs the gradient of the padding?
    # x, w, stride, pad, dilation = cache
    # (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(pad), pair(dilation)
    # (kh, kw), (h2, w2) = w.shape[2:], dout.shape[2:]
    # padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    # grad_padded, grad_w = np.zeros_like(padded), np.zeros_like(w)
    # for i in range(kh):
    #     for j in range(kw):
    #         places = np.s_[..., i * dh :: sh, j * dw :: sw]
    #         met, grad_met = padded[places][..., :h2, :w2], grad_padded[places][..., :h2, :w2]
    #         grad_w[..., i, j] = np.einsum("bohw,bchw->oc", dout, met)
    #         grad_met += np.einsum("bohw,oc->bchw", dout, w[..., i, j])
    # return grad_padded, grad_w, dout.sum(axis=(0, 2, 3))
    # END MISTAKE
    # BEGIN MISTAKE overlap-overwrites
    # why: where windows overlap, an entry of x was met several times and owes to each of them
    # hint: An entry in the middle of x was met by several windows. What does the chain rule do
    # hint: with several ways from x to the loss?
    # x, w, stride, pad, dilation = cache
    # (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(pad), pair(dilation)
    # (height, width), (kh, kw), (h2, w2) = x.shape[2:], w.shape[2:], dout.shape[2:]
    # padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    # grad_padded, grad_w = np.zeros_like(padded), np.zeros_like(w)
    # for i in range(kh):
    #     for j in range(kw):
    #         places = np.s_[..., i * dh :: sh, j * dw :: sw]
    #         met, grad_met = padded[places][..., :h2, :w2], grad_padded[places][..., :h2, :w2]
    #         grad_w[..., i, j] = np.einsum("bohw,bchw->oc", dout, met)
    #         grad_met[...] = np.einsum("bohw,oc->bchw", dout, w[..., i, j])
    # grad_x = grad_padded[:, :, ph : ph + height, pw : pw + width]
    # return grad_x, grad_w, dout.sum(axis=(0, 2, 3))
    # END MISTAKE
    # BEGIN MISTAKE batch-mean
    # why: the loss may be a mean, then dout is scaled already; dividing again is wrong
    # hint: Put the same image and dout twice into a batch. What should happen to dw: stay, or
    # hint: double?
    # x, w, stride, pad, dilation = cache
    # (sh, sw), (ph, pw), (dh, dw) = pair(stride), pair(pad), pair(dilation)
    # (height, width), (kh, kw), (h2, w2) = x.shape[2:], w.shape[2:], dout.shape[2:]
    # padded = np.pad(x, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    # grad_padded, grad_w = np.zeros_like(padded), np.zeros_like(w)
    # for i in range(kh):
    #     for j in range(kw):
    #         places = np.s_[..., i * dh :: sh, j * dw :: sw]
    #         met, grad_met = padded[places][..., :h2, :w2], grad_padded[places][..., :h2, :w2]
    #         grad_w[..., i, j] = np.einsum("bohw,bchw->oc", dout, met)
    #         grad_met += np.einsum("bohw,oc->bchw", dout, w[..., i, j])
    # grad_x = grad_padded[:, :, ph : ph + height, pw : pw + width]
    # return grad_x, grad_w / len(x), dout.sum(axis=(0, 2, 3)) / len(x)
    # END MISTAKE
