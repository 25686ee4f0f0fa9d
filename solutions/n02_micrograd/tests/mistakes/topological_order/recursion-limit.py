"""A generator that yields from itself: as many open frames as the graph is deep."""


def topological_order(root):
    seen = []

    def walk(node):
        if id(node) in seen:
            return
        seen.append(id(node))
        for each in node.inputs:
            yield from walk(each)
        yield node

    return list(walk(root))
