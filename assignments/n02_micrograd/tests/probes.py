"""What runs beside the code under test: it builds graphs and networks and returns plain numbers.

A program is a list of steps. Leaves come first; each step makes one more Value from earlier ones,
by their numbers: ("add", 0, 1), ("pow", 2, 3.0), ("tanh", 1), ("plus", 0, 2.5), ...

Wiring is a graph without operations: wiring[i] lists pairs (j, slope), the inputs of Value i.
"""

from __future__ import annotations

import random
from contextlib import contextmanager

from autograder.checks import probe

APPLY = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "pow": lambda a, exponent: a**exponent,
    "neg": lambda a: -a,
    "exp": lambda a: a.exp(),
    "log": lambda a: a.log(),
    "tanh": lambda a: a.tanh(),
    "relu": lambda a: a.relu(),
    "plus": lambda a, number: a + number,
    "minus": lambda a, number: a - number,
    "times": lambda a, number: a * number,
    "over": lambda a, number: a / number,
    "number plus": lambda a, number: number + a,
    "number minus": lambda a, number: number - a,
    "number times": lambda a, number: number * a,
    "number over": lambda a, number: number / a,
}
BETWEEN_VALUES = ("add", "sub", "mul", "div")


def run(values, program):
    """Append what each step of the program makes."""
    for name, *operands in program:
        used = [values[operands[0]], *operands[1:]]
        if name in BETWEEN_VALUES:
            used[1] = values[operands[1]]
        values.append(APPLY[name](*used))
    return values


def data_of(values):
    """The numbers that Values hold, whatever kind of float they are."""
    return [float(each.data) for each in values]


def grads_of(values):
    return [float(each.grad) for each in values]


@contextmanager
def recording(impl):
    """The Values in the order in which they are made, also those inside an operation."""
    made, init = [], impl.Value.__init__

    def remember(self, *args, **kwargs):
        init(self, *args, **kwargs)
        made.append(self)

    impl.Value.__init__ = remember
    try:
        yield made
    finally:
        impl.Value.__init__ = init


# -- operations, without topological_order and backpropagate ---------------------------------------


@probe
def results(impl, leaves, program):
    """The data of all Values of a program."""
    return data_of(run([impl.Value(number) for number in leaves], program))


@probe
def gradients_of_operations(impl, leaves, program, upstream=1.0, before=0.0):
    """Data of the last Value, gradients of leaves and steps; each _backward called once.

    What was made last is asked first, so the order needs no graph. Leaves begin with the gradient
    `before`, the last Value with `upstream`.
    """
    with recording(impl) as made:
        values = run([impl.Value(number) for number in leaves], program)
    for leaf in values[: len(leaves)]:
        leaf.grad = before
    values[-1].grad = upstream
    while made:
        made.pop()._backward()
    return float(values[-1].data), grads_of(values)


@probe
def operands_after(impl, leaves, program):
    """Data and gradients of all Values after the operations, when nobody went back yet."""
    values = [impl.Value(number) for number in leaves]
    for i, leaf in enumerate(values):
        leaf.grad = 10.0 + i
    run(values, program)
    return data_of(values), grads_of(values)


@probe
def leaves_behind(impl, leaves, program):
    """Numbers of the leaves that can be reached from the last Value through `inputs`."""
    values = run([impl.Value(number) for number in leaves], program)
    seen, waiting = {}, [values[-1]]
    for node in waiting:
        seen[id(node)] = node
        waiting += [each for each in node.inputs if id(each) not in seen]
    return [i for i in range(len(leaves)) if id(values[i]) in seen]


# -- graphs without operations ---------------------------------------------------------------------


def numbers_of(order, nodes):
    """The number of each Value in a list; -1 for what is none of the graph's Values."""
    number = {id(node): i for i, node in enumerate(nodes)}
    return [number.get(id(node), -1) for node in order]


