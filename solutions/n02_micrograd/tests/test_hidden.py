"""Hidden checks: random graphs against oracles that never go backwards, and edges.

The oracle of expressions is forward mode: `Dual` carries a number and its derivative for one Value.
The oracle of bare graphs adds up all paths, as powers of the matrix of slopes.
"""

from math import exp, isclose, log, tanh

import numpy as np

from autograder.checks import expect, task

from .probes import (
    backward_of,
    backward_of_long_sum,
    backward_twice,
    first_weights,
    gradients_of_operations,
    grads_after_zero_grad,
    layer_output,
    layer_parameters,
    leaves_behind,
    model_output,
    model_parameters,
    model_shape,
    neuron_gradients,
    neuron_output,
    neuron_parameters,
    operands_after,
    order_and_reads,
    order_of,
    order_of_chain,
    order_of_expression,
    order_twice_and_values,
    orders_by_hash,
    results,
    swept,
    swept_again,
    swept_chain,
    training,
)

NEAR = {"rtol": 1e-9, "atol": 1e-11}


# -- the oracle of expressions -----------------------------------------------------------------


class Dual:
    """A number and its derivative: x + x' eps, with eps * eps = 0."""

    def __init__(self, x, dx=0.0):
        self.x, self.dx = x, dx


FORWARD = {
    "add": lambda a, b: Dual(a.x + b.x, a.dx + b.dx),
    "sub": lambda a, b: Dual(a.x - b.x, a.dx - b.dx),
    "mul": lambda a, b: Dual(a.x * b.x, a.dx * b.x + a.x * b.dx),
    "div": lambda a, b: Dual(a.x / b.x, (a.dx * b.x - a.x * b.dx) / (b.x * b.x)),
    "pow": lambda a, n: Dual(a.x**n, n * a.x**n / a.x * a.dx),
    "neg": lambda a: Dual(-a.x, -a.dx),
    "exp": lambda a: Dual(exp(a.x), exp(a.x) * a.dx),
    "log": lambda a: Dual(log(a.x), a.dx / a.x),
    "tanh": lambda a: Dual(tanh(a.x), a.dx - tanh(a.x) ** 2 * a.dx),
    "relu": lambda a: Dual(a.x, a.dx) if a.x > 0 else Dual(0.0),
    "plus": lambda a, k: Dual(a.x + k, a.dx),
    "minus": lambda a, k: Dual(a.x - k, a.dx),
    "times": lambda a, k: Dual(a.x * k, a.dx * k),
    "over": lambda a, k: Dual(a.x / k, a.dx / k),
    "number plus": lambda a, k: Dual(k + a.x, a.dx),
    "number minus": lambda a, k: Dual(k - a.x, -a.dx),
    "number times": lambda a, k: Dual(k * a.x, k * a.dx),
    "number over": lambda a, k: Dual(k / a.x, -k / a.x**2 * a.dx),
}
BETWEEN = ("add", "sub", "mul", "div")
ALONE = ("neg", "exp", "log", "tanh", "relu")
WITH_NUMBER = tuple(name for name in FORWARD if name not in (*BETWEEN, *ALONE, "pow"))


def forward(leaves, program, seed=None):
    """All Values of a program as Duals; the derivatives are those for Value number `seed`."""
    values = [Dual(number, float(i == seed)) for i, number in enumerate(leaves)]
    for name, *operands in program:
        used = [values[operands[0]], *operands[1:]]
        if name in BETWEEN:
            used[1] = values[operands[1]]
        made = FORWARD[name](*used)
        values.append(Dual(made.x, 1.0) if len(values) == seed else made)
    return values


def oracle(leaves, program):
    """Data of all Values, and the gradient of the last one for each of them."""
    data = [each.x for each in forward(leaves, program)]
    return data, [forward(leaves, program, seed)[-1].dx for seed in range(len(data))]


def usual(name, data, operands):
    """Whether an operation stays away from kinks, poles and large numbers."""
    x = data[operands[0]]
    divisor = data[operands[1]] if name == "div" else x if name == "number over" else 1.0
    return (
        abs(divisor) > 0.2
        and not (name == "relu" and abs(x) < 0.05)
        and not (name == "log" and x < 0.2)
        and not (name == "exp" and x > 2.5)
        and not (name == "pow" and (abs(x) < 0.3 or (x < 0 and operands[1] % 1)))
    )


