"""Breadth first: each Value is written down when it is found."""

from collections import deque


def topological_order(root):
    order, waiting, seen = [], deque([root]), {id(root)}
    while waiting:
        node = waiting.popleft()
        order.append(node)
        for each in node.inputs:
            if id(each) not in seen:
                seen.add(id(each))
                waiting.append(each)
    return order