def watched(impl, most):
    """A Value that counts in `reads` how often `inputs` is read; after `most` times it has none.

    So code that walks along every single path comes to an end too.
    """

    class Watched(impl.Value):
        reads = 0

        @property
        def inputs(self):
            Watched.reads += 1
            return self.kept if Watched.reads <= most else ()

        @inputs.setter
        def inputs(self, inputs):
            self.kept = tuple(inputs)

    return Watched


def bare(impl, inputs, kind=None):
    """One Value per entry of `inputs`, which lists its inputs by their numbers."""
    kind = kind or watched(impl, 1000 * len(inputs))
    nodes = []
    for i, used in enumerate(inputs):
        nodes.append(kind(float(i), [nodes[j] for j in used]))
    return nodes


def chain(length):
    """inputs of a chain: each Value is made of the one before it."""
    return [[], *([i] for i in range(length))]


@probe
def order_of(impl, inputs, root=-1):
    """The order of a graph's Values, by their numbers."""
    nodes = bare(impl, inputs)
    return numbers_of(impl.topological_order(nodes[root]), nodes)


@probe
def order_of_chain(impl, length):
    """The order of a chain."""
    nodes = bare(impl, chain(length))
    return numbers_of(impl.topological_order(nodes[-1]), nodes)


@probe
def ends_of_chain(impl, length):
    """How many Values stand in the order of a chain, and the first and the last one."""
    nodes = bare(impl, chain(length))
    order = numbers_of(impl.topological_order(nodes[-1]), nodes)
    return [len(order), *order[:1], *order[-1:]]


@probe
def order_of_expression(impl, leaves, program):
    """The data of the Values in the order of a program's last Value."""
    values = run([impl.Value(number) for number in leaves], program)
    return data_of(impl.topological_order(values[-1]))


@probe
def orders_by_hash(impl, inputs, hashes):
    """The order of one graph, built once for each list of hashes, with other addresses too."""

    class Hashed(impl.Value):
        def __hash__(self):
            return self.given

    kept, orders = [], []
    for given in hashes:
        nodes = []
        for i, used in enumerate(inputs):
            kept.append([impl.Value(0.0) for _ in range(given[i] % 5)])
            nodes.append(Hashed(float(i), [nodes[j] for j in used]))
            nodes[-1].given = given[i]
        kept.append(nodes)
        orders.append(numbers_of(impl.topological_order(nodes[-1]), nodes))
    return orders


@probe
def order_and_reads(impl, inputs, most):
    """The order, and how often `inputs` was read; after `most` reads there are no more inputs."""
    kind = watched(impl, most)
    nodes = bare(impl, inputs, kind)
    order = numbers_of(impl.topological_order(nodes[-1]), nodes)
    return order, kind.reads


@probe
def order_twice_and_values(impl, inputs):
    """Two orders of one graph, and what its Values hold after that."""
    nodes = bare(impl, inputs)
    for node in nodes:
        node.grad = node.data / 4
    orders = [numbers_of(impl.topological_order(nodes[-1]), nodes) for _ in range(2)]
    used = [numbers_of(node.inputs, nodes) for node in nodes]
    return orders, data_of(nodes), grads_of(nodes), used


# -- backpropagate, on graphs whose slopes are given -----------------------------------------------


def wired(impl, wiring, calls, most=None):
    """Values that pass their gradient on along `wiring`, and count in `calls` how often."""
    nodes = bare(impl, [[j for j, _ in edges] for edges in wiring])
    most = 10 * len(nodes) if most is None else most
    steps = 0

    def step_of(i):
        def step():
            nonlocal steps
            steps += 1
            calls[i] += 1
            if steps > most:
                raise RuntimeError(f"_backward was called more than {most} times")
            for j, slope in wiring[i]:
                nodes[j].grad += slope * nodes[i].grad

        return step

    for i, edges in enumerate(wiring):
        if edges:
            nodes[i]._backward = step_of(i)
    return nodes