def random_step(rng, size):
    """An operation on some of the last few of `size` Values, so that the graph becomes deep."""
    near = [int(i) for i in rng.integers(max(0, size - 7), size, size=2)]
    kind = rng.random()
    if kind < 0.5:
        return BETWEEN[rng.integers(len(BETWEEN))], near
    if kind < 0.7:
        return ALONE[rng.integers(len(ALONE))], near[:1]
    if kind < 0.8:
        return "pow", [near[0], (-2, -1, 0.5, 2, 3, 2.5)[rng.integers(6)]]
    number = float(rng.uniform(0.4, 2.0) * rng.choice([-1, 1]))
    return WITH_NUMBER[rng.integers(len(WITH_NUMBER))], [near[0], number]


def random_program(rng, n_leaves, steps):
    """Leaves and steps of a graph in which inner Values are used again and again."""
    leaves = [
        float(x) for x in rng.uniform(0.3, 1.8, size=n_leaves) * rng.choice([-1, 1], n_leaves)
    ]
    program, data = [], list(leaves)
    while len(program) < steps:
        name, operands = random_step(rng, len(data))
        if usual(name, data, operands):
            x = forward(leaves, [*program, (name, *operands)])[-1].x
            if abs(x) < 8:
                program.append((name, *operands))
                data.append(x)
    return leaves, program


def reused(program, n_leaves):
    """How many inner Values of a program are used by at least two operations."""
    uses = [i for name, *ops in program for i in set(ops[: 1 + (name in BETWEEN)]) if i >= n_leaves]
    return sum(uses.count(i) > 1 for i in set(uses))


def reaching(leaves, program):
    """A random program's root is its last Value; leave out what does not lead to it."""
    wanted, kept = {len(leaves) + len(program) - 1}, []
    for i in reversed(range(len(program))):
        name, *operands = program[i]
        if i + len(leaves) in wanted:
            kept.append(i)
            wanted |= set(operands[: 1 + (name in BETWEEN)])
    number = {old: old for old in range(len(leaves))}
    number |= {old + len(leaves): len(leaves) + new for new, old in enumerate(reversed(kept))}
    renumbered = []
    for i in reversed(kept):
        name, *operands = program[i]
        places = 1 + (name in BETWEEN)
        renumbered.append((name, *(number[j] for j in operands[:places]), *operands[places:]))
    return renumbered


def random_expression(rng, n_leaves=4, steps=30, inner_reused=4):
    """A random program whose steps all lead to the root, with inner Values that are reused."""
    for _ in range(500):
        leaves, program = random_program(rng, n_leaves, steps)
        program = reaching(leaves, program)
        _, grads = oracle(leaves, program)
        tame = max(map(abs, grads)) < 1e4
        if tame and len(program) > steps // 3 and reused(program, n_leaves) >= inner_reused:
            return leaves, program
    raise AssertionError("no expression of 500 reuses enough Values")


# -- Value -----------------------------------------------------------------------------------------


def judge_operations(student, leaves, program, upstream=1.0, before=0.0):
    """Data and gradients of a program, compared with forward mode."""
    data, grads = oracle(leaves, program)
    expected = [upstream * grad for grad in grads]
    expected[: len(leaves)] = [before + grad for grad in expected[: len(leaves)]]
    returned = gradients_of_operations(student, leaves, program, upstream, before)
    got, got_grads = expect(returned).unpacks_to(2)
    expect(got).close_to(data[-1], **NEAR)
    expect(got_grads).close_to(expected, **NEAR)


@task("Value")
def test_each_operation_of_two_values(student, rng):
    """Sum, difference, product and quotient: results, and gradients for any upstream gradient."""
    for name in BETWEEN:
        for _ in range(3):
            leaves = [float(x) for x in rng.uniform(0.4, 3.0, 2) * rng.choice([-1, 1], 2)]
            judge_operations(student, leaves, [(name, 0, 1)], float(rng.normal()))
            judge_operations(student, leaves, [(name, 1, 0)], float(rng.normal()))


@task("Value")
def test_each_operation_of_one_value(student, rng):
    """neg, exp, log, tanh and relu: results, and gradients for any upstream gradient."""
    for name in ALONE:
        for _ in range(3):
            x = float(rng.uniform(0.1, 3.0)) * (1 if name == "log" else rng.choice([-1.0, 1.0]))
            judge_operations(student, [float(x)], [(name, 0)], float(rng.normal()))


