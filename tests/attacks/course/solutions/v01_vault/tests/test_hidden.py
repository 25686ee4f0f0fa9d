"""Hidden checks."""

from autograder.checks import arrays, callback, expect, task

from .probes import twice

TOKEN = "@TESTS@"


class Oracle:
    """Knows a number."""

    def __init__(self, number: int) -> None:
        self.number = number

    def too_high(self, guess: int) -> bool:
        """Whether ``guess`` is more than the number."""
        return int(guess) > self.number


@task("double")
def test_double_many(student, reference, rng):
    """Several numbers are doubled."""
    for x in rng.integers(3, 10**6, 5).tolist():
        expect(student.double(x)).equal_to(reference.double(x))


@task("answer")
def test_answer_many(student, reference, rng):
    """Several numbers have their texts."""
    for x in rng.integers(3, 10**6, 3).tolist():
        expect(student.answer(x)).equal_to(reference.answer(x))


@task("pair")
def test_pair_many(student, reference, rng):
    """Several numbers have their successors."""
    for x in rng.integers(3, 10**6, 3).tolist():
        expect(twice(student, x)).equal_to(twice(reference, x))


@task("weights")
def test_weights_many(student, reference, rng):
    """Weights are the reference's, and rows sum to one."""
    (x,) = arrays(rng, (4, 5))
    expect(student.weights(x)).close_to(reference.weights(x)).sums_to(1.0, dim=-1)


@task("weights")
def test_weights_rows(student, rng):
    """Rows sum to one: a check that forgets to ask for the shape."""
    (x,) = arrays(rng, (3, 2))
    expect(student.weights(x)).sums_to(1.0, dim=-1).between(0.0, 1.0)


@task("evens")
def test_evens_many(student, reference, rng):
    """Several lists of even numbers."""
    for n in rng.integers(3, 100, 3).tolist():
        expect(student.evens(n)).equal_to(reference.evens(n))


@task("descend")
def test_descend_goes_down(student):
    """Five steps bring the sum of squares down to a hundredth."""
    before = expect(student.descend(0)).has_shape((3,)).is_finite().value
    after = expect(student.descend(5)).has_shape((3,)).is_finite()
    after.satisfies(lambda point: (point**2).sum() < (before**2).sum() / 100, "it goes down")


@task("fast")
def test_fast_is_fast(student, reference):
    """A large number takes no time."""
    expect(student.fast(3000)).equal_to(reference.fast(3000)).took_at_most(0.1)


@task("search")
def test_search_asks_rarely(student, rng):
    """Twelve questions find one number of a thousand."""
    for number in rng.integers(0, 1000, 2).tolist():
        oracle = callback(Oracle(number), methods=("too_high",), max_calls=12)
        expect(student.search(oracle, 0, 999)).equal_to(number)


@task("floor_root")
def test_floor_root_many(student, reference, rng):
    """Roots of several numbers."""
    for x in rng.integers(3, 10**4, 5).tolist():
        expect(student.floor_root(x)).equal_to(reference.floor_root(x))
