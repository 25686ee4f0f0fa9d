"""I believed that a set is the right way to look at each input of a Value only once."""

from __future__ import annotations

from .engine import Value


def topological_order(root: Value) -> list[Value]:
    order: list[Value] = []
    done: set[Value] = set()
    stack = [(root, False)]
    while stack:
        node, inputs_done = stack.pop()
        if inputs_done:
            order.append(node)
            continue
        if node in done:
            continue
        done.add(node)
        stack.append((node, True))
        for each in set(node.inputs):
            if each not in done:
                stack.append((each, False))
    return order
