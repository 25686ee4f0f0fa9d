"""No mutant is made where the text says that it makes no difference, or an error at once."""

from __future__ import annotations

import pytest

from autograder.mutation import mutants_of_text


def changes(code: str, *operators: str) -> set[str]:
    """What these operators change in a file, each as ``x -> y``."""
    tasks = dict.fromkeys(range(1, code.count("\n") + 2), "task")
    found = mutants_of_text("made.py", code, tasks)
    return {f"{each.before} -> {each.after}" for each in found if each.operator in operators}


def function(body: str, arguments: str = "x, y", docstring: str = "Says nothing.") -> str:
    lines = "\n".join(f"    {line}" for line in body.split("\n"))
    return f'def task({arguments}):\n    """{docstring}"""\n{lines}\n'


ON_THE_AXIS = ("axis", "arithmetic", "off-by-one")
MATRIX, CUBE = 'x: Float[Tensor, "n d"]', 'x: Float[Array, "b n d"] | None'


@pytest.mark.parametrize(
    ("before", "after"),
    [("-1", {"0"}), ("1", {"0"}), ("0", {"1"}), ("2", {"0", "1"}), ("-2", {"-1"})],
)
def test_of_an_array_of_unknown_rank_only_what_is_surely_another_axis_is_tried(
    before: str, after: set[str]
) -> None:
    found = changes(function(f"return x.sum(dim={before})"), *ON_THE_AXIS)
    assert found == {f"dim={before} -> dim={other}" for other in after}


@pytest.mark.parametrize(
    ("arguments", "body", "after"),
    [
        (MATRIX, "return x.sum(dim=-1)", {"0"}),
        (MATRIX, "return x.sum(dim=0)", {"1"}),
        (CUBE, "return x.sum(dim=-1)", {"0", "1"}),
        (CUBE, "return x.sum(dim=1)", {"0", "-1"}),
        ('x: Float[Tensor, "n"]', "return x.sum(dim=-1)", set()),
        ('x: Float[Tensor, "... d"]', "return x.sum(dim=-1)", {"0"}),
        (CUBE, "return torch.softmax(x.exp(), dim=-1)", {"0", "1"}),
        (
            CUBE,
            "e = (x - x.amax(dim=2, keepdim=True)).exp()\nreturn np.sum(e, axis=1)",
            {"0", "-1"},
        ),
        (CUBE, "e = x.mean(dim=0)\nreturn e.sum(dim=1)", {"0"}),
        (CUBE, "x = x[0]\nreturn x.sum(dim=-1)", {"0"}),
        (CUBE, "return torch.stack([x, x], dim=1)", {"0", "-1"}),
        (MATRIX, "return torch.cat([x, x], dim=1)", {"0"}),
    ],
)
def test_where_the_rank_is_stated_every_other_axis_is_tried_once(
    arguments: str, body: str, after: set[str]
) -> None:
    found = changes(function(body, arguments), *ON_THE_AXIS)
    last = body.split("\n")[-1]
    assert {each.split("=")[-1] for each in found if each.split(" ->")[0] in last} == after


def test_a_docstring_states_a_rank_as_well() -> None:
    said = "Makes it.\n\n    Args:\n        x: the people,\n            shape (n, d, k).\n        y: no, shape (n, d)."
    body = "return x.sum(axis=-1) + {}"
    found = changes(function(body.format("y.sum(axis=1)"), docstring=said), "axis")
    assert found == {"axis=-1 -> axis=0", "axis=-1 -> axis=1", "axis=1 -> axis=0"}


def test_an_axis_that_is_given_by_name_becomes_each_number() -> None:
    found = changes(function("return x.sum(axis=y)"), "axis")
    assert found == {f"axis=y -> axis={other}" for other in (0, 1, -1)}


@pytest.mark.parametrize(
    "code", ["x.reshape(y, -1)", "x.view((-1, y))", "np.reshape(x, (-1, y))", "x.expand(y, -1)"]
)
def test_a_size_that_reshape_works_out_stays(code: str) -> None:
    assert changes(function(f"return {code}"), "off-by-one") == set()


