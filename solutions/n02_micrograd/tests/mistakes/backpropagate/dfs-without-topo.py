"""A stack of Values whose gradient has just grown; each passes all of it on again."""


def backpropagate(root):
    waiting, graph = [root], []
    while waiting:
        node = waiting.pop()
        if node not in graph:
            graph.append(node)
            waiting += node.inputs
    for node in graph:
        if node.inputs:
            node.grad = 0.0
    root.grad += 1.0
    stack = [root]
    while stack:
        node = stack.pop()
        node._backward()
        stack.extend(node.inputs)
