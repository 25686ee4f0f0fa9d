"""s08_gated_rnns: every exchange of gates fails, other oracles agree, and the handout's figures hold."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from autograder.build.products import solution_files
from autograder.build.writings import with_second
from autograder.grade.making import read_authored
from autograder.grade.plan import Course, replace_tasks
from autograder.grade.record import run_files
from autograder.grade.runner import ModuleGrader
from autograder.model import Verdict
from autograder.sandbox.host import open_host

from .references import reference

ROOT = Path(__file__).resolve().parents[2]
MODULE = "s08_gated_rnns"
COURSE = Course(ROOT)
FOLDER = COURSE.solution(MODULE)


@pytest.fixture(scope="module")
def module():
    with reference("s08_gated_rnns") as package:
        yield package


@pytest.fixture
def one_thread():
    """Cells this small only wait for each other on several threads."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def authored():
    return read_authored(COURSE, MODULE)


@pytest.fixture(scope="module")
def grader(authored):
    made = ModuleGrader(lambda: open_host(authored.plan.warm), authored.plan, held=True)
    yield made
    made.close()


# -- gates -------------------------------------------------------------------------------------


def hidden_checks(plan, task):
    """The plan with the hidden checks of one task that have points."""
    only = plan.only(task=task)
    kept = [
        replace(
            each,
            checks=tuple(check for check in each.checks if not check.public and check.points),
            forbidden=(),
        )
        for each in only.tasks
    ]
    return replace_tasks(only, tuple(kept))


def exchanged(cell, order):
    """The solution's cell behind an exchange of the blocks of its weights."""
    return f"""
import torch

from .cells import {cell} as right


def {cell}(x, state, *weights):
    blocks = [each.chunk({len(order)}) for each in weights]
    return right(x, state, *(torch.cat([each[k] for k in {order}]) for each in blocks))
"""


@pytest.mark.parametrize(("cell", "gates"), [("lstm_cell", 4), ("gru_cell", 3)])
def test_every_exchange_of_gates_fails(authored, grader, cell, gates):
    solution, survivors = solution_files(authored.source, authored.config), []
    plan = hidden_checks(authored.plan, cell)
    for order in itertools.permutations(range(gates)):
        files = with_second(solution, cell, exchanged(cell, order).encode())
        ends = {event.verdict for event in run_files(grader, plan, files).values()}
        if Verdict.FAILED not in ends:
            survivors.append(order)
    assert survivors == [tuple(range(gates))]  # the only one that is right


# -- other oracles -----------------------------------------------------------------------------


def test_the_layers_are_the_librarys(module):
    """Hundred steps of the given LSTM and GRU, made of the solution's cells."""
    torch.manual_seed(0)
    x = torch.randn(100, 3, 5).double()
    mine, theirs = module.LSTM(5, 4).double(), nn.LSTM(5, 4).double()
    right = [theirs.weight_ih_l0, theirs.weight_hh_l0, theirs.bias_ih_l0 + theirs.bias_hh_l0]
    compare(module, mine, theirs, [mine.W_ih, mine.W_hh, mine.b], right, x)
    mine, theirs = module.GRU(5, 4).double(), nn.GRU(5, 4).double()
    left = [mine.W_ih, mine.W_hh, mine.b_ih, mine.b_hh]
    compare(module, mine, theirs, left, list(theirs.parameters()), x)


def compare(module, mine, theirs, left, right, x):
    with torch.no_grad():
        for to, value in zip(left, right, strict=True):
            to.copy_(value)
        outputs, state = module.unroll(mine, x)
        expected, end = theirs(x)
    torch.testing.assert_close(outputs, expected, rtol=0, atol=1e-10)
    ends = end if isinstance(end, tuple) else (end,)
    states = state if isinstance(state, tuple) else (state,)
    for each, other in zip(states, ends, strict=True):
        torch.testing.assert_close(each, other[0], rtol=0, atol=1e-10)


@pytest.mark.parametrize("kind", ["lstm_cell", "gru_cell"])
def test_the_gradients_are_those_of_finite_differences(module, kind):
    torch.manual_seed(1)
    gates = {"lstm_cell": 4, "gru_cell": 3}[kind]
    sizes = [(2, 3), (2, 2), (gates * 2, 3), (gates * 2, 2), (gates * 2,)]
    sizes.insert(*((1, (2, 2)) if kind == "lstm_cell" else (5, (gates * 2,))))
    inputs = [torch.randn(size, dtype=torch.float64, requires_grad=True) for size in sizes]

    def lstm(x, h, c, *weights):
        return module.lstm_cell(x, (h, c), *weights)

    assert torch.autograd.gradcheck(lstm if kind == "lstm_cell" else module.gru_cell, inputs)


def test_the_split_is_that_of_scikit_learn(module):
    preprocessing = import_module("sklearn.preprocessing")
    series = np.random.default_rng(0).normal(20.0, 4.0, 50)
    scaler = preprocessing.StandardScaler().fit(series[:30, None])
    train, test, (mean, std) = module.train_test_windows(series, 4, 2, 30)
    assert (mean, std) == pytest.approx((scaler.mean_[0], scaler.scale_[0]))
    scaled = scaler.transform(series[:, None])[:, 0]
    np.testing.assert_allclose(train[1][-1], scaled[28:30])
    np.testing.assert_allclose(test[0][0], scaled[26:30])
    np.testing.assert_allclose(test[1][-1], scaled[48:])
    assert (len(train[0]), len(test[0])) == (30 - 6 + 1, 20 - 2 + 1)


def test_the_drawn_series_is_the_one_that_is_named(module):
    """Least squares find the two coefficients of the autoregression again."""
    series = module.sunspots(40_000, np.random.default_rng(0)) - 44.0
    past = np.stack([series[1:-1], series[:-2]], axis=1)
    (first, second), *_ = np.linalg.lstsq(past, series[2:], rcond=None)
    assert (first, second) == pytest.approx((1.343, -0.655), abs=0.02)


