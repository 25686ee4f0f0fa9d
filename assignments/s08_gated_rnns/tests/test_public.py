"""Public checks: the contract, the handout's worked examples, one property per task."""

from __future__ import annotations

from math import log, tanh

import numpy as np
import torch

from autograder.checks import expect, task, tensors

from .probes import (
    adding_answers,
    both_ways,
    both_ways_with_arguments,
    forecast,
    loss_gradient,
    stack,
    stack_outputs,
    tagged,
    weights_of,
    with_arguments,
)


def column(*numbers):
    """One number per gate."""
    return torch.tensor(numbers, dtype=torch.float64).unsqueeze(1)


# -- LSTM --------------------------------------------------------------------------------------


@task("lstm_cell")
def test_lstm_contract(student, reference, rng):
    """h and c come back as a pair of the right shapes and dtype; arguments stay."""
    x, h, c = tensors(rng, (2, 4), (2, 3), (2, 3), dtype="float32")
    W_ih, W_hh, b, _ = weights_of(rng, "lstm", 4, 3, dtype="float32")
    arguments = (x, (h, c), W_ih, W_hh, b)
    result, *after = expect(with_arguments(student, "lstm_cell", *arguments)).unpacks_to(6)
    expected = reference.lstm_cell(*arguments)
    for each, right in zip(expect(result).unpacks_to(2), expected, strict=True):
        expect(each).has_shape((2, 3)).has_dtype(torch.float32).close_to(right, rtol=1e-4)
    for each, before in zip(after, arguments, strict=True):
        expect(each, "an argument after the call").equal_to(before)


@task("lstm_cell")
def test_lstm_worked_example(student):
    """The cell of the handout: gates of 0.75, 0.25 and 0.5, a candidate of 0.8."""
    x, h, c = torch.tensor([[[1.0]], [[2.0]], [[2.0]]], dtype=torch.float64)
    W_ih, W_hh = column(log(3), 0.0, log(3), 1.0), column(0.0, 0.0, 0.0, -1.0)
    b = torch.tensor([0.0, -log(3), 0.0, 1.0], dtype=torch.float64)
    shown, kept = expect(student.lstm_cell(x, (h, c), W_ih, W_hh, b)).unpacks_to(2)
    expect(kept, "c").close_to(torch.tensor([[1.1]], dtype=torch.float64))
    expect(shown, "h").close_to(torch.tensor([[0.5 * tanh(1.1)]], dtype=torch.float64))


@task("lstm_cell")
def test_lstm_keeps_its_memory(student, rng):
    """With the input gate shut and the forget gate open, c stays as it is; h shows tanh(c)."""
    x, h, c = tensors(rng, (2, 1), (2, 1), (2, 1))
    b = torch.tensor([-60.0, 60.0, 0.3, 60.0], dtype=torch.float64)
    W_ih, W_hh = column(0.1, 0.2, 0.3, 0.4), column(-0.4, 0.3, 0.2, 0.1)
    shown, kept = expect(student.lstm_cell(x, (h, c), W_ih, W_hh, b)).unpacks_to(2)
    expect(kept, "c").close_to(c)
    expect(shown, "h").close_to(c.tanh())


# -- GRU ---------------------------------------------------------------------------------------


@task("gru_cell")
def test_gru_contract(student, reference, rng):
    """The new state has the right shape and dtype; arguments stay."""
    x, h = tensors(rng, (2, 4), (2, 3), dtype="float32")
    arguments = (x, h, *weights_of(rng, "gru", 4, 3, dtype="float32"))
    result, *after = expect(with_arguments(student, "gru_cell", *arguments)).unpacks_to(7)
    expected = reference.gru_cell(*arguments)
    expect(result).has_shape((2, 3)).has_dtype(torch.float32).close_to(expected, rtol=1e-4)
    for each, before in zip(after, arguments, strict=True):
        expect(each, "an argument after the call").equal_to(before)


@task("gru_cell")
def test_gru_worked_example(student):
    """The cell of the handout: gates of 0.75 and 0.25, a candidate of 0.8."""
    x, h = torch.tensor([[[1.0]], [[2.0]]], dtype=torch.float64)
    W_ih, W_hh = column(log(3), 0.0, log(3)), column(0.0, 0.0, 1.0)
    b_ih = torch.tensor([0.0, 0.0, -3.0], dtype=torch.float64)
    b_hh = torch.tensor([0.0, -log(3), 2.0], dtype=torch.float64)
    result = student.gru_cell(x, h, W_ih, W_hh, b_ih, b_hh)
    expect(result).close_to(torch.tensor([[1.1]], dtype=torch.float64))


