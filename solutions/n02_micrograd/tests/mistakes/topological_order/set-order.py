"""Layer by layer from the leaves; what is ready is taken from a set."""


def topological_order(root):
    graph, frontier = {root}, {root}
    while frontier:
        frontier = {each for node in frontier for each in node.inputs} - graph
        graph |= frontier
    order, done = [], set()
    while graph:
        ready = {node for node in graph if done.issuperset(node.inputs)}
        order.extend(ready)
        done |= ready
        graph -= ready
    return order
