"""Attention rollout: what a token of the last layer has gathered from each token of the input."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:  # shapes for the reader; nothing to install
    from jaxtyping import Float
    from torch import Tensor


def attention_rollout(maps: list[Float[Tensor, "h n n"]]) -> Float[Tensor, "n n"]:
    """Share of each input token in each token after all layers, by attention rollout.

        layer_l = normalise_rows(mean_over_heads(maps[l]) + identity)
        rollout = layer_L ... layer_2 layer_1

    normalise_rows divides each row by its sum. The identity stands for the residual connection.

    Source: Abnar and Zuidema, Quantifying Attention Flow in Transformers (2020), section 3.

    Args:
        maps: the attention weights of each layer, at least one, from the input to the output: h
            heads, n queries by n keys, float32 or float64. Row i of a head is what token i attends
            to: it sums to 1, or is all zeros where token i was masked.

    Returns:
        Tensor of shape (n, n) with the dtype of the maps: row i is token i after the last layer,
        column j is token j of the input. Each row sums to 1.

    Conventions: a token that attends to nothing in a layer keeps to itself there. The maps are not
    changed.

    Example:
        >>> attention_rollout([torch.tensor([[[0.0, 1.0], [0.0, 1.0]]])])
        tensor([[0.5000, 0.5000],
                [0.0000, 1.0000]])
    """
    # BEGIN SOLUTION
    rollout = None
    for heads in maps:
        attention = heads.mean(dim=0)
        layer = attention + torch.eye(len(attention))
        layer = layer / layer.sum(dim=-1, keepdim=True)
        rollout = layer if rollout is None else layer @ rollout
    return rollout
    # END SOLUTION
    # BEGIN MISTAKE no-residual-identity
    # why: a layer adds its attention to what the token already held; without it tokens forget
    # hint: In a transformer the output of attention is added to its input. Where in your product
    # hint: does a token keep a share of itself?
    # rollout = None
    # for heads in maps:
    #     layer = heads.mean(dim=0)
    #     layer = layer / layer.sum(dim=-1, keepdim=True)
    #     rollout = layer if rollout is None else layer @ rollout
    # return rollout
    # END MISTAKE
    # BEGIN MISTAKE not-renormalized
    # why: rows that sum to 2 double with every layer and are no shares any more
    # hint: What does a row of attention plus identity sum to? And after ten layers?
    # rollout = None
    # for heads in maps:
    #     attention = heads.mean(dim=0)
    #     layer = attention + torch.eye(len(attention))
    #     rollout = layer if rollout is None else layer @ rollout
    # return rollout
    # END MISTAKE
    # BEGIN MISTAKE order-reversed
    # why: matrix products do not commute; the last layer reads the output of the one before
    # hint: Row i of the last layer weighs the tokens that the layer below has made. On which
    # hint: side of the product must the later layer stand for that?
    # rollout = None
    # for heads in maps:
    #     attention = heads.mean(dim=0)
    #     layer = attention + torch.eye(len(attention))
    #     layer = layer / layer.sum(dim=-1, keepdim=True)
    #     rollout = layer if rollout is None else rollout @ layer
    # return rollout
    # END MISTAKE
