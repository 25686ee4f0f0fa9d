"""I believed that a Value can hand its gradient on as soon as some of it has arrived."""

from __future__ import annotations

from .engine import Value, topological_order


def backpropagate(root: Value) -> None:
    for node in topological_order(root):
        if node.inputs:
            node.grad = 0.0
    root.grad += 1.0
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if not node.inputs:
            continue
        node._backward()
        for each in node.inputs:
            if each not in waiting:
                waiting.append(each)
