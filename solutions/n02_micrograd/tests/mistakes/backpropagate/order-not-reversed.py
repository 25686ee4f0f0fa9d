"""Reverses in place a list that already was reversed."""

from .engine import topological_order


def backpropagate(root):
    nodes = topological_order(root)[::-1]
    for node in nodes:
        node.grad = 0.0 if node.inputs else node.grad
    nodes[0].grad += 1.0
    nodes.reverse()
    for node in nodes:
        if node.inputs:
            node._backward()