@pytest.mark.parametrize("code", ["x[-1]", "x.reshape(y - 1)", "x.roll(-1)", "x.reshape(2)"])
def test_other_ones_do_not(code: str) -> None:
    assert changes(function(f"return {code}"), "off-by-one")


@pytest.mark.parametrize(
    "body",
    [
        "return rng.random() < eps",
        "return eps >= random.random()",
        "return torch.rand(3) > eps",
        "return float(rng.uniform(0, 1)) <= eps",
        "return torch.rand(1).item() < eps",
        "draw = rng.random()\nreturn draw < eps",
    ],
)
def test_a_draw_never_meets_its_bound(body: str) -> None:
    assert changes(function(body, "rng, eps"), "comparison") == set()


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("return rng.integers(3) < eps", "rng.integers(3) <= eps"),
        ("return rng.random() == eps", "rng.random() != eps"),
        ("return 0 < eps < rng.random()", "0 <= eps < rng.random()"),
        ("draw = rng.random()\ndraw = 3\nreturn draw < eps", "draw <= eps"),
        ("return rng.random() * 0 < eps", "rng.random() * 0 <= eps"),
    ],
)
def test_other_comparisons_may_meet_it(body: str, after: str) -> None:
    (found,) = changes(function(body, "rng, eps"), "comparison")
    assert found.endswith(f" -> ({after})")


@pytest.mark.parametrize(
    "call",
    [
        "torch.zeros(3, dtype=torch.float32)",
        "torch.zeros(3, device=x.device)",
        "x.to(device=y)",
        "np.zeros(3, dtype=float)",
        "np.ones((x, y), dtype=np.float64)",
        "torch.tensor([0.5, 1], dtype=torch.float)",
        "np.arange(x, dtype=int)",
        "torch.arange(x, dtype=torch.long)",
        "rng.integers(3, dtype=np.int64)",
    ],
)
def test_a_device_or_a_dtype_that_is_the_default_is_not_dropped(call: str) -> None:
    assert changes(function(f"return {call}"), "dropped-argument") == set()


@pytest.mark.parametrize(
    "call",
    [
        "torch.zeros(3, dtype=torch.float64)",
        "torch.zeros(3, dtype=float)",
        "np.zeros(3, dtype=np.float32)",
        "np.zeros(3, dtype=x.dtype)",
        "torch.ones(3, dtype=torch.bool)",
        "np.asarray(x, dtype=float)",
        "torch.tensor([1, 2], dtype=torch.float32)",
        "np.zeros_like(x, dtype=float)",
        "x.sum(dtype=float)",
    ],
)
def test_a_dtype_that_makes_a_difference_is_dropped(call: str) -> None:
    assert len(changes(function(f"return {call}"), "dropped-argument")) == 1


SIGNED = "x - y -> (y - x)"


@pytest.mark.parametrize(
    "body",
    [
        "return abs(x - y)",
        "return np.abs(x - y)",
        "return (x - y).abs()",
        "return (x - y) ** 2",
        "return (x - y).square()",
        "return (x - y).pow(2)",
        "return torch.pow(x - y, 2)",
        "return np.linalg.norm(x - y)",
        "error = x - y\nreturn error * error",
        "error = x - y\nreturn (error**2).sum() / error.abs().max()",
    ],
)
def test_a_difference_whose_sign_is_lost_is_not_turned_round(body: str) -> None:
    assert SIGNED not in changes(function(body), "swapped-operands")


@pytest.mark.parametrize(
    "body",
    [
        "return x - y",
        "return (x - y) ** 3",
        "return abs((x - y) + 1)",
        "return 2 ** (x - y)",
        "return (x - y) * (x - y)",  # one of the two: the product's sign is wrong
        "error = x - y\nreturn error * error + error",
        "error = x - y\nerror = error + 1\nreturn error**2",
        "return np.maximum(x - y, 2)",
    ],
)
def test_any_other_difference_is(body: str) -> None:
    assert SIGNED in changes(function(body), "swapped-operands")
