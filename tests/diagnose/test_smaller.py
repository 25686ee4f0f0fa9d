"""How small a failing call gets, what it keeps of itself, and the lines that are made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import torch

from autograder.channel.outcome import Outcome, Raised, Unsendable, Value
from autograder.channel.plain import Opaque
from autograder.channel.wire import encode
from autograder.diagnose.differing import Arguments, Differing, Failure, draws, how
from autograder.diagnose.known import SpentError
from autograder.diagnose.pasted import LINES, WIDTH, as_python
from autograder.diagnose.simpler import keeps
from autograder.diagnose.smaller import smallest

Function = Callable[..., Any]


def asking(function: Function) -> Callable[[Arguments], Outcome]:
    def ask(call: Arguments) -> Outcome:
        try:
            return Value(function(*call[0], **call[1]))
        except Exception as error:
            return Raised((type(error).__name__,), str(error))

    return ask


def shrunk(bad: Function, good: Function, *args: Any, **kwargs: Any) -> Failure:
    found = smallest(args, kwargs, Differing(asking(bad), asking(good)))
    assert found is not None
    return found


def softmax(x: Any, dim: int) -> Any:
    weights = (x - x.max(dim=dim, keepdim=True).values).exp()
    return weights / weights.sum(dim=dim, keepdim=True)


def without_max(x: Any, dim: int) -> Any:
    return x.exp() / x.exp().sum(dim=dim, keepdim=True)


def sdpa(q: Any, k: Any, v: Any, mask: Any = None, *, power: float = 0.5) -> Any:
    scores = q @ k.transpose(-1, -2) / q.shape[-1] ** power
    return (scores if mask is None else scores.masked_fill(~mask, -1e9)).softmax(-1) @ v


def conv2d(x: Any, weight: Any, bias: Any = None, *, stride: int = 1, padding: int = 0) -> Any:
    return torch.nn.functional.conv2d(x, weight, bias, stride, padding)


def random(*shape: int) -> Any:
    return torch.from_numpy(np.random.default_rng(0).normal(size=shape))


def test_one_large_score_is_left_of_a_softmax_without_the_maximum() -> None:
    found = shrunk(without_max, softmax, torch.tensor([[1000.0, 999.0], [0.0, 1.0]]), dim=-1)
    assert found.args[0].tolist() == [[1000.0]]
    assert found.kwargs == {"dim": -1}  # which the right side asks for


def test_queries_keys_and_values_keep_fitting_each_other() -> None:
    q, k, v = random(2, 5, 8), random(2, 7, 8), random(2, 7, 3)
    found = shrunk(lambda *args: sdpa(*args, power=1), sdpa, q, k, v, torch.ones(5, 7).bool())
    shapes = [tuple(each.shape) for each in found.args]
    assert shapes == [(1, 1, 2), (1, 2, 2), (1, 2, 1)]
    assert {entry for each in found.args for entry in each.flatten().tolist()} <= {0, 1, 2, 3}


def test_what_is_never_needed_is_left_out() -> None:
    x, weight, bias = random(2, 3, 8, 8), random(4, 3, 3, 3), random(4)
    found = shrunk(
        lambda *args, stride=1, padding=0: conv2d(*args, padding=padding),
        conv2d, x, weight, bias, stride=3, padding=1,
    )  # fmt: skip
    assert [each.numel() for each in found.args] in ([2, 1], [4, 1])
    assert found.kwargs == {"stride": 2}


def test_a_number_that_counts_entries_gets_smaller_with_them() -> None:
    def good(labels: list[int], classes: int, names: list[str]) -> list[int]:
        if len(names) != classes:
            raise ValueError
        return [labels.count(each) for each in range(classes)]

    def bad(labels: list[int], classes: int, names: list[str]) -> list[int]:
        return [0, *good(labels, classes, names)[1:]]

    found = shrunk(bad, good, [0, 4, 2, 0, 3, 3, 1], 5, list("vwxyz"))
    assert found.args == ([0], 1, ["v"])


def test_arrays_do_not_shrink_into_a_form_that_is_only_repeated_to_fit() -> None:
    """A mask of one column for two keys would be taken, and a matrix of one row too."""
    q, k, v = random(5, 8), random(7, 8), random(7, 3)
    mask = torch.ones(5, 7).bool()
    mask[:, 3:] = False
    found = shrunk(lambda q, k, v, mask: sdpa(q, k, v), sdpa, q, k, v, mask)
    keys = found.args[1].shape[0]
    assert found.args[3].shape == (1, keys)

    steps = torch.tensor([[0.5, 0.5, 0.0], [0.25, 0.5, 0.25], [0.0, 0.5, 0.5]])
    found = shrunk(lambda p: p + torch.eye(len(p)) * 2, lambda p: p + torch.eye(len(p)), steps)
    assert found.args[0].shape[0] == found.args[0].shape[1]


def test_labels_are_names_and_stay_whole() -> None:
    found = shrunk(
        lambda tags: tags.count("B-PER") + 1, lambda tags: tags.count("B-PER"),
        ["O", "B-PER", "I-PER"],
    )  # fmt: skip
    assert found.args[0] in (["O"], ["B-PER"], ["I-PER"])


def test_two_tokens_do_not_become_one() -> None:
    def merge(ids: list[int], pair: tuple[int, int], new: int) -> list[int]:
        text = ",".join(map(str, [0, *ids, 0])).replace(f",{pair[0]},{pair[1]},", f",{new},")
        return list(map(int, text.split(",")[1:-1]))

    def not_at_the_end(ids: list[int], pair: tuple[int, int], new: int) -> list[int]:
        return [*merge(ids[:-1], pair, new), ids[-1]]

    found = shrunk(not_at_the_end, merge, [9, 7, 8, 5, 7, 8], (7, 8), 12)
    ids, pair, new = found.args
    assert ids == list(pair)
    assert len({*pair, new}) == 3


def test_texts_get_short_and_plain() -> None:
    def pairs(text: str) -> dict[Any, int]:
        return dict(Counter(pairwise(text)))

    def overlapping(text: str) -> dict[Any, int]:
        return {pair: count - (pair[0] == pair[1]) for pair, count in pairs(text).items()}

    found = shrunk(overlapping, pairs, "some balloons float")
    assert found.args == ("aa",)


def test_members_of_dicts_and_sets_are_left_out() -> None:
    def good(table: dict[str, float], known: set[str]) -> float:
        return sum((value for key, value in table.items() if key in known), 0.0)

    def bad(table: dict[str, float], known: set[str]) -> float:
        return sum(table.values())

    found = shrunk(bad, good, {"a": 1.5, "b": 2.5, "c": 8.25}, {"a", "c"})
    table, known = found.args
    assert list(table.values()) == [1.0]
    assert len(known) == 1
    assert not known & set(table)


def test_an_exception_stays_an_exception_of_its_class() -> None:
    def bad(values: list[int]) -> int:
        if not values[0]:
            raise KeyError("zero")
        return values[0] + values[3]

    found = shrunk(bad, lambda values: sum(values[:1]), [7, 8])
    assert isinstance(found.got, Raised)
    assert found.got.types[0] == "IndexError"
    assert found.args == ([1],)


def test_a_wrong_number_does_not_end_as_a_rounding_error_or_a_nan() -> None:
    def bad(x: Any) -> Any:
        return x * 2 if x[0] > 5 else x + 1e-3 * torch.randn(()) if x[0] > 1 else x * torch.nan

    found = shrunk(bad, lambda x: x, torch.tensor([7.3, 8.4]))
    assert found.args[0].tolist()[0] > 5


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ([0.2, 0.8], [0.5, 0.5], False),  # a tie
        ([0.2, 0.8], [0.1, 0.9], True),
        ([0.2, 0.8], [0.2, 1.0], False),  # no probabilities
        ([1.5, 2.5], [1.0, 1.0], False),  # a tie
        ([1.5, 2.5], [-1.0, 2.0], False),
        ([3.0, 1.0], [1.0, 3.0], True),
        ([1.0, 3.0, 4.0], [3.0, 1.0, 4.0], False),  # no longer in order
        ([[2.0, 1.0], [1.0, 3.0]], [[2.0, 1.0]], False),  # no longer symmetric
        ([[0.5, 0.5, 0.0], [0.1, 0.9, 0.0]], [[0.5, 0.5, 0.0]], True),
    ],
)
def test_what_a_value_says_of_itself_stays_so(old: Any, new: Any, kept: bool) -> None:
    assert keeps(np.array(old), np.array(new)) is kept
    assert keeps(torch.tensor(old), torch.tensor(new)) is kept


def test_labels_stay_labels() -> None:
    assert not keeps(np.array([0, 2, 2]), np.array([0, 3]))
    assert keeps(np.array([0, 2, 2]), np.array([1, 1]))


def test_what_was_found_before_the_time_was_over_counts() -> None:
    left = 12

    def ask(call: Arguments) -> Outcome:
        nonlocal left
        left -= 1
        if left < 0:
            raise SpentError
        return Value(sum(call[0][0]) + 1)

    values = list(range(100, 150))
    found = smallest((values,), {}, Differing(ask, asking(sum)))
    assert found is not None
    assert 0 < len(found.args[0]) < 50


def test_a_call_that_is_right_or_that_nobody_can_answer_is_no_counterexample() -> None:
    assert smallest(([1],), {}, Differing(asking(sum), asking(sum))) is None
    assert smallest((3,), {}, Differing(asking(abs), asking(len))) is None
    opaque = Differing(asking(sum), lambda _call: Value(Opaque("Tensor")))
    assert smallest(([1],), {}, opaque) is None


def test_huge_and_strange_numbers_are_no_problem() -> None:
    good = asking(lambda *args: len(args))
    bad = asking(lambda *args: len(args) + 1)
    args = (10**5000, float("nan"), -float("inf"), 2 + 3j, np.float32(3e38), b"abc", None, True)
    found = smallest(args, {"x": np.zeros((0, 3))}, Differing(bad, good))
    assert found is None or found.args == ()


def test_how_tells_the_manner_of_a_difference() -> None:
    right = torch.tensor([1.0, 2.0])
    assert how(Value(right + 1e-7), right) == ""
    assert how(Value(right + 1), right) == "value"
    assert how(Value(right * torch.nan), right) == "not finite"
    assert how(Value(right[None]), right) == "form"
    assert how(Value([1.0, 2.0]), right) == "form"
    assert how(Raised(("KeyError", "Exception"), ""), right) == "raised KeyError"
    assert how(Unsendable("too large"), right) != ""


def test_chance_is_seen_in_the_right_side() -> None:
    def reseed(seed: int) -> None:
        torch.manual_seed(seed)

    def rolls(rng: Any) -> Any:
        return rng.integers(10, size=8)

    def first(rng: Any) -> Any:
        return 3

    rng = np.random.default_rng(5)
    assert draws(asking(torch.rand), reseed, ((4,), {}))
    assert draws(asking(rolls), reseed, ((rng,), {}))
    assert not draws(asking(first), reseed, ((rng,), {}))
    assert not draws(asking(torch.zeros), reseed, ((4,), {}))


# -- lines to paste ----------------------------------------------------------------------------


def test_lines_say_what_comes_and_what_is_right() -> None:
    args, kwargs = (torch.tensor([[0.0, 1000.0]]),), {"dim": 1}
    got, right = Value(without_max(*args, **kwargs)), softmax(*args, **kwargs)
    assert as_python("t01_attention", "softmax", args, kwargs, got, right).split("\n") == [
        "import torch",
        "from t01_attention import softmax",
        "softmax(torch.tensor([[0.0, 1000.0]]), dim=1)",
        "# gives    tensor([[0., nan]])",
        "# expected tensor([[0., 1.]])",
    ]


VALUES: list[Any] = [
    *(
        0,
        -3,
        True,
        None,
        2.5,
        float("inf"),
        -float("inf"),
        1e-12,
        2 - 1j,
        "it's",
        "a\n\u2028",
        b"\0a",
    ),
    *([], (), {}, set(), (1,), [1, [2.0, "x"]], {"a": [1], 3: (1, 2)}, {1, 2}, frozenset({"b"})),
    *(np.float32(0.1), np.int64(3), np.bool_(True), np.float64("nan")),
    *(np.array([1.5, -np.inf]), np.array([[1, 2]], np.int32), np.zeros((0, 3), np.float32)),
    *(np.array(3.0), np.array([True, False]), np.array([0.1, 1 / 3], np.float32)),
    *(torch.tensor([0.1, 1e20]), torch.tensor(2), torch.tensor([1.0], dtype=torch.float64)),
    *(torch.tensor([0.1], dtype=torch.bfloat16), torch.tensor([0.1], dtype=torch.float16)),
    *(torch.tensor([[True]]), torch.zeros(0, 2, dtype=torch.int64), torch.tensor([torch.nan])),
    *(np.random.default_rng(0), torch.Generator().manual_seed(2), torch.float32),
    list(range(40)),
    [np.arange(3.0).reshape(1, 3) + 1 / 3],
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: ascii(value).split(" at 0x")[0][:40])
def test_every_plain_value_comes_back_from_its_lines(value: Any) -> None:
    """The call that is written down gets the argument itself, to the bit and with its type."""
    text = as_python("m", "f", [value], {"named": [value]}, Value("?"), "!")
    call = "\n".join(line for line in text.split("\n") if not line.startswith(("from m", "#")))
    got: list[Any] = []
    exec(call, {"f": lambda value, named: got.extend([value, *named])})
    assert [encode(each) for each in got] == [encode(value)] * 2


def test_what_cannot_be_written_down_in_a_few_lines_gives_none() -> None:
    def lines(*args: Any, got: Any = 1, right: Any = 2, **kwargs: Any) -> str:
        return as_python("m", "f", args, kwargs, Value(got), right)

    assert lines(np.random.default_rng(99)) == ""
    assert lines(torch.zeros(9, 9)) == ""
    assert lines("x" * 200) == ""
    assert lines(["word" * 20] * 25) == ""
    assert lines(Opaque("Model")) == ""
    assert lines(1, got=10**5000) == ""
    assert lines(1, got=np.zeros(200).reshape(100, 2)) == ""
    assert lines(1, got=1, right=1) == ""  # nothing to be seen
    long = lines([0.123456789] * 30, key=list(range(30)))
    assert 3 < len(long.split("\n")) <= LINES
    assert max(map(len, long.split("\n"))) <= WIDTH


def test_what_the_student_names_stays_in_its_comment() -> None:
    got = Raised(("KeyError",), "'a'\nimport os\n")
    text = as_python("m", "f", [1], {}, got, 2)
    assert text.split("\n")[1:] == ["f(1)", "# raises   KeyError: 'a'", "# expected 2"]
    text = as_python("m", "f", [1], {}, Value("a\u2028b\x1b[31m\n"), 2)
    assert text.split("\n")[2] == r"# gives    'a\u2028b\x1b[31m\n'"
    text = as_python("m", "f", [1], {}, Value(Opaque("generator")), 2)
    assert text.split("\n")[2] == "# gives    a generator"