@task("Value")
def test_each_operation_with_a_number(student, rng):
    """Numbers on the left and on the right, whole ones too: results and gradients."""
    for name in WITH_NUMBER:
        for number in (3, -2, float(rng.uniform(0.5, 4.0)), -0.75):
            x = float(rng.uniform(0.4, 2.0) * rng.choice([-1, 1]))
            judge_operations(student, [x], [(name, 0, number)], float(rng.normal()))


@task("Value")
def test_powers(student, rng):
    """Whole, negative and broken exponents."""
    for exponent in (-3, -2.0, -1, 1, 2, 3.0, 4, 7):
        x = float(rng.uniform(0.5, 1.7) * rng.choice([-1, 1]))
        judge_operations(student, [x], [("pow", 0, exponent)], float(rng.normal()))
    for exponent in (-1.5, -0.5, 0.5, 1 / 3, 2.5):
        x = float(rng.uniform(0.2, 3.0))
        judge_operations(student, [x], [("pow", 0, exponent)], float(rng.normal()))


@task("Value")
def test_relu_on_both_sides_and_at_its_kink(student, rng):
    """Slope 1 above 0, slope 0 below and at 0."""
    for x in (-3.0, -1e-9, 0.0, 1e-9, 2.5, float(rng.normal())):
        upstream = float(rng.normal())
        returned = gradients_of_operations(student, [x], [("relu", 0)], upstream)
        data, grads = expect(returned).unpacks_to(2)
        expect(data).close_to(max(x, 0.0), **NEAR)
        expect(grads).close_to([upstream if x > 0 else 0.0, upstream], **NEAR)


@task("Value")
def test_tanh_far_from_zero(student):
    """tanh is right for arguments of any size, with slope 0 where it is flat."""
    for x in (20.0, -30.0, 400.0, -800.0, 1000.0):
        returned = gradients_of_operations(student, [x], [("tanh", 0)])
        data, grads = expect(returned).unpacks_to(2)
        expect(data).close_to(1.0 if x > 0 else -1.0, **NEAR)
        expect(grads).close_to([0.0, 1.0], **NEAR)


@task("Value")
def test_gradients_add_to_what_is_there(student, rng):
    """A gradient that a Value already has is added to, by every operation."""
    for name in (*BETWEEN, *ALONE, "pow", *WITH_NUMBER):
        x, y, upstream = (float(each) for each in rng.uniform(0.4, 1.6, 3))
        operands = [0, 1] if name in BETWEEN else [0] if name in ALONE else [0, 3.0]
        leaves = [x, y] if name in BETWEEN else [x]
        judge_operations(student, leaves, [(name, *operands)], upstream, before=5.0)


@task("Value")
def test_one_value_as_both_operands(student, rng):
    """a + a, a - a, a * a, a / a, and the same with an inner Value."""
    for name in BETWEEN:
        x = float(rng.uniform(0.5, 2.0))
        judge_operations(student, [x], [(name, 0, 0)], float(rng.normal()))
        program = [("tanh", 0), (name, 1, 1), ("times", 2, 3.0)]
        judge_operations(student, [x], program, float(rng.normal()))


@task("Value")
def test_random_expressions(student, rng):
    """Random expressions of all operations, in which inner Values are used again."""
    for _ in range(6):
        leaves, program = random_expression(rng)
        judge_operations(student, leaves, program, float(rng.normal()))


@task("Value")
def test_gradients_are_slopes(student, rng):
    """Gradients agree with central differences of your own results."""
    leaves, program = random_expression(rng, n_leaves=3, steps=18, inner_reused=2)
    h, expected = 1e-6, []
    for i in range(len(leaves)):
        ends = []
        for step in (h, -h):
            moved = [x + step * (i == j) for j, x in enumerate(leaves)]
            size = len(leaves) + len(program)
            ends.append(expect(results(student, moved, program)).has_length(size).value[-1])
            expect(ends[-1]).close_to(forward(moved, program)[-1].x, **NEAR)
        expected.append((ends[0] - ends[1]) / (2 * h))
    _, grads = expect(gradients_of_operations(student, leaves, program)).unpacks_to(2)
    grads = expect(grads).has_length(len(leaves) + len(program)).value
    expect(grads[: len(leaves)], "the gradients").close_to(expected, rtol=1e-5, atol=1e-5)


