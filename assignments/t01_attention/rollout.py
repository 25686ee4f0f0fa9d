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
    # TODO: Share of each input token in each token after all layers, by attention rollout
    raise NotImplementedError(
        "attention_rollout: Share of each input token in each token after all layers, by attention "
        "rollout"
    )
