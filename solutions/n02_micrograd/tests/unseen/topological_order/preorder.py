"""I believed that a Value belongs into the list at the moment when it is first met."""

from __future__ import annotations

from .engine import Value


def topological_order(root: Value) -> list[Value]:
    order: list[Value] = []
    seen: set[int] = set()
    stack = [root]
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        order.append(node)
        stack.extend(node.inputs)
    return order
