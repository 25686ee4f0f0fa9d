"""Changes that make no difference, or an error at once, as far as the syntax tells.

They would say nothing about a suite: no check can notice the one, and every check notices the
other.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from autograder.mutation.calls import library_of, name_of_call, of_what
from autograder.mutation.library import AXES
from autograder.mutation.ranks import axes_of_call
from autograder.mutation.surroundings import Surroundings, uses

_DRAWS = frozenset(
    {"random", "rand", "randn", "rand_like", "randn_like", "random_sample", "uniform", "normal"}
    | {"standard_normal", "gauss", "exponential", "standard_exponential", "beta", "gamma"}
)
"""Draws that meet a given number with probability 0."""
_WORKED_OUT = frozenset({"reshape", "view", "expand"})
"""Calls where -1 stands for a size, and any other negative number is an error or the same."""
_EVEN = frozenset({"abs", "absolute", "fabs", "square", "norm"})
"""Calls that are the same for x and for -x."""
_FLOATS = {"torch": ("torch.float32", "torch.float"), "np": ("float", "np.float64", "np.double")}
_INTS = {"torch": ("torch.int64", "torch.long"), "np": ("int", "np.int64")}
"""The default dtypes of the two libraries."""
_MAKES_FLOATS = frozenset(
    {"zeros", "ones", "empty", "eye", "identity", "linspace", "logspace", "rand", "randn"}
    | {"random", "standard_normal"}
)
_MAKES_INTS = frozenset({"integers", "randint"})
_AS_GIVEN = frozenset({"full", "tensor", "array", "asarray", "arange"})
"""Calls whose result has the dtype of the numbers that they are given."""


def makes_no_difference(operator: str, node: ast.AST, wrong: ast.AST, around: Surroundings) -> bool:
    """Whether ``wrong`` in the place of ``node`` says nothing about a suite."""
    is_noise = _NOISE.get(operator)
    return is_noise is not None and is_noise(node, wrong, around)


def _axis(node: ast.AST, wrong: ast.AST, around: Surroundings) -> bool:
    """The same axis by another number, an axis that there is not, or one that is tried already."""
    before, after, call = _whole(node), _whole(wrong), around.parent(node)
    if after is None or not isinstance(call, ast.Call):
        return False
    rank = axes_of_call(call, around)
    if rank is None:
        return before is not None and after not in _surely_others(before)
    if not -rank <= after < rank:
        return True
    return (before is not None and after % rank == before % rank) or (after == -1 and rank <= 2)


def _surely_others(axis: int) -> tuple[int, ...]:
    """Axes that differ from ``axis`` however many there are: most arrays are matrices, and there
    -1 is 1, and -2 is 0.
    """
    if axis < -1:
        return (-1,)
    return (0, 1) if axis > 1 else (1 if axis == 0 else 0,)


def _whole(keyword: ast.AST) -> int | None:
    """The axis that a keyword names by a number."""
    try:
        value = ast.literal_eval(keyword.value) if isinstance(keyword, ast.keyword) else None
    except ValueError:
        return None
    return value if type(value) is int else None


def _is_axis(number: ast.AST | None, around: Surroundings) -> bool:
    """Whether a number is the whole of ``dim=-1``: another axis is the business of ``axis``."""
    place = around.parent(number) if number else None
    return isinstance(place, ast.keyword) and place.arg in AXES


def _arithmetic(node: ast.AST, _wrong: ast.AST, around: Surroundings) -> bool:
    """The axis 1 for -1."""
    return isinstance(node, ast.UnaryOp) and _is_axis(node, around)


def _off_by_one(node: ast.AST, _wrong: ast.AST, around: Surroundings) -> bool:
    """Another axis, or another number than -1 for the size that a reshape works out."""
    sign = around.parent(node)
    if _is_axis(node, around) or (isinstance(sign, ast.UnaryOp) and _is_axis(sign, around)):
        return True
    if not isinstance(sign, ast.UnaryOp) or ast.unparse(sign) != "-1":
        return False
    call = around.call_of(sign)
    return call is not None and name_of_call(call.func) in _WORKED_OUT


def _comparison(node: ast.AST, wrong: ast.AST, around: Surroundings) -> bool:
    """``<=`` for ``<`` where one side is drawn from a continuous distribution."""
    if not isinstance(node, ast.Compare) or not isinstance(wrong, ast.Compare):
        return False
    sides = [node.left, *node.comparators]
    for place, (old, new) in enumerate(zip(node.ops, wrong.ops, strict=True)):
        if type(old) is not type(new):
            ordered = isinstance(old, ast.Lt | ast.LtE | ast.Gt | ast.GtE)
            return ordered and any(_is_draw(each, around) for each in sides[place : place + 2])
    return False


def _is_draw(value: ast.expr, around: Surroundings) -> bool:
    if isinstance(value, ast.Name):
        given = around.value_of(value)
        return isinstance(given, ast.Call) and _is_draw(given, around)
    if not isinstance(value, ast.Call):
        return False
    if name_of_call(value.func) in ("float", "item"):
        return isinstance(of_what(value), ast.Call) and _is_draw(of_what(value), around)
    return name_of_call(value.func) in _DRAWS


def _dropped_argument(node: ast.AST, wrong: ast.AST, _around: Surroundings) -> bool:
    """A device, or a dtype that is the default as well."""
    if not isinstance(node, ast.Call) or not isinstance(wrong, ast.Call):
        return False
    kept = {each.arg for each in wrong.keywords}
    dropped = next(each for each in node.keywords if each.arg not in kept)
    return dropped.arg == "device" or (
        dropped.arg == "dtype" and ast.unparse(dropped.value) in _default_dtype(node)
    )


def _default_dtype(call: ast.Call) -> tuple[str, ...]:
    """The spellings of the dtype that a call's result has anyway; none where it depends."""
    called, library = name_of_call(call.func), library_of(call.func) or "np"
    parts = [each for given in call.args for each in ast.walk(given)]
    floats = any(isinstance(each, ast.Constant) and type(each.value) is float for each in parts)
    literal = called in _AS_GIVEN and not any(isinstance(each, ast.Name) for each in parts)
    if called in _MAKES_FLOATS or (literal and floats):
        return _FLOATS.get(library, ())
    if called in _MAKES_INTS or literal or (called == "arange" and not floats):
        return _INTS.get(library, ())
    return ()


