"""Breadth first and turned round in the end, with a Value once for every path to it."""


def topological_order(root):
    order, level = [], [root]
    while level:
        order += level
        level = [each for node in level for each in node.inputs]
    order.reverse()
    return order