@task("Value")
def test_every_operation_records_its_operands(student, rng):
    """From every kind of result its operands, and no others, are reached through `inputs`."""
    leaves = [float(x) for x in rng.uniform(0.5, 2.0, 5)]
    for name in (*BETWEEN, *ALONE, "pow", *WITH_NUMBER):
        i, j = (int(each) for each in rng.permutation(5)[:2])
        operands = [i, j] if name in BETWEEN else [i] if name in ALONE else [i, 2.0]
        expected = sorted({i, j} if name in BETWEEN else {i})
        expect(leaves_behind(student, leaves, [(name, *operands)])).equal_to(expected)


@task("Value")
def test_every_operation_leaves_its_operands(student, rng):
    """Operations write neither into data nor into grad, also in long expressions."""
    leaves, program = random_expression(rng)
    data, _ = oracle(leaves, program)
    grads = [10.0 + i for i in range(len(leaves))] + [0.0] * len(program)
    expect(operands_after(student, leaves, program)).close_to((data, grads), **NEAR)


# -- topological_order -------------------------------------------------------------------------


def random_graph(rng, size, most_inputs=3):
    """For each Value the numbers of its inputs; some stand there twice, some Values lie apart."""
    inputs = [[], []]
    for i in range(2, size):
        count = int(rng.integers(0, most_inputs + 1))
        inputs.append([int(j) for j in rng.integers(max(0, i - 9), i, size=count)])
    inputs[-1] = [size - 2, size - 3, size - 2]
    return inputs


def reachable(inputs, root):
    """Values that a path of `inputs` joins to the root, by the powers of a matrix."""
    steps = np.eye(len(inputs), dtype=int)
    for i, used in enumerate(inputs):
        steps[i, used] = 1
    for _ in range(len(inputs).bit_length()):
        steps = np.minimum(steps @ steps, 1)
    return {int(j) for j in np.flatnonzero(steps[root])}


def is_order(inputs, root):
    """A predicate: each Value of the root's graph once, and after its inputs."""
    wanted = sorted(reachable(inputs, root))

    def holds(order):
        if sorted(order) != wanted:
            return False
        place = {i: at for at, i in enumerate(order)}
        return all(place[j] < place[i] for i in order for j in inputs[i])

    return holds


def judge_order(returned, inputs, root=-1):
    root %= len(inputs)
    expect(returned).has_type(list).satisfies(
        is_order(inputs, root), "each Value of the graph stands there once, after its inputs"
    )


@task("topological_order")
def test_order_of_random_graphs(student, rng):
    """Random graphs with many paths: each Value of the graph once, after all of its inputs."""
    for size in (5, 9, 20, 40, 80):
        inputs = random_graph(rng, size)
        judge_order(order_of(student, inputs), inputs)
        root = int(rng.integers(2, size))
        judge_order(order_of(student, inputs, root), inputs, root)


