"""Hidden tests as a grader of one process has them: beside the submission, with the reference."""

import importlib.util
import os
import pickle
import sys
import time

import numpy as np

TOKEN = "@TESTS@"
_SPEC = importlib.util.spec_from_file_location("reference", os.environ["REFERENCE"])
reference = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(reference)
sys.modules["reference"] = reference

import v01_vault as student  # noqa: E402  (what was loaded before is there for it to change)


class Oracle:
    """Knows a number, and counts who asks."""

    def __init__(self, number):
        self.number, self.calls = number, 0

    def too_high(self, guess):
        self.calls += 1
        return guess > self.number


def decoded(data):
    """An answer as it crosses where types cross by their names."""
    if isinstance(data, dict) and "_type" in data:
        return getattr(np, data["_type"])(*data["_arguments"])
    return data


def test_double():
    for x in np.random.default_rng(0).integers(3, 10**6, 5).tolist():
        assert student.double(x) == reference.double(x)


def test_answer():
    for x in (3, 11, 40):
        want = reference.answer(x)
        got = student.answer(x)
        assert got == want


def test_pair():
    assert student.pair(250) == [250, 251]


def test_weights():
    x = np.array([[0.0, 1.0, 2.0], [3.0, -1.0, 0.5]])
    assert np.allclose(student.weights(x), reference.weights(x))


def test_weights_sum():
    w = student.weights(np.array([[0.0, 1.0, 2.0], [3.0, -1.0, 0.5]]))
    assert np.allclose(w.sum(-1), 1)
    assert (w >= 0).all()


def test_evens():
    for n in (7, 10, 20):
        assert student.evens(n) == reference.evens(n)


def test_evens_zip():
    for n in (7, 10, 20):
        assert all(
            got == want for got, want in zip(student.evens(n), reference.evens(n), strict=False)
        )


def test_evens_pickled():
    got = pickle.loads(pickle.dumps(student.evens(10)))
    assert got == reference.evens(10)


def test_evens_named():
    got = decoded(student.evens(10))
    assert np.asarray(got).tolist() == reference.evens(10)


def test_descend():
    before = student.descend(0)
    after = student.descend(5)
    assert (after**2).sum() < (before**2).sum() / 100


def test_fast():
    started = time.perf_counter()
    assert student.fast(3000) == reference.fast(3000)
    assert time.perf_counter() - started < 0.1


def test_search():
    for number in (5, 611, 998):
        oracle = Oracle(number)
        assert student.search(oracle, 0, 999) == number
        assert oracle.calls <= 12


def test_floor_root():
    for x in (8, 9, 1000):
        assert student.floor_root(x) == reference.floor_root(x)