@task("gru_cell")
def test_gru_keeps_its_state(student, rng):
    """With the update gate at 1 the state stays as it is."""
    x, h, W_ih, W_hh, b_ih = tensors(rng, (2, 1), (2, 1), (3, 1), (3, 1), (3,))
    b_hh = torch.tensor([0.4, 60.0, 0.2], dtype=torch.float64)
    expect(student.gru_cell(x, h, W_ih, W_hh, b_ih, b_hh)).close_to(h)


# -- the adding task ---------------------------------------------------------------------------


@task("adding_weights")
def test_adding_weights_contract(student):
    """Four float64 tensors of the shapes that one neuron needs."""
    shapes = ((4, 2), (4, 1), (4,), (1,))
    for each, shape in zip(expect(student.adding_weights()).unpacks_to(4), shapes, strict=True):
        expect(each).has_shape(shape).has_dtype(torch.float64).is_finite()


@task("adding_weights")
def test_adding_worked_example(student):
    """The five steps of the handout: 0.5 and 0.25 are marked."""
    steps = [[0.75, 0.0], [0.5, 1.0], [1.0, 0.0], [0.25, 1.0], [0.5, 0.0]]
    x = torch.tensor(steps).double().unsqueeze(1)
    expected = torch.tensor([0.75], dtype=torch.float64)
    expect(adding_answers(student, x)).close_to(expected, rtol=0, atol=0.02)


# -- both directions ---------------------------------------------------------------------------


@task("bidirectional")
def test_bidirectional_worked_example(student):
    """A cell that adds up reads 1, 2, 3 and, in the same batch, 4, 5 and padding."""
    x = torch.tensor([[1.0, 4.0], [2.0, 5.0], [3.0, 100.0]]).double().unsqueeze(-1)
    expected = [[[1.0, 6.0], [4.0, 9.0]], [[3.0, 5.0], [9.0, 5.0]], [[6.0, 3.0], [0.0, 0.0]]]
    result = both_ways(student, ["add", "add"], None, None, x, torch.tensor([3, 2]))
    expect(result).close_to(torch.tensor(expected, dtype=torch.float64))


@task("bidirectional")
def test_bidirectional_contract(student, reference, rng):
    """Shape (t, b, 2h) and the dtype of x; arguments stay."""
    weights_f, weights_b = (weights_of(rng, "rnn", 3, 2, dtype="float32") for _ in range(2))
    (x,) = tensors(rng, (4, 2, 3), dtype="float32")
    arguments = ("rnn", weights_f, weights_b, x, torch.tensor([4, 4]))
    result, *after = expect(both_ways_with_arguments(student, *arguments)).unpacks_to(3)
    expected = both_ways_with_arguments(reference, *arguments)[0]
    expect(result).has_shape((4, 2, 4)).has_dtype(torch.float32).close_to(expected, rtol=1e-4)
    for each, before in zip(after, arguments[3:], strict=True):
        expect(each, "an argument after the call").equal_to(before)


@task("bidirectional")
def test_bidirectional_with_padding(student, reference, rng):
    """Sequences of 2, 5 and 1 steps in one batch, with zeros behind their ends."""
    weights_f, weights_b = (weights_of(rng, "lstm", 2, 1) for _ in range(2))
    (x,) = tensors(rng, (5, 3, 2))
    arguments = (["lstm", "lstm"], weights_f, weights_b, x, torch.tensor([2, 5, 1]))
    expect(both_ways(student, *arguments)).close_to(both_ways(reference, *arguments))


@task("sentence_vector")
def test_sentence_vector_worked_example(student):
    """The outputs of the handout: both directions' last states."""
    rows = [[[1.0, 6.0], [4.0, 9.0]], [[3.0, 5.0], [9.0, 5.0]], [[6.0, 3.0], [0.0, 0.0]]]
    outputs = torch.tensor(rows, dtype=torch.float64)
    expected = torch.tensor([[6.0, 6.0], [9.0, 9.0]], dtype=torch.float64)
    expect(student.sentence_vector(outputs, torch.tensor([3, 2]))).close_to(expected)


@task("sentence_vector")
def test_sentence_vector_of_wider_cells(student, reference, rng):
    """Two channels in each direction; shape (b, 2h)."""
    (outputs,) = tensors(rng, (5, 3, 4))
    lengths = torch.tensor([4, 1, 5])
    expected = reference.sentence_vector(outputs, lengths)
    expect(student.sentence_vector(outputs, lengths)).has_shape((3, 4)).close_to(expected)


