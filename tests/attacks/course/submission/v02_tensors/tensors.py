"""Honest work; an attack is put below it."""

import torch


def double(x):
    return x + x


def softmax(x):
    powers = (x - x.amax(-1, keepdim=True)).exp()
    return powers / powers.sum(-1, keepdim=True)


def backward(x, upstream):
    return upstream * (1 - x.tanh() ** 2)


def chosen(x):
    return torch.gt(x, 0)
