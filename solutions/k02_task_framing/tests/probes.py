"""What runs beside the student's code: the form of the records, without the answers in them."""

from __future__ import annotations

from autograder.checks import probe

# The answers are the key. Nothing of a module of concepts is recorded for students, and to be sure
# twice, the terms of the vocabulary never leave a probe: public checks see the form alone.


@probe
def form(impl, task):
    """The fields that each record has, by brief; "a list" or the like for what is no dictionary."""
    framings = getattr(impl, task)()
    if not isinstance(framings, dict):
        return kind_of(framings)
    return {key: fields_of(record) for key, record in framings.items()}


@probe
def unknown_terms(impl, task):
    """What is no term of its field, each with its place: `["clinic_visits, metric: 'acuracy'"]`."""
    framings = getattr(impl, task)()
    return [
        f"{brief.id}, {field}: {term_of(framings, brief.id, field)!r}"
        for brief in impl.BRIEFS_OF[task]
        for field in impl.FIELDS
        if term_of(framings, brief.id, field) not in brief.terms(field)
    ]


def fields_of(record):
    """The names of a record's fields in alphabetical order."""
    return sorted(map(str, record)) if isinstance(record, dict) else kind_of(record)


def kind_of(value):
    """The type of a value in words; None as it is, for reports say what it often comes from."""
    return None if value is None else f"a {type(value).__name__}"


def term_of(framings, brief, field):
    """The term in one field; None where there is none."""
    record = framings.get(brief) if isinstance(framings, dict) else None
    return record.get(field) if isinstance(record, dict) else None