@probe
def swept(impl, wiring, before=None, root=-1):
    """Gradients of all Values after backpropagate, and how often each _backward was called."""
    calls = [0] * len(wiring)
    nodes = wired(impl, wiring, calls)
    for node, grad in zip(nodes, before or [0.0] * len(nodes), strict=True):
        node.grad = grad
    impl.backpropagate(nodes[root])
    return grads_of(nodes), calls


@probe
def swept_again(impl, wiring, roots, reset):
    """Gradients after a sweep from each of the roots in turn; `reset` clears the leaves between."""
    nodes = wired(impl, wiring, [0] * len(wiring), 10 * len(wiring) * len(roots))
    grads = []
    for root in roots:
        if reset:
            for node, edges in zip(nodes, wiring, strict=True):
                node.grad = node.grad if edges else 0.0
        impl.backpropagate(nodes[root])
        grads.append(grads_of(nodes))
    return grads


@probe
def swept_chain(impl, length, slope):
    """Gradients at both ends of a chain."""
    wiring = [[], *([(i, slope)] for i in range(length))]
    nodes = wired(impl, wiring, [0] * len(wiring), 2 * len(wiring))
    impl.backpropagate(nodes[-1])
    return grads_of([nodes[0], nodes[-1]])


@probe
def backward_of(impl, leaves, program):
    """Data and gradients of all Values of a program, by `backward` of the last one."""
    values = run([impl.Value(number) for number in leaves], program)
    values[-1].backward()
    return data_of(values), grads_of(values)


@probe
def backward_twice(impl, leaves, program):
    """Gradients of the leaves after `backward`; then again, when they were set to 0 in between."""
    values = run([impl.Value(number) for number in leaves], program)
    grads = []
    for _ in range(2):
        for leaf in values[: len(leaves)]:
            leaf.grad = 0.0
        values[-1].backward()
        grads.append(grads_of(values[: len(leaves)]))
    return grads


@probe
def backward_of_long_sum(impl, numbers):
    """Data of a running sum that adds one number after the other, and gradient of its start."""
    start = total = impl.Value(0.0)
    for number in numbers:
        total = total + number
    total.backward()
    return float(total.data), float(start.grad)


# -- networks --------------------------------------------------------------------------------------


def write(neuron, row):
    """Weights and then the bias, as numbers."""
    for value, number in zip([*neuron.weights, neuron.bias], row, strict=True):
        value.data = number


def neuron_with(impl, row, nonlin):
    neuron = impl.Neuron(len(row) - 1, random.Random(0), nonlin=nonlin)
    write(neuron, row)
    return neuron


def layer_with(impl, rows, nonlin):
    layer = impl.Layer(len(rows[0]) - 1, len(rows), random.Random(0), nonlin=nonlin)
    for neuron, row in zip(layer.neurons, rows, strict=True):
        write(neuron, row)
    return layer


def model_with(impl, weights):
    """An MLP with weights[layer][neuron] = numbers of the weights and the bias."""
    model = impl.MLP(len(weights[0][0]) - 1, [len(rows) for rows in weights], random.Random(0))
    for layer, rows in zip(model.layers, weights, strict=True):
        for neuron, row in zip(layer.neurons, rows, strict=True):
            write(neuron, row)
    return model


def inputs_of(impl, x, as_values):
    return [impl.Value(number) for number in x] if as_values else list(x)


def named(neuron, prefix=""):
    """The Values of a neuron by name."""
    names = {f"{prefix}weights[{i}]": weight for i, weight in enumerate(neuron.weights)}
    return names | {f"{prefix}bias": neuron.bias}


def names_of(parameters, names):
    """The name of each parameter, sorted; what has none is told by its type."""
    by_id = {id(value): name for name, value in names.items()}
    return sorted(by_id.get(id(each), f"a {type(each).__name__}") for each in parameters)


