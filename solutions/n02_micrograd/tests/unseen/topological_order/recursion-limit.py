"""I believed that a function may call itself as deep as the graph is."""

from __future__ import annotations

from .engine import Value


def topological_order(root: Value) -> list[Value]:
    order: list[Value] = []
    seen: set[int] = set()

    def visit(node: Value) -> None:
        if id(node) in seen:
            return
        seen.add(id(node))
        for each in node.inputs:
            visit(each)
        order.append(node)

    visit(root)
    return order