# -- layers ------------------------------------------------------------------------------------

SMALL = torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64).reshape(3, 1, 1)


@task("deep_rnn")
def test_deep_rnn_worked_example(student):
    """Two layers that add up, with and without a residual connection."""
    expected = torch.tensor([1.0, 4.0, 10.0], dtype=torch.float64).reshape(3, 1, 1)
    expect(stack_outputs(student, "add", [None] * 2, SMALL)).close_to(expected)
    expected = torch.tensor([2.0, 7.0, 16.0], dtype=torch.float64).reshape(3, 1, 1)
    expect(stack_outputs(student, "add", [None] * 2, SMALL, True)).close_to(expected)


@task("deep_rnn")
def test_deep_rnn_dropout_example(student):
    """Dropout as a factor of 2 between two layers that add up, as worked in the handout."""
    factors = torch.tensor([2.0], dtype=torch.float64)
    result = stack(student, "add", [None] * 2, SMALL, False, factors)
    outputs, states, after = expect(result).unpacks_to(3)
    expected = torch.tensor([2.0, 8.0, 20.0], dtype=torch.float64).reshape(3, 1, 1)
    expect(outputs).close_to(expected)
    ends = [[torch.tensor([[end]], dtype=torch.float64)] for end in (6.0, 20.0)]
    expect(states, "the states").close_to(ends)
    expect(after, "x after the call").equal_to(SMALL)


@task("deep_rnn")
def test_deep_rnn_states(student, reference, rng):
    """Outputs and final states of three layers of different widths."""
    weights = [weights_of(rng, "lstm", *sizes) for sizes in ((3, 4), (4, 1), (1, 2))]
    (x,) = tensors(rng, (5, 2, 3))
    outputs, states, after = expect(stack(student, "lstm", weights, x)).unpacks_to(3)
    expected = stack(reference, "lstm", weights, x)
    expect(outputs).close_to(expected[0])
    expect(states, "the states").close_to(expected[1])
    expect(after, "x after the call").equal_to(x)


# -- tagging -----------------------------------------------------------------------------------


@task("tag_sequences")
def test_tags_worked_example(student):
    """The scores of the handout: sentences of two words and of one."""
    scores = torch.tensor([[[5.0, 1.0], [2.0, 3.0]], [[0.0, 1.0], [9.0, 8.0]]])
    x, lengths = torch.zeros(2, 2, 1), torch.tensor([2, 1])
    labels, calls = expect(tagged(student, scores, x, lengths)).unpacks_to(2)
    expect(labels).equal_to([[0, 1], [1]])
    expect(calls, "the calls of the model").equal_to([[x, lengths]])


@task("tag_sequences")
def test_tags_have_the_sentences_lengths(student, rng):
    """As many labels as words, whatever the padding's scores are."""
    (scores,) = tensors(rng, (4, 2, 3))
    lengths = torch.tensor([4, 2])
    scores[2:, 1] = 1e9
    labels, calls = expect(tagged(student, scores, scores, lengths)).unpacks_to(2)
    best = scores.argmax(-1)
    expect(labels).equal_to([best[:4, 0].tolist(), best[:2, 1].tolist()])
    expect(calls, "the calls of the model").has_length(1)


@task("masked_ce")
def test_loss_worked_example(student):
    """The three words of the handout, of two sentences: (log 2 + log 4 + log 4) / 3."""
    scores = torch.tensor([[[0.0, 0.0], [log(3), 0.0]], [[0.0, log(3)], [7.0, -7.0]]]).double()
    labels = torch.tensor([[0, 1], [0, -1]])
    expected = torch.tensor((log(2) + log(4) + log(4)) / 3, dtype=torch.float64)
    expect(student.masked_ce(scores, labels, torch.tensor([2, 1]))).close_to(expected)


@task("masked_ce")
def test_loss_and_gradient_do_not_see_padding(student, reference, rng):
    """Huge scores in the padding change nothing, and their gradient is zero."""
    (scores,) = tensors(rng, (3, 2, 4))
    scores[1:, 1] = 1e6
    labels, lengths = torch.tensor([[0, 3], [2, 1], [1, 1]]), torch.tensor([3, 1])
    loss, gradient = expect(loss_gradient(student, scores, labels, lengths)).unpacks_to(2)
    expected = loss_gradient(reference, scores, labels, lengths)
    expect(loss, "loss").close_to(expected[0])
    expect(gradient, "gradient").close_to(expected[1])


