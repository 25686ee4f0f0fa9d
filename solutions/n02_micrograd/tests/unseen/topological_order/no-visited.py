"""I believed that going down to the inputs first is all that the order needs."""

from __future__ import annotations

from .engine import Value


def topological_order(root: Value) -> list[Value]:
    order: list[Value] = []
    stack = [(root, False)]
    while stack:
        node, inputs_done = stack.pop()
        if inputs_done:
            order.append(node)
            continue
        stack.append((node, True))
        for each in node.inputs:
            stack.append((each, False))
    return order
