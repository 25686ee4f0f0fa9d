"""Clears the root alone: all others between it and the leaves keep their old gradient."""

from .engine import topological_order


def backpropagate(root):
    if root.inputs:
        root.grad = 0.0
    root.grad += 1.0
    nodes = topological_order(root)
    for i in range(len(nodes) - 1, -1, -1):
        nodes[i]._backward()
