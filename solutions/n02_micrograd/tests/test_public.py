"""Public checks: the contract, the handout's worked examples, one property per task."""

from math import cosh, e, log, tanh

from autograder.checks import expect, task

from .probes import (
    backward_of,
    backward_twice,
    ends_of_chain,
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
    order_of,
    orders_by_hash,
    results,
    swept,
    swept_again,
)

# (a * b + c)^2, as worked in the handout; the leaves are Values 0, 1 and 2
SQUARE = [("mul", 0, 1), ("add", 3, 2), ("pow", 4, 2)]
# b = a + 1, e = b * 2 + b * 3; a is Value 0
TWO_PATHS = [("plus", 0, 1.0), ("times", 1, 2.0), ("times", 1, 3.0), ("add", 2, 3)]


# -- Value -----------------------------------------------------------------------------------------


@task("Value")
def test_value_worked_example(student):
    """(a * b + c)^2 of the handout: 16, with the gradients -24, 16 and 8."""
    returned = gradients_of_operations(student, [2.0, -3.0, 10.0], SQUARE)
    data, grads = expect(returned).unpacks_to(2)
    expect(data).close_to(16.0)
    expect(grads).close_to([-24.0, 16.0, 8.0, 8.0, 8.0, 1.0])


@task("Value")
def test_value_operations(student):
    """Each operation gives the right number."""
    program = [("add", 0, 1), ("sub", 0, 1), ("mul", 0, 1), ("div", 0, 1), ("neg", 0)]
    program += [("pow", 0, 3), ("exp", 0), ("log", 0), ("tanh", 0), ("relu", 0), ("relu", 3)]
    expected = [2.0, 4.0, 6.0, -2.0, 8.0, 0.5, -2.0, 8.0, e**2, log(2.0), tanh(2.0), 2.0, 0.0]
    expect(results(student, [2.0, 4.0], program)).close_to(expected)


@task("Value")
def test_value_gradients(student):
    """Each operation gives the right gradients: of 2 and 4, and of 3 for what has one operand."""
    for name, expected in (
        ("add", [1.0, 1.0]),
        ("sub", [1.0, -1.0]),
        ("mul", [4.0, 2.0]),
        ("div", [0.25, -0.125]),
    ):
        _, grads = expect(gradients_of_operations(student, [2.0, 4.0], [(name, 0, 1)])).unpacks_to(
            2
        )
        expect(grads, f"gradients of {name}").close_to([*expected, 1.0])
    for name, slope in (
        ("neg", -1.0),
        ("exp", e**3),
        ("log", 1 / 3),
        ("tanh", 1 / cosh(3.0) ** 2),
        ("relu", 1.0),
    ):
        _, grads = expect(gradients_of_operations(student, [3.0], [(name, 0)])).unpacks_to(2)
        expect(grads, f"gradients of {name}").close_to([slope, 1.0])
    _, grads = expect(gradients_of_operations(student, [3.0], [("pow", 0, 2)])).unpacks_to(2)
    expect(grads, "gradients of a power").close_to([6.0, 1.0])
    _, grads = expect(gradients_of_operations(student, [-3.0], [("relu", 0)])).unpacks_to(2)
    expect(grads, "gradients of relu").close_to([0.0, 1.0])


@task("Value")
def test_value_numbers_on_either_side(student):
    """A number may stand on the left or on the right of + - * /."""
    program = [("plus", 0, 3.0), ("minus", 0, 3.0), ("times", 0, 3.0), ("over", 0, 4.0)]
    program += [(f"number {name[0]}", 0, 3.0) for name in program]
    expected = [2.0, 5.0, -1.0, 6.0, 0.5, 5.0, 1.0, 6.0, 1.5]
    expect(results(student, [2.0], program)).close_to(expected)


@task("Value")
def test_value_used_twice(student):
    """In a * a and a + a both uses of a add to its gradient."""
    for name, expected in (("mul", 6.0), ("add", 2.0)):
        returned = gradients_of_operations(student, [3.0], [(name, 0, 0)])
        expect(expect(returned).unpacks_to(2)[1]).close_to([expected, 1.0])