@task("bio_spans")
def test_spans_worked_example(student):
    """The sentence of the handout."""
    tags = ["B-PER", "I-PER", "O", "B-LOC", "B-LOC", "I-LOC"]
    expect(student.bio_spans(tags)).equal_to([("PER", 0, 2), ("LOC", 3, 4), ("LOC", 4, 6)])


@task("bio_spans")
def test_spans_begin_with_b(student):
    """An I that continues no span of its label belongs to none, and ends the one before it."""
    tags = ["I-LOC", "O", "I-PER", "B-ORG", "I-PER", "I-ORG", "O"]
    expect(student.bio_spans(tags)).equal_to([("ORG", 3, 4)])


@task("bio_spans")
def test_spans_of_nothing(student):
    """No spans in a sentence of O, nor in an empty one."""
    expect(student.bio_spans(["O", "O"])).equal_to([])
    expect(student.bio_spans([])).equal_to([])


# -- forecasting -------------------------------------------------------------------------------


@task("make_windows")
def test_windows_worked_example(student):
    """The series of the handout, with three values seen and two to predict."""
    series = np.array([10.0, 11.0, 13.0, 16.0, 20.0, 25.0])
    X, Y = expect(student.make_windows(series, 3, 2)).unpacks_to(2)
    expect(X, "X").close_to(np.array([[10.0, 11.0, 13.0], [11.0, 13.0, 16.0]]))
    expect(Y, "Y").close_to(np.array([[16.0, 20.0], [20.0, 25.0]]))


@task("make_windows")
def test_windows_that_just_fit_and_do_not(student):
    """One window where L + H values are there, none where they are not."""
    X, Y = expect(student.make_windows(np.array([1.0, 2.0, 3.0]), 1, 2)).unpacks_to(2)
    expect(X, "X").close_to(np.array([[1.0]]))
    expect(Y, "Y").close_to(np.array([[2.0, 3.0]]))
    X, Y = expect(student.make_windows(np.array([1.0, 2.0]), 3, 2)).unpacks_to(2)
    expect(X, "X").has_shape((0, 3))
    expect(Y, "Y").has_shape((0, 2))


@task("train_test_windows")
def test_split_worked_example(student):
    """The series of the handout: mean 2 and deviation 1 in the past, 6 and 4 later."""
    series = np.array([1.0, 3.0, 1.0, 3.0, 6.0, 4.0])
    train, test, scaler = expect(student.train_test_windows(series, 2, 1, 4)).unpacks_to(3)
    expect(scaler, "(mean, std)").close_to((2.0, 1.0))
    train = [expect(each, "a training array") for each in expect(train).unpacks_to(2)]
    train[0].close_to(np.array([[-1.0, 1.0], [1.0, -1.0]]))
    train[1].close_to(np.array([[-1.0], [1.0]]))
    test = [expect(each, "a test array") for each in expect(test).unpacks_to(2)]
    test[0].close_to(np.array([[-1.0, 1.0], [1.0, 4.0]]))
    test[1].close_to(np.array([[4.0], [2.0]]))


@task("train_test_windows")
def test_split_without_look_ahead(student, reference, rng):
    """Two values to predict: no training window reaches across the split."""
    series = rng.normal(5.0, 2.0, 12)
    expected = reference.train_test_windows(series, 3, 2, 8)
    expect(student.train_test_windows(series, 3, 2, 8)).close_to(expected)


@task("forecast_recursive")
def test_forecast_worked_example(student):
    """Each value is the sum of the two before it, from 1 and 1 on; what came later is not used."""
    series, weights = np.array([5.0, 1.0, 1.0, 9.0, 9.0, 9.0]), np.array([1.0, 1.0])
    told, windows, after = expect(forecast(student, weights, series, 3, 2, 4)).unpacks_to(3)
    expect(told).close_to(np.array([2.0, 3.0, 5.0, 8.0]))
    seen = [np.array(pair) for pair in ([1.0, 1.0], [1.0, 2.0], [2.0, 3.0], [3.0, 5.0])]
    expect(windows, "the windows that the model saw").close_to(seen)
    expect(after, "the series after the call").equal_to(series)


@task("forecast_recursive")
def test_forecast_behind_the_end(student, reference, rng):
    """A forecast that begins where the series ends."""
    series, weights = rng.normal(size=6), np.array([0.5, -0.25, 0.75])
    told, windows, after = expect(forecast(student, weights, series, 6, 3, 5)).unpacks_to(3)
    expect(told).close_to(forecast(reference, weights, series, 6, 3, 5)[0])
    expect(windows, "the windows that the model saw").has_length(5)
    expect(after, "the series after the call").equal_to(series)
