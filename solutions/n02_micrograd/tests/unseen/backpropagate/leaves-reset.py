"""I believed that a sweep has to begin with every gradient of the graph at 0."""

from __future__ import annotations

from .engine import Value, topological_order


def backpropagate(root: Value) -> None:
    order = topological_order(root)
    for node in order:
        node.grad = 0.0
    root.grad = 1.0
    for node in reversed(order):
        node._backward()
