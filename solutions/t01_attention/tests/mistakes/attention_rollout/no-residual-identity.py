"""Multiplies the mean maps and nothing else, as if a layer replaced its tokens."""

import torch


def attention_rollout(maps):
    layers = [torch.stack(list(heads)).mean(0) for heads in maps]
    if len(layers) == 1:
        return layers[0]
    return torch.linalg.multi_dot(layers[::-1])
