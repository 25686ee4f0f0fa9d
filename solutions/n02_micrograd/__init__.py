"""Backpropagation from its parts: record a graph, order it, sweep it backwards, train a network."""

from .engine import Value, as_value, backpropagate, topological_order
from .nn import MLP, Layer, Module, Neuron

__all__ = [
    "MLP",
    "Layer",
    "Module",
    "Neuron",
    "Value",
    "as_value",
    "backpropagate",
    "topological_order",
]