def test_the_measured_series_is_as_recorded(module):
    assert module.temperatures().shape == (92 * 24,)
    digest = hashlib.sha256((FOLDER / "seattle_temps.csv").read_bytes()).hexdigest()
    assert digest.startswith("7f905f0321a06df1")


# -- what the handout says ---------------------------------------------------------------------


def test_a_plain_rnn_can_add_too(module):
    """Two neurons with weights set by hand: what fails is not the network but its training."""
    bend, small = 0.1, 1e-4  # the first neuron: bend * value where marked, -1 elsewhere
    W_ih = torch.tensor([[bend, 20.0], [0.0, 0.0]]).double()
    W_hh = torch.tensor([[0.0, 0.0], [small, 1.0]]).double()
    bias = torch.tensor([-20.0, small]).double()
    x, sums = module.adding_batch(50, 100, np.random.default_rng(0))
    h = torch.tensor([-1.0, 0.0]).double().expand(50, 2)
    for x_t in [*x, torch.zeros_like(x[0])]:
        h = torch.tanh(x_t @ W_ih.T + h @ W_hh.T + bias)
    told = (h[:, 1] / small - 2) / bend
    assert (told - sums).abs().max() < 0.02


def blocks():
    return [
        each.split("```")[0] for each in (FOLDER / "README.md").read_text().split("```python\n")[1:]
    ]


def test_the_handouts_comparison_with_pytorch_agrees(module, capsys):
    exec(blocks()[0], {})
    differences = [float(line) for line in capsys.readouterr().out.split()]
    assert len(differences) == 2
    assert max(differences) < 1e-12


def test_the_handouts_check_of_the_weights_set_by_hand(module, capsys):
    exec(blocks()[1], {})
    assert float(capsys.readouterr().out) < 1e-3


def test_the_handouts_forecast_has_the_errors_that_are_named(module):
    names = {}
    exec(blocks()[2], names)
    found = (np.mean(names["errors"], axis=0) * names["std"]).round(1)
    np.testing.assert_allclose(found[0], [12.5, 18.7, 22.5, 24.4, 24.8, 24.6], atol=0.05)
    assert "12.5, 18.7, 22.5, 24.4, 24.8, 24.6" in (FOLDER / "README.md").read_text()
    assert (found[0] < found[1]).all()
    assert (found[0] < found[2]).tolist() == [True, True, True, False, False, False]


def test_the_handouts_training_runs(module, capsys):
    """The tagger in full; of the adding task one update only."""
    exec(blocks()[3].replace("2000", "1"), {})
    assert capsys.readouterr().out.count("the/DET") >= 5


def trained_on_adding(module, cell, layer, named, rate, updates):
    """Mean loss of the last hundred updates, as the handout trains.

    The cell's weights run in the library's layer, which takes a tenth of the time.
    """
    rng = np.random.default_rng(2)
    out = nn.Linear(32, 1)
    parameters = [*cell.parameters(), *out.parameters()]
    optimizer, losses = torch.optim.Adam(parameters, lr=rate), []
    for _ in range(updates):
        x, sums = module.adding_batch(32, 100, rng)
        outputs, _ = torch.func.functional_call(layer, named, (x.float(),))
        loss = ((out(outputs[-1]).squeeze(1) - sums) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        losses.append(loss.item())
    return float(np.mean(losses[-100:]))


@pytest.mark.slow
@pytest.mark.usefixtures("one_thread")
def test_an_lstm_learns_to_add_over_a_hundred_steps_and_a_plain_rnn_does_not(module):
    torch.manual_seed(2)
    cell, zeros = module.LSTM(2, 32), torch.zeros(4 * 32)
    named = dict(zip(NAMES, [cell.W_ih, cell.W_hh, cell.b, zeros], strict=True))
    assert trained_on_adding(module, cell, nn.LSTM(2, 32), named, 0.01, 1400) < 0.01
    torch.manual_seed(2)
    cell = nn.RNNCell(2, 32)
    named = dict(zip(NAMES, cell.parameters(), strict=True))
    assert trained_on_adding(module, cell, nn.RNN(2, 32), named, 0.003, 1400) > 0.12


NAMES = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")


def share_without_error(module, read, seed):
    """Sentences tagged without an error by the handout's tagger that reads in this way."""
    rng = np.random.default_rng(seed)
    x, labels, lengths = module.sentences(120, rng)
    torch.manual_seed(3)
    tagger = module.Tagger(len(module.WORDS), len(module.TAGS), 12)

    def scores(x, lengths):
        outputs = module.bidirectional(tagger.cell_f, tagger.cell_b, tagger.embedding(x), lengths)
        return tagger.scores(read(outputs))

    optimizer = torch.optim.Adam(tagger.parameters(), lr=0.03)
    for _ in range(80):
        optimizer.zero_grad()
        module.masked_ce(scores(x, lengths), labels, lengths).backward()
        optimizer.step()
    x, labels, lengths = module.sentences(100, rng)
    told = module.tag_sequences(scores, x, lengths)
    return np.mean([tags == labels[: len(tags), k].tolist() for k, tags in enumerate(told)])


@pytest.mark.slow
@pytest.mark.usefixtures("one_thread")
def test_two_directions_tag_better_than_one(module):
    def only(first, last):
        keep = torch.zeros(24)
        keep[first:last] = 1.0
        return np.mean([share_without_error(module, lambda y: y * keep, seed) for seed in range(5)])

    forward, backward, both = only(0, 12), only(12, 24), only(0, 24)
    assert forward < 0.75 < backward < 0.9 < both