@task("topological_order")
def test_order_where_a_value_is_needed_early_and_late(student):
    """A Value that is an input of the root and, much deeper, of others."""
    size = 30
    inputs = [[], *([i] for i in range(size)), [size, 0, 1, size // 2]]
    expect(order_of(student, inputs)).equal_to(list(range(size + 2)))
    inputs = [[], *([i] for i in range(size)), [0, 1, size // 2, size]]
    expect(order_of(student, inputs)).equal_to(list(range(size + 2)))


@task("topological_order")
def test_order_of_a_deep_chain(student):
    """5,000 steps deep, without touching the recursion limit."""
    expect(order_of_chain(student, 5000)).equal_to(list(range(5001)))


@task("topological_order")
def test_order_of_many_paths(student):
    """Values that each use the one before twice: many more paths than reads of `inputs`."""
    inputs = [[], *([i, i] for i in range(60))]
    order, reads = expect(order_and_reads(student, inputs, 3000)).unpacks_to(2)
    expect(order).equal_to(list(range(61)))
    expect(reads, "how often `inputs` was read").at_most(3000)


@task("topological_order")
def test_order_does_not_depend_on_hashes(student, rng):
    """The same graph, built again with other hashes and addresses, is listed in the same order."""
    size = 40
    inputs = [[] for _ in range(size)]
    inputs += [[int(j) for j in rng.permutation(size)[:12]] for _ in range(5)]
    # The root leads to the leaves through others first: their inputs are met in order, too.
    inputs.append([*range(size, size + 5), *(int(j) for j in rng.permutation(size))])
    hashes = [[int(h) for h in rng.permutation(len(inputs))] for _ in range(4)]
    orders = expect(orders_by_hash(student, inputs, hashes)).has_length(4).has_type(list)
    orders.satisfies(lambda each: all(order == each[0] for order in each), "all orders are equal")
    orders.satisfies(
        lambda each: is_order(inputs, len(inputs) - 1)(each[0]), "inputs before outputs"
    )


@task("topological_order")
def test_order_repeats_and_leaves_the_graph(student, rng):
    """A second call gives the same order, and no Value is changed."""
    inputs = random_graph(rng, 15)
    orders, data, grads, used = expect(order_twice_and_values(student, inputs)).unpacks_to(4)
    both = expect(orders).has_type(list).has_length(2)
    both.satisfies(lambda each: each[0] == each[1], "both orders are equal")
    both.satisfies(lambda each: is_order(inputs, len(inputs) - 1)(each[0]), "inputs before outputs")
    expect(data, "data after the calls").close_to([float(i) for i in range(15)], **NEAR)
    expect(grads, "grad after the calls").close_to([i / 4 for i in range(15)], **NEAR)
    expect(used, "inputs after the calls").equal_to(inputs)


@task("topological_order")
def test_order_of_a_real_expression(student):
    """An expression that your operations have made ends with its root, operands before results."""
    program = [("mul", 0, 1), ("exp", 2), ("add", 3, 2), ("mul", 4, 2)]
    data = forward([2.0, 0.25], program)
    places = [each.x for each in data]

    def holds(order):
        at = [next((i for i, x in enumerate(order) if isclose(x, y)), -1) for y in places]
        pairs = ((0, 2), (1, 2), (2, 3), (3, 4), (2, 4), (4, 5))
        return -1 not in at and at[5] == len(order) - 1 and all(at[a] < at[b] for a, b in pairs)

    returned = order_of_expression(student, [2.0, 0.25], program)
    expect(returned).has_type(list).satisfies(holds, "operands stand before results, root last")


# -- backpropagate -----------------------------------------------------------------------------


def random_wiring(rng, size):
    """A random graph with a small whole slope on every edge, so that sums are exact."""
    slopes = (-3.0, -2.0, -1.0, 1.0, 2.0, 3.0)
    inputs = random_graph(rng, size)
    return [[(j, slopes[rng.integers(6)]) for j in dict.fromkeys(used)] for used in inputs]


def all_paths(wiring, root=-1):
    """For each Value the sum over all paths from the root of the products of their slopes."""
    slopes = np.zeros((len(wiring), len(wiring)))
    for i, edges in enumerate(wiring):
        for j, slope in edges:
            slopes[i, j] += slope
    paths = np.zeros(len(wiring))
    paths[root] = 1.0
    total = paths.copy()
    for _ in wiring:
        paths = paths @ slopes
        total += paths
    return [float(each) for each in total]


@task("backpropagate")
def test_sweep_adds_up_all_paths(student, rng):
    """Random graphs: every Value's gradient is the sum over all paths; each _backward runs once."""
    for size in (6, 10, 14, 18):
        wiring = random_wiring(rng, size)
        grads, calls = expect(swept(student, wiring)).unpacks_to(2)
        expect(grads).close_to(all_paths(wiring), **NEAR)
        graph = reachable([[j for j, _ in edges] for edges in wiring], size - 1)
        once = [int(i in graph and bool(edges)) for i, edges in enumerate(wiring)]
        expect(calls, "calls of each _backward").equal_to(once)


@task("backpropagate")
def test_sweep_of_inner_values_that_are_used_again(student, rng):
    """Chains of inner Values, each used by two later ones."""
    for size in (4, 7, 11):
        wiring = [[]]
        for i in range(1, size):
            used = [i - 1, i - 2] if i > 1 else [0]
            wiring.append([(j, float(rng.integers(1, 4))) for j in used])
        grads, calls = expect(swept(student, wiring)).unpacks_to(2)
        expect(grads).close_to(all_paths(wiring), **NEAR)
        expect(calls, "calls of each _backward").equal_to([0] + [1] * (size - 1))


@task("backpropagate")
def test_sweep_of_many_paths(student):
    """Values that each use the one before twice: paths without number, one call for each Value."""
    wiring = [[], *([(i, 1.0), (i, 1.0)] for i in range(60))]
    grads, calls = expect(swept(student, wiring)).unpacks_to(2)
    expect(grads).close_to([2.0 ** (60 - i) for i in range(61)], **NEAR)
    expect(calls, "calls of each _backward").equal_to([0] + [1] * 60)


@task("backpropagate")
def test_sweep_of_a_deep_chain(student):
    """5,000 steps deep."""
    expect(swept_chain(student, 5000, -1.0)).close_to([1.0, 1.0], **NEAR)
    expect(swept_chain(student, 5001, -1.0)).close_to([-1.0, 1.0], **NEAR)


@task("backpropagate")
def test_sweep_forgets_old_gradients_but_not_those_of_leaves(student, rng):
    """What stood in grad before: leaves add to it, all others forget it, outsiders keep it."""
    wiring = random_wiring(rng, 12)
    root = 9
    wiring[root] = [(8, 2.0), (7, -1.0), (5, 3.0)]
    before = [float(x) for x in rng.integers(100, 900, size=12)]
    grads, _ = expect(swept(student, wiring, before, root)).unpacks_to(2)
    graph = reachable([[j for j, _ in edges] for edges in wiring], root)
    paths = all_paths(wiring, root)
    expected = [
        paths[i] + before[i] * (i not in graph or not edges) for i, edges in enumerate(wiring)
    ]
    expect(grads).close_to(expected, **NEAR)


@task("backpropagate")
def test_sweep_stays_in_the_graph_of_its_root(student, rng):
    """From a Value in the middle: what was made later is neither called nor changed."""
    wiring = random_wiring(rng, 14)
    root = 8
    wiring[root] = [(7, 2.0), (6, -1.0)]
    grads, calls = expect(swept(student, wiring, None, root)).unpacks_to(2)
    expect(grads).close_to(all_paths(wiring, root), **NEAR)
    later = expect(calls, "calls of each _backward").has_type(list).has_length(14)
    later.satisfies(lambda each: not any(each[root + 1 :]), "later Values are not called")


@task("backpropagate")
def test_sweep_again_after_the_leaves_are_cleared(student, rng):
    """Three sweeps of one graph, only the leaves' grad set to 0 in between: the same each time."""
    wiring = random_wiring(rng, 13)
    expected = [all_paths(wiring)] * 3
    expect(swept_again(student, wiring, [-1] * 3, True)).close_to(expected, **NEAR)


@task("backpropagate")
def test_sweeps_of_several_losses_add_up_in_the_leaves(student):
    """Two roots over shared Values: leaves hold the sum, inner Values the last gradient."""
    wiring = [[], [], [(0, 2.0), (1, 3.0)], [(2, 5.0)], [(2, 7.0), (1, 1.0)]]
    first = [10.0, 15.0, 5.0, 1.0, 0.0]
    second = [24.0, 37.0, 7.0, 1.0, 1.0]
    third = [38.0, 59.0, 7.0, 1.0, 1.0]
    expect(swept_again(student, wiring, [3, 4, 4], False)).close_to([first, second, third], **NEAR)


@task("backpropagate")
def test_sweep_from_a_leaf(student):
    """A root without inputs has the gradient 1."""
    grads, _ = expect(swept(student, [[], []], None, 0)).unpacks_to(2)
    expect(grads).close_to([1.0, 0.0], **NEAR)


@task("backpropagate")
def test_backward_of_random_expressions(student, rng):
    """Random expressions by `backward`: the gradients of all Values, and twice the same."""
    for _ in range(5):
        leaves, program = random_expression(rng)
        data, grads = oracle(leaves, program)
        expect(backward_of(student, leaves, program)).close_to((data, grads), **NEAR)
        expected = [grads[: len(leaves)]] * 2
        expect(backward_twice(student, leaves, program)).close_to(expected, **NEAR)


@task("backpropagate")
def test_backward_of_a_long_running_sum(student, rng):
    """A running sum of 5,000 numbers."""
    numbers = [float(x) for x in rng.normal(size=5000)]
    expected = (float(np.sum(numbers)), 1.0)
    expect(backward_of_long_sum(student, numbers)).close_to(expected, rtol=1e-8, atol=1e-8)


# -- Module, Neuron, Layer, MLP --------------------------------------------------------------------


def random_row(rng, n_inputs):
    """Weights and bias of a neuron."""
    return [float(x) for x in rng.normal(0.0, 0.8, size=n_inputs + 1)]


def random_rows(rng, n_inputs, n_outputs):
    return [random_row(rng, n_inputs) for _ in range(n_outputs)]


def random_weights(rng, n_inputs, sizes):
    widths = [n_inputs, *sizes]
    return [random_rows(rng, *pair) for pair in zip(widths[:-1], sizes, strict=True)]


def random_inputs(rng, size):
    return [float(x) for x in rng.normal(size=size)]


def network(weights, X):
    """Outputs of all layers for the rows of X, by matrices."""
    outputs = [np.asarray(X)]
    for k, rows in enumerate(weights):
        W = np.asarray(rows)
        scores = outputs[-1] @ W[:, :-1].T + W[:, -1]
        outputs.append(scores if k == len(weights) - 1 else np.tanh(scores))
    return outputs


@task("Module")
def test_zero_grad_of_any_parameters(student, rng):
    """Only the gradients, only of the parameters, of any number."""
    for size in (1, 2, 6):
        grads = [float(x) for x in rng.normal(size=size)]
        expected = ([float(i) for i in range(size)], [0.0] * (size - 1) + grads[-1:])
        expect(grads_after_zero_grad(student, grads)).close_to(expected, **NEAR)


@task("Neuron")
def test_neuron_output_for_random_weights(student, rng):
    """With and without tanh, for numbers and for Values, with one input and with many."""
    for n_inputs in (1, 2, 5, 9):
        for nonlin in (True, False):
            row, x = random_row(rng, n_inputs), random_inputs(rng, n_inputs)
            score = float(np.dot(row[:-1], x) + row[-1])
            expected = tanh(score) if nonlin else score
            for as_values in (False, True):
                expect(neuron_output(student, row, x, nonlin, as_values)).close_to(expected, **NEAR)


@task("Neuron")
def test_neuron_gradients(student, rng):
    """Gradients for weights, bias and inputs, with and without tanh."""
    for nonlin in (True, False):
        row, x = random_row(rng, 4), random_inputs(rng, 4)
        slope = 1 - tanh(float(np.dot(row[:-1], x) + row[-1])) ** 2 if nonlin else 1.0
        expected = [slope * each for each in (*x, 1.0, *row[:-1])]
        expect(neuron_gradients(student, row, x, nonlin)).close_to(expected, **NEAR)


@task("Neuron")
def test_neuron_parameters(student):
    """All weights and the bias, each once, none else."""
    for n_inputs in (1, 3, 7):
        expected = ("list", ["bias", *(f"weights[{i}]" for i in range(n_inputs))])
        expect(neuron_parameters(student, n_inputs)).equal_to(expected)


@task("Layer")
def test_layer_output_for_random_weights(student, rng):
    """Every neuron has weights of its own; the outputs stand in the order of the neurons."""
    for n_inputs, n_outputs in ((2, 3), (5, 4), (3, 1)):
        for nonlin in (True, False):
            rows, x = random_rows(rng, n_inputs, n_outputs), random_inputs(rng, n_inputs)
            scores = np.asarray(rows)[:, :-1] @ x + np.asarray(rows)[:, -1]
            expected = [float(each) for each in (np.tanh(scores) if nonlin else scores)]
            for as_values in (False, True):
                returned = layer_output(student, rows, x, nonlin, as_values)
                expect(returned).close_to(("list", expected), **NEAR)


@task("Layer")
def test_layer_neurons_begin_differently(student):
    """Fresh neurons: as many as asked for, all weights different, tanh as asked for."""
    for nonlin in (True, False):
        neurons = expect(first_weights(student, 3, 4, nonlin)).has_type(list).has_length(4)
        neurons.satisfies(lambda each: all(len(w) == 3 for w, _ in each), "three weights each")
        neurons.satisfies(
            lambda each: len({number for w, _ in each for number in w}) == 12,
            "no two weights are equal",
        )
        flags = [nonlin] * 4
        neurons.satisfies(lambda each, flags=flags: [f for _, f in each] == flags, "nonlin is kept")


@task("Layer")
def test_layer_parameters(student):
    """The Values of all neurons, each once, in one flat list."""
    for n_inputs, n_outputs in ((2, 3), (1, 5), (4, 1)):
        expected = [
            f"neurons[{i}].{name}"
            for i in range(n_outputs)
            for name in ["bias", *(f"weights[{j}]" for j in range(n_inputs))]
        ]
        returned = layer_parameters(student, n_inputs, n_outputs)
        expect(returned).equal_to(("list", sorted(expected)))


@task("MLP")
def test_mlp_shapes(student):
    """Sizes of one, two and four layers."""
    for n_inputs, sizes in ((3, [2]), (2, [5, 3]), (4, [3, 1, 6, 2])):
        widths = [n_inputs, *sizes]
        expected = [[width] * size for width, size in zip(widths[:-1], sizes, strict=True)]
        expect(model_shape(student, n_inputs, sizes)).equal_to(expected)


@task("MLP")
def test_mlp_output_for_random_weights(student, rng):
    """tanh after every layer but the last one, for one layer and for several."""
    for n_inputs, sizes in ((3, [2]), (2, [5, 3]), (4, [3, 6, 1]), (1, [2, 2, 2, 3])):
        weights, x = random_weights(rng, n_inputs, sizes), random_inputs(rng, n_inputs)
        expected = [float(each) for each in network(weights, [x])[-1][0]]
        for as_values in (False, True):
            returned = model_output(student, weights, x, as_values)
            expect(returned).close_to(("list", expected), **NEAR)


@task("MLP")
def test_mlp_output_is_not_bounded(student, rng):
    """Large weights in the last layer give large scores."""
    weights = random_weights(rng, 2, [3, 2])
    weights[-1] = [[50.0 * number for number in row] for row in weights[-1]]
    x = random_inputs(rng, 2)
    expected = [float(each) for each in network(weights, [x])[-1][0]]
    expect(model_output(student, weights, x)).close_to(("list", expected), **NEAR)


@task("MLP")
def test_mlp_parameters(student):
    """The Values of all layers, each once, in one flat list."""
    for n_inputs, sizes in ((2, [3, 1]), (3, [2, 2, 4])):
        expected = [
            f"layers[{k}].neurons[{i}].{name}"
            for k, (width, size) in enumerate(zip([n_inputs, *sizes], sizes, strict=False))
            for i in range(size)
            for name in ["bias", *(f"weights[{j}]" for j in range(width))]
        ]
        returned = model_parameters(student, n_inputs, sizes)
        expect(returned).equal_to(("list", sorted(expected)))


def two_moons(rng, n):
    """Points on two half circles, and targets 1 and -1."""
    angles, label = rng.uniform(0, np.pi, n), np.where(np.arange(n) % 2, -1.0, 1.0)
    x = np.where(label > 0, np.cos(angles), 1 - np.cos(angles))
    y = np.where(label > 0, np.sin(angles), 0.5 - np.sin(angles))
    points = np.stack([x, y], axis=1) + rng.normal(0, 0.1, (n, 2))
    return points.tolist(), [[each] for each in label.tolist()]


def descend(weights, points, targets, steps, rate):
    """Gradient descent on the mean squared error, by matrices; losses and last weights."""
    weights, targets, losses = [np.array(rows) for rows in weights], np.array(targets), []
    for _ in range(steps):
        outputs = network(weights, points)
        error = outputs[-1] - targets
        losses.append(float((error**2).sum() / len(points)))
        upstream = 2 * error / len(points)
        for k in reversed(range(len(weights))):
            gradient = np.column_stack([upstream.T @ outputs[k], upstream.sum(0)])
            upstream = upstream @ weights[k][:, :-1] * (1 - outputs[k] ** 2)
            weights[k] = weights[k] - rate * gradient
    return losses, [rows.tolist() for rows in weights]


@task("MLP")
def test_training_on_two_moons(student, rng):
    """Fifteen steps of gradient descent on two moons: every loss and every weight at the end."""
    points, targets = two_moons(rng, 16)
    weights = random_weights(rng, 2, [5, 1])
    expected = descend(weights, points, targets, 15, 0.1)
    returned = training(student, weights, points, targets, 15, 0.1)
    expect(returned).close_to(expected, rtol=1e-7, atol=1e-9)


@task("MLP")
def test_training_with_several_outputs(student, rng):
    """A network of three layers and two outputs learns step by step as it should."""
    points = [random_inputs(rng, 3) for _ in range(5)]
    targets = [random_inputs(rng, 2) for _ in range(5)]
    weights = random_weights(rng, 3, [4, 3, 2])
    expected = descend(weights, points, targets, 6, 0.05)
    returned = training(student, weights, points, targets, 6, 0.05)
    expect(returned).close_to(expected, rtol=1e-7, atol=1e-9)
