"""Says in plain words what pydantic found wrong, and what to write instead."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from autograder.config.fields import Model, field_at, model_at
from autograder.config.names import PATTERN_WORDS
from autograder.config.nearest import nearest, one_of
from autograder.config.yaml_marks import UNREADABLE, KeyPath, Marked
from autograder.errors import Problem

_KEY = "[key]"
_WANTED = {
    "string_type": "text",
    "float_type": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "tuple_type": "a list",
    "dict_type": "a mapping of names to values",
    "mapping_type": "a mapping of names to values",
    "model_type": "a mapping of keys to values",
}
_BOUNDS = {
    "greater_than": ("more than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("less than", "lt"),
    "less_than_equal": ("at most", "le"),
}


@dataclass(frozen=True)
class _Fault:
    """One error of pydantic, with the place it is about."""

    kind: str
    at: KeyPath
    value: object
    context: dict[str, object]
    model: Model
    of_key: bool = False

    @property
    def field(self) -> FieldInfo | None:
        return field_at(self.model, self.at)

    @property
    def around(self) -> Iterable[str]:
        model = model_at(self.model, self.at[:-1])
        return model.model_fields if model else ()


def field_problems(marked: Marked, model: type[BaseModel]) -> list[Problem]:
    """Everything that is wrong with single keys and values of ``marked``, in words."""
    try:
        model.model_validate(marked.data)
    except ValidationError as error:
        faults = [_fault(details, model) for details in error.errors(include_url=False)]
        return [_problem(marked, fault) for fault in _worth_saying(faults)]
    return []


def place(at: KeyPath) -> str:
    """A path as an author would say it.

    >>> place(("tasks", "sdpa", "uses", 0)), place(("leaderboard", 1, "name"))
    ('entry 1 of tasks.sdpa.uses', 'name in entry 2 of leaderboard')
    """
    if not at:
        return "the file"
    *around, last = at
    if isinstance(last, int):
        return f"entry {last + 1} of {place(tuple(around))}"
    if around and isinstance(around[-1], int):
        return f"{last} in {place(tuple(around))}"
    return ".".join(str(part) for part in at)


def shown(value: object) -> str:
    """A value as an author would name it.

    >>> shown("10"), shown(True), shown([1])
    ("the text '10'", 'the truth value true', 'a list')
    """
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    if isinstance(value, bool):
        return f"the truth value {str(value).lower()}"
    return f"the text '{value}'" if isinstance(value, str) else f"the number {value}"


def _fault(details: ErrorDetails, model: Model) -> _Fault:
    at = details["loc"]
    # Only a pattern speaks about keys; any other fault with that last word is about a key "[key]".
    of_key = details["type"] == "string_pattern_mismatch" and at[-1] == _KEY
    at = at[:-1] if of_key else at
    context = dict(details.get("ctx", {}))
    return _Fault(details["type"], at, details["input"], context, model, of_key)


def _worth_saying(faults: list[_Fault]) -> Iterator[_Fault]:
    """Leave out what is said elsewhere: by the YAML reader, by the rules, or by a misspelt key."""
    meant = {
        (*fault.at[:-1], nearest(str(fault.at[-1]), fault.around))
        for fault in faults
        if fault.kind == "extra_forbidden"
    }
    for fault in faults:
        said_of_key = fault.kind == "missing" and fault.at in meant
        if fault.kind != "rule" and fault.value is not UNREADABLE and not said_of_key:
            yield fault


def _problem(marked: Marked, fault: _Fault) -> Problem:
    what, fix = _sentence(fault)
    return marked.problem(fault.at, what, fix)


def _sentence(fault: _Fault) -> tuple[str, str]:
    if fault.value is None and fault.kind != "extra_forbidden":
        return f"{place(fault.at)} has no value", _example(fault)
    if fault.kind in _SENTENCES:
        return _SENTENCES[fault.kind](fault)
    if fault.kind in _WANTED:
        return _wrong_type(fault)
    if fault.kind in _BOUNDS:
        return _out_of_bounds(fault)
    return f"{place(fault.at)} is not right", _example(fault)


def _unknown(fault: _Fault) -> tuple[str, str]:
    *around, key = fault.at
    where = f" in {place(tuple(around))}" if around else ""
    return f"unknown key '{key}'{where}", one_of(str(key), fault.around, "keys here")


def _missing(fault: _Fault) -> tuple[str, str]:
    *around, key = fault.at
    return f"{place(tuple(around))} has no key '{key}'", _example(fault, "Add for example")


def _wrong_type(fault: _Fault) -> tuple[str, str]:
    what = f"{place(fault.at)} must be {_WANTED[fault.kind]}, not {shown(fault.value)}"
    is_number_wanted = "number" in _WANTED[fault.kind]
    if is_number_wanted and isinstance(fault.value, str) and _is_number(fault.value):
        return what, "Remove the quotes"
    if fault.kind == "string_type" and not isinstance(fault.value, dict | list):
        return what, "Put it in quotes"
    return what, _example(fault)


def _out_of_bounds(fault: _Fault) -> tuple[str, str]:
    words, bound = _BOUNDS[fault.kind]
    what = f"{place(fault.at)} must be {words} {fault.context[bound]:g}, not {fault.value}"
    return what, _example(fault)


def _not_finite(fault: _Fault) -> tuple[str, str]:
    return f"{place(fault.at)} must be a finite number, not {fault.value}", _example(fault)


def _too_precise(fault: _Fault) -> tuple[str, str]:
    what = f"{place(fault.at)} has more than two decimals: {fault.value}"
    return what, "Round it to hundredths"


def _empty(fault: _Fault) -> tuple[str, str]:
    return f"{place(fault.at)} is empty", _example(fault)


def _bad_name(fault: _Fault) -> tuple[str, str]:
    kind = PATTERN_WORDS[str(fault.context["pattern"])]
    key_of = place(fault.at[:-1])
    subject = f"the key '{fault.at[-1]}' of {key_of}" if fault.of_key else place(fault.at)
    found = "" if fault.of_key else f", not '{fault.value}'"
    return f"{subject} must be {kind}{found}", "Rename it"


def _not_a_choice(fault: _Fault) -> tuple[str, str]:
    choices = str(fault.context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
    what = f"{place(fault.at)} must be one of {', '.join(choices)}, not {shown(fault.value)}"
    match = nearest(str(fault.value), choices)
    return what, f"Write '{match}'" if match else "Write one of these"


def _not_a_day(fault: _Fault) -> tuple[str, str]:
    what = f"{place(fault.at)} must be {fault.context['wanted']}, not {shown(fault.value)}"
    meant = fault.context["meant"]
    return what, f"Write {meant}" if meant else _example(fault)


_SENTENCES: dict[str, Callable[[_Fault], tuple[str, str]]] = {
    "extra_forbidden": _unknown,
    "missing": _missing,
    "finite_number": _not_finite,
    "decimals": _too_precise,
    "day": _not_a_day,
    "string_too_short": _empty,
    "too_short": _empty,
    "string_pattern_mismatch": _bad_name,
    "enum": _not_a_choice,
    "literal_error": _not_a_choice,
}


def _example(fault: _Fault, start: str = "Write for example") -> str:
    """``start``, and how the place looks when it is right, from the field's own example."""
    field, last = fault.field, fault.at[-1]
    if field is None or not field.examples:
        return "Correct it or remove it"
    example: object = field.examples[0]
    if model_at(fault.model, fault.at[:-1]) is None:
        example = _first_entry(example)
    label = f"{last}: " if isinstance(last, str) else ""
    return f"{start} `{label}{flow(example)}`"


def _first_entry(example: object) -> object:
    entries = example.values() if isinstance(example, dict) else example
    return next(iter(entries)) if isinstance(entries, Iterable) else example


def flow(value: object) -> str:
    """A value in YAML's one-line form.

    >>> flow({"points": 2, "uses": ["softmax"]})
    '{points: 2, uses: [softmax]}'
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return value if isinstance(value, str) else json.dumps(value)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
