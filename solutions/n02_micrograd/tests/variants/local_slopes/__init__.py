"""Each Value stores the slope for each of its inputs; one method serves all operations."""

from .engine import Value, backpropagate, topological_order
from .network import MLP, Layer, Module, Neuron

__all__ = ["MLP", "Layer", "Module", "Neuron", "Value", "backpropagate", "topological_order"]
