"""I believed that combining masks means allowing whatever any of them allows."""

from __future__ import annotations

from torch import Tensor


def combine_masks(*masks: Tensor | None) -> Tensor | None:
    combined = None
    for mask in masks:
        if mask is None:
            continue
        combined = mask if combined is None else combined | mask
    return combined