def _swapped_operands(node: ast.AST, _wrong: ast.AST, around: Surroundings) -> bool:
    """A difference of which only the size counts: under abs(), squared, or times itself."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Sub):
        return False
    if _is_even(node, around):
        return True
    place = around.parent(node)
    if not isinstance(place, ast.Assign) or not isinstance(place.targets[0], ast.Name):
        return False
    name = place.targets[0]
    home = around.home(name)
    if home is None or around.value_of(name) is not node:
        return False
    read = [each for each in uses(home, name.id) if each is not name]
    return bool(read) and all(_is_even(each, around) for each in read)


def _is_even(node: ast.expr, around: Surroundings) -> bool:
    """Whether the sign of a value is lost in the place where it stands."""
    place = around.parent(node)
    if isinstance(place, ast.Attribute):  # x.abs()
        place = around.parent(place)
    if isinstance(place, ast.Call) and of_what(place) is node:
        called = name_of_call(place.func)
        powers = [*place.args, *(each.value for each in place.keywords)][-1:]
        return called in _EVEN or (called in ("pow", "power") and _even_number(powers))
    if isinstance(place, ast.BinOp) and isinstance(place.op, ast.Pow):
        return place.left is node and _even_number([place.right])
    # Only a name can be exchanged on both sides at once; (a - b) * (b - a) is another number.
    return (
        isinstance(place, ast.BinOp)
        and isinstance(place.op, ast.Mult | ast.MatMult)
        and isinstance(node, ast.Name)
        and ast.dump(place.left) == ast.dump(place.right)
    )


def _even_number(found: list[ast.expr]) -> bool:
    return any(
        isinstance(each, ast.Constant) and isinstance(each.value, int) and each.value % 2 == 0
        for each in found
    )


_NOISE: dict[str, Callable[[ast.AST, ast.AST, Surroundings], bool]] = {
    "axis": _axis,
    "off-by-one": _off_by_one,
    "arithmetic": _arithmetic,
    "comparison": _comparison,
    "dropped-argument": _dropped_argument,
    "swapped-operands": _swapped_operands,
}
