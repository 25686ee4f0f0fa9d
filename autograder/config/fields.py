"""Finds the model and the field that describe a place in a configuration file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from autograder.config.yaml_marks import KeyPath

Model = type[BaseModel]


def model_at(model: Model, at: KeyPath) -> Model | None:
    """The model of the mapping at ``at``, or None where no model describes it.

    ``("tasks", "sdpa")`` leads to the model of a task, ``("tasks",)`` to none: its keys are free.
    So do the entries of a list, and the list.
    """
    if not at:
        return model
    field = model.model_fields.get(str(at[0]))
    inner = inner_model(field)
    if field is None or inner is None:
        return None
    rest = at[1:]
    if has_entries(field):
        return model_at(inner, rest[1:]) if rest else None
    return model_at(inner, rest)


def field_at(model: Model, at: KeyPath) -> FieldInfo | None:
    """The field whose value stands at ``at`` or, for an entry of a list or mapping, around it."""
    for end in range(len(at) - 1, -1, -1):
        around = model_at(model, at[:end])
        if around is not None:
            return around.model_fields.get(str(at[end]))
    return None


def inner_model(field: FieldInfo | None) -> Model | None:
    """The model that a field holds, alone or as the entries of a list or mapping."""
    candidates = [field.annotation, *get_args(field.annotation)] if field else []
    models = [one for one in candidates if isinstance(one, type) and issubclass(one, BaseModel)]
    return models[0] if models else None


def has_entries(field: FieldInfo) -> bool:
    """Whether the field holds a list, or a mapping whose keys the author chooses."""
    return get_origin(field.annotation) in (Mapping, tuple)