@task("Value")
def test_value_remembers_its_inputs(student):
    """From a result its operands can be reached through `inputs`, and others cannot."""
    expect(leaves_behind(student, [2.0, 3.0, 4.0], [("mul", 0, 2)])).equal_to([0, 2])
    expect(leaves_behind(student, [2.0, 3.0, 4.0], [("sub", 2, 1)])).equal_to([1, 2])


@task("Value")
def test_value_operations_leave_operands(student):
    """An operation changes neither data nor grad of its operands."""
    returned = operands_after(student, [2.0, 3.0], [("mul", 0, 1), ("add", 0, 2)])
    expect(returned).close_to(([2.0, 3.0, 6.0, 8.0], [10.0, 11.0, 0.0, 0.0]))


# -- topological_order -----------------------------------------------------------------------------


@task("topological_order")
def test_order_worked_example(student):
    """b = exp(a), c = b * a, d = b * c of the handout: only the order a, b, c, d is right."""
    expect(order_of(student, [[], [0], [1, 0], [1, 2]])).equal_to([0, 1, 2, 3])


@task("topological_order")
def test_order_has_each_value_once(student):
    """A Value that is reached by two paths, or twice by one operation, stands there once."""
    expect(order_of(student, [[], [0, 0], [1], [2, 1]])).equal_to([0, 1, 2, 3])


@task("topological_order")
def test_order_leaves_out_what_does_not_belong(student):
    """A Value that the root was not computed from is not in the order."""
    expect(order_of(student, [[], [], [0], [2, 1]], 2)).equal_to([0, 2])
    expect(order_of(student, [[], [0]], 0)).equal_to([0])


@task("topological_order")
def test_order_of_a_long_chain(student):
    """A chain of 5,000 steps: as many Values, the leaf first and the root last."""
    expect(ends_of_chain(student, 5000)).equal_to([5001, 0, 5000])


@task("topological_order")
def test_order_is_the_same_each_time(student):
    """The same graph, built twice: topological_order lists its Values in the same order both times.

    Only hashes and addresses of the Values differ, as they do from one run to the next.
    """
    inputs = [[], [], [], [], [], [0, 1, 2, 3, 4]]
    hashes = [[0, 1, 2, 3, 4, 5], [4, 2, 0, 3, 1, 5]]
    orders = expect(orders_by_hash(student, inputs, hashes)).has_type(list).has_length(2)
    orders.satisfies(lambda each: each[0] == each[1], "both orders are equal")
    orders.satisfies(lambda each: sorted(each[0]) == [0, 1, 2, 3, 4, 5], "each Value stands once")


# -- backpropagate ---------------------------------------------------------------------------------


@task("backpropagate")
def test_backward_worked_example(student):
    """b = a + 1 and e = 2b + 3b, as worked in the handout: de/da is 5."""
    wiring = [[], [(0, 1.0)], [(1, 2.0)], [(1, 3.0)], [(2, 1.0), (3, 1.0)]]
    grads, _ = expect(swept(student, wiring)).unpacks_to(2)
    expect(grads).close_to([5.0, 5.0, 1.0, 1.0, 1.0])


@task("backpropagate")
def test_backward_calls_each_step_once(student):
    """Each _backward is called once, also where two paths lead to a Value."""
    wiring = [[], [(0, 2.0)], [(1, 3.0), (0, 1.0)], [(1, 1.0), (2, 4.0)]]
    grads, calls = expect(swept(student, wiring)).unpacks_to(2)
    expect(grads).close_to([30.0, 13.0, 4.0, 1.0])
    expect(calls, "calls of each _backward").equal_to([0, 1, 1, 1])


@task("backpropagate")
def test_backward_of_an_expression(student):
    """With your own operations: 2b + 3b by `backward`."""
    data, grads = expect(backward_of(student, [2.0], TWO_PATHS)).unpacks_to(2)
    expect(data).close_to([2.0, 3.0, 6.0, 9.0, 15.0])
    expect(grads).close_to([5.0, 5.0, 1.0, 1.0, 1.0])


