"""Numbers of numpy; a Value knows when it was made, and that gives the order."""

from .nets import MLP, Layer, Module, Neuron
from .values import Value, backpropagate, topological_order

__all__ = ["MLP", "Layer", "Module", "Neuron", "Value", "backpropagate", "topological_order"]
