"""Everything is cleared after the seed was set, the seed too."""

from .engine import topological_order


def backpropagate(root):
    root.grad = 1.0
    nodes = topological_order(root)
    for node in nodes:
        if node.inputs:
            node.grad = 0.0
    while nodes:
        nodes.pop()._backward()