@probe
def grads_after_zero_grad(impl, grads):
    """Data and gradients of parameters, and of a Value that is none, after zero_grad."""
    values = [impl.Value(float(i)) for i in range(len(grads))]

    class Some(impl.Module):
        def parameters(self):
            return values[:-1]

    for value, grad in zip(values, grads, strict=True):
        value.grad = grad
    Some().zero_grad()
    return data_of(values), grads_of(values)


@probe
def neuron_output(impl, row, x, nonlin=True, as_values=False):
    """What a neuron with these weights returns."""
    return float(neuron_with(impl, row, nonlin)(inputs_of(impl, x, as_values)).data)


@probe
def neuron_gradients(impl, row, x, nonlin):
    """Gradients of the output for the weights, the bias and then the inputs."""
    neuron = neuron_with(impl, row, nonlin)
    inputs = inputs_of(impl, x, as_values=True)
    neuron(inputs).backward()
    return grads_of([*neuron.weights, neuron.bias, *inputs])


@probe
def neuron_parameters(impl, n_inputs):
    """The type of what parameters() returns, and which Values are in it."""
    neuron = impl.Neuron(n_inputs, random.Random(1))
    parameters = neuron.parameters()
    return type(parameters).__name__, names_of(parameters, named(neuron))


@probe
def layer_output(impl, rows, x, nonlin=True, as_values=False):
    """What a layer with these weights returns, as a list of numbers."""
    outputs = layer_with(impl, rows, nonlin)(inputs_of(impl, x, as_values))
    return type(outputs).__name__, data_of(outputs)


@probe
def layer_parameters(impl, n_inputs, n_outputs):
    """The type of what parameters() returns, and which Values are in it."""
    layer = impl.Layer(n_inputs, n_outputs, random.Random(1))
    names = {}
    for i, neuron in enumerate(layer.neurons):
        names |= named(neuron, f"neurons[{i}].")
    parameters = layer.parameters()
    return type(parameters).__name__, names_of(parameters, names)


@probe
def first_weights(impl, n_inputs, n_outputs, nonlin):
    """The weights with which a layer's neurons begin, and whether each applies tanh."""
    layer = impl.Layer(n_inputs, n_outputs, random.Random(2), nonlin=nonlin)
    return [(data_of(neuron.weights), bool(neuron.nonlin)) for neuron in layer.neurons]


@probe
def model_shape(impl, n_inputs, sizes):
    """For each layer the number of weights of each of its neurons."""
    model = impl.MLP(n_inputs, list(sizes), random.Random(3))
    return [[len(neuron.weights) for neuron in layer.neurons] for layer in model.layers]


@probe
def model_output(impl, weights, x, as_values=False):
    """What a network with these weights returns, as a list of numbers."""
    outputs = model_with(impl, weights)(inputs_of(impl, x, as_values))
    return type(outputs).__name__, data_of(outputs)


@probe
def model_parameters(impl, n_inputs, sizes):
    """The type of what parameters() returns, and which Values are in it."""
    model = impl.MLP(n_inputs, list(sizes), random.Random(4))
    names = {}
    for k, layer in enumerate(model.layers):
        for i, neuron in enumerate(layer.neurons):
            names |= named(neuron, f"layers[{k}].neurons[{i}].")
    parameters = model.parameters()
    return type(parameters).__name__, names_of(parameters, names)


@probe
def training(impl, weights, points, targets, steps, rate):
    """Losses of gradient descent on the mean squared error, and the weights at the end."""
    model = model_with(impl, weights)
    losses = []
    for _ in range(steps):
        loss = impl.Value(0.0)
        for point, target in zip(points, targets, strict=True):
            for output, wanted in zip(model(point), target, strict=True):
                loss = loss + (output - wanted) ** 2 / len(points)
        losses.append(float(loss.data))
        model.zero_grad()
        loss.backward()
        for value in model.parameters():
            value.data -= rate * value.grad
    rows = [[data_of(named(neuron).values()) for neuron in each.neurons] for each in model.layers]
    return losses, rows
