"""Public checks: all briefs answered, six fields each, and only terms of the vocabulary.

They cannot tell a right answer from a wrong one, for here the right answers are the key.
"""

from __future__ import annotations

from autograder.checks import expect, task

from .probes import form, unknown_terms

FIELDS = ["leakage_risk", "metric", "split", "target", "task", "unit"]
"""In alphabetical order."""


def judge_form(student, name, *briefs):
    """Each of ``briefs`` has a record with exactly the six fields."""
    records = expect(form(student, name), f"the fields of each record of {name}()")
    records.equal_to(dict.fromkeys(briefs, FIELDS))


def judge_terms(student, name):
    """No field holds anything but a term of its vocabulary."""
    unknown = expect(unknown_terms(student, name), f"what is no term in {name}()")
    unknown.has_type(list).satisfies(
        lambda places: not places, "each field holds a term of its own"
    )


@task("frame_tabular")
def test_tabular_has_all_records(student):
    """The four briefs, and for each the six fields."""
    briefs = ("tax_audit", "shop_types", "flat_rent", "loan_default")
    judge_form(student, "frame_tabular", *briefs)


@task("frame_tabular")
def test_tabular_keeps_to_the_vocabulary(student):
    """Each value is a term of its field, spelled exactly so."""
    judge_terms(student, "frame_tabular")


@task("frame_time")
def test_time_has_all_records(student):
    """The four briefs, and for each the six fields."""
    briefs = ("phone_churn", "substation_load", "sleep_stages", "soil_nitrogen")
    judge_form(student, "frame_time", *briefs)


@task("frame_time")
def test_time_keeps_to_the_vocabulary(student):
    """Each value is a term of its field, spelled exactly so."""
    judge_terms(student, "frame_time")


@task("frame_text")
def test_text_has_all_records(student):
    """The four briefs, and for each the six fields."""
    briefs = ("comment_piles", "court_names", "city_mail", "reply_drafts")
    judge_form(student, "frame_text", *briefs)


@task("frame_text")
def test_text_keeps_to_the_vocabulary(student):
    """Each value is a term of its field, spelled exactly so."""
    judge_terms(student, "frame_text")


@task("frame_decisions")
def test_decisions_has_all_records(student):
    """The four briefs, and for each the six fields."""
    briefs = ("bakery_rolls", "claim_checks", "shop_search", "frost_warning")
    judge_form(student, "frame_decisions", *briefs)


@task("frame_decisions")
def test_decisions_keeps_to_the_vocabulary(student):
    """Each value is a term of its field, spelled exactly so."""
    judge_terms(student, "frame_decisions")


@task("frame_learning")
def test_learning_has_all_records(student):
    """The four briefs, and for each the six fields."""
    briefs = ("headline_choice", "shuttle_moves", "kitchen_minutes", "code_trial")
    judge_form(student, "frame_learning", *briefs)


@task("frame_learning")
def test_learning_keeps_to_the_vocabulary(student):
    """Each value is a term of its field, spelled exactly so."""
    judge_terms(student, "frame_learning")


@task("frame_groups")
def test_groups_has_all_records(student):
    """The four briefs, and for each the six fields."""
    briefs = ("skin_spots", "bus_camera", "dock_minutes", "casting_photos")
    judge_form(student, "frame_groups", *briefs)


@task("frame_groups")
def test_groups_keeps_to_the_vocabulary(student):
    """Each value is a term of its field, spelled exactly so."""
    judge_terms(student, "frame_groups")