@task("backpropagate")
def test_backward_twice(student):
    """`backward` twice on one graph, the leaves' grad set to 0 in between: both give them the same.

    Nobody clears the Values between leaves and root: that is the task of `backpropagate`.
    """
    returned = backward_twice(student, [2.0, -3.0, 10.0], SQUARE)
    expect(returned).close_to([[-24.0, 16.0, 8.0]] * 2)


@task("backpropagate")
def test_backward_of_two_losses(student):
    """Two losses, 2w and 3w: the weight's gradients add up."""
    wiring = [[], [(0, 2.0)], [(0, 3.0)]]
    expected = [[2.0, 1.0, 0.0], [5.0, 1.0, 1.0]]
    expect(swept_again(student, wiring, [1, 2], False)).close_to(expected)


# -- Module, Neuron, Layer, MLP --------------------------------------------------------------------


@task("Module")
def test_zero_grad_of_three_parameters(student):
    """The parameters' gradients become 0; their data and other Values stay."""
    returned = grads_after_zero_grad(student, [1.5, -2.0, 3.0, 7.0])
    expect(returned).close_to(([0.0, 1.0, 2.0, 3.0], [0.0, 0.0, 0.0, 7.0]))


@task("Neuron")
def test_neuron_worked_example(student):
    """Weights 3 and -1, bias 0.5: from 0.5 and 1.5 comes 0.5, and tanh 0.5."""
    expect(neuron_output(student, [3.0, -1.0, 0.5], [0.5, 1.5], False)).close_to(0.5)
    expect(neuron_output(student, [3.0, -1.0, 0.5], [0.5, 1.5])).close_to(tanh(0.5))


@task("Neuron")
def test_neuron_gradients_of_a_weighted_sum(student):
    """Without tanh the gradient of a weight is its input, and the bias has 1."""
    returned = neuron_gradients(student, [3.0, -1.0, 0.5], [0.25, 1.5], False)
    expect(returned).close_to([0.25, 1.5, 1.0, 3.0, -1.0])


@task("Neuron")
def test_neuron_parameters_of_two_inputs(student):
    """Two weights and a bias, in a list."""
    expected = ("list", ["bias", "weights[0]", "weights[1]"])
    expect(neuron_parameters(student, 2)).equal_to(expected)


@task("Layer")
def test_layer_worked_example(student):
    """Two neurons of the handout answer side by side, in a list."""
    rows = [[3.0, -1.0, 0.5], [1.0, 2.0, -1.0]]
    expect(layer_output(student, rows, [0.5, 1.5], False)).close_to(("list", [0.5, 2.5]))


@task("Layer")
def test_layer_parameters_are_flat(student):
    """The parameters of all neurons stand in one list, each once."""
    expected = [f"neurons[{i}].{name}" for i in range(3) for name in ("bias", "weights[0]")]
    expect(layer_parameters(student, 1, 3)).equal_to(("list", expected))


@task("MLP")
def test_mlp_worked_example(student):
    """Two layers of the handout: tanh in the first one, none in the last one."""
    weights = [[[3.0, -1.0, 0.5], [1.0, 2.0, -1.0]], [[4.0, 8.0, 1.0]]]
    expected = 4 * tanh(0.5) + 8 * tanh(2.5) + 1
    expect(model_output(student, weights, [0.5, 1.5])).close_to(("list", [expected]))


@task("MLP")
def test_mlp_has_the_sizes_it_is_given(student):
    """Two inputs and layers of three and one neurons."""
    expect(model_shape(student, 2, [3, 1])).equal_to([[2, 2, 2], [3]])


@task("MLP")
def test_mlp_parameters_are_flat(student):
    """The parameters of all layers stand in one list, each once."""
    expected = [f"layers[{k}].neurons[0].{name}" for k in (0, 1) for name in ("bias", "weights[0]")]
    expect(model_parameters(student, 1, [1, 1])).equal_to(("list", expected))
