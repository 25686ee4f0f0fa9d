"""Every Value of the graph begins at 0, leaves too."""

from .engine import topological_order


def backpropagate(root):
    nodes = topological_order(root)
    for node in nodes:
        node.grad = float(node is root)
    for node in nodes[::-1]:
        if node.inputs:
            node._backward()
