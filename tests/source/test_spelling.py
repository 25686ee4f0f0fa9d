"""Near misses are found and prose is left alone."""

from __future__ import annotations

import pytest

from autograder.source.spelling import kebab, near_miss


@pytest.mark.parametrize(
    ("comment", "right"),
    [
        ("#BEGIN SOLUTION", "# BEGIN SOLUTION"),
        ("# Begin Solution", "# BEGIN SOLUTION"),
        ("# begin solution", "# BEGIN SOLUTION"),
        ("# BEGIN SOLUTIONS", "# BEGIN SOLUTION"),
        ("# BEGIN SOLUTON", "# BEGIN SOLUTION"),
        ("# BEGIN SLOUTION", "# BEGIN SOLUTION"),
        ("# END SOLUTION.", "# END SOLUTION"),
        ("## BEGIN SOLUTION", "# BEGIN SOLUTION"),
        ("#  BEGIN SOLUTION", "# BEGIN SOLUTION"),
        ("# BEGIN  SOLUTION", "# BEGIN SOLUTION"),
        ("# BEGIN_SOLUTION", "# BEGIN SOLUTION"),
        ("# BEGINSOLUTION", "# BEGIN SOLUTION"),
        ("# BEGIN-SOLUTION", "# BEGIN SOLUTION"),
        ("# BEGN SOLUTION", "# BEGIN SOLUTION"),
        ("# START SOLUTION", "# BEGIN SOLUTION"),
        ("# BEGIN SOLUTION NO PROMPT", "# BEGIN SOLUTION"),
        ("# END OF SOLUTION", "# END SOLUTION"),
        ("# BEGIN PROMT", "# BEGIN PROMPT"),
        ("# End Prompt", "# END PROMPT"),
        ("# END MISTAKE no-max", "# END MISTAKE"),
        ("# END MISTAKES", "# END MISTAKE"),
        ("#BEGIN MISTAKE no-max", "# BEGIN MISTAKE no-max"),
        ("# Begin mistake: No_Max", "# BEGIN MISTAKE no-max"),
    ],
)
def test_a_near_miss_gets_the_right_spelling(comment: str, right: str) -> None:
    advice = near_miss(comment, own_line=True)
    assert advice == (f"`{comment}` is not a marker", f"Write `{right}`")


@pytest.mark.parametrize(
    "comment",
    [
        "# the end of the solution space",
        "# begin by shifting",
        "# end of the solution",
        "# and solution",
        "# begin solution of the linear system",
        "# Solution: see the handout",
        "# a resolution",
        "# resolution",
        "# prompt",
        "# BEGIN the loop",
        "# test the mistake",
        "# hidden tests are elsewhere",
        "# leaks are ok",
        "# type: ignore[misc]",
        "#",
        "#!/usr/bin/env python",
        "# TODO: solution",
    ],
)
@pytest.mark.parametrize("own_line", [True, False])
def test_prose_is_no_near_miss(comment: str, own_line: bool) -> None:
    assert near_miss(comment, own_line) is None


@pytest.mark.parametrize("comment", ["#SOLUTION", "# Solution", "# SOLUTIONS", "# SOLUTON"])
def test_a_trailing_near_miss_gets_the_right_spelling(comment: str) -> None:
    assert near_miss(comment, own_line=False) == (
        f"`{comment}` is not a marker",
        "Write `# SOLUTION`",
    )


def test_solution_on_a_line_of_its_own_has_two_meanings() -> None:
    what, fix = near_miss("# SOLUTION", own_line=True) or ("", "")
    assert what == "`# SOLUTION` stands on a line of its own"
    assert "behind the assignment" in fix
    assert "`# BEGIN SOLUTION`" in fix


@pytest.mark.parametrize(
    "comment", ["# HIDDEN TEST", "# HIDDEN TESTS", "# HIDDEN", "# Hidden test"]
)
def test_a_hidden_test_has_its_file(comment: str) -> None:
    what, fix = near_miss(comment, own_line=True) or ("", "")
    assert what == f"`{comment}` means nothing here"
    assert "tests/test_hidden.py" in fix


@pytest.mark.parametrize("comment", ["# BEGIN TEST", "# BEGIN TESTS", "# END TESTS"])
def test_markers_of_otter_are_named(comment: str) -> None:
    what, fix = near_miss(comment, own_line=True) or ("", "")
    assert "otter" in what
    assert "tests/test_public.py" in fix


def test_a_mistake_needs_a_name() -> None:
    what, fix = near_miss("# BEGIN MISTAKE", own_line=True) or ("", "")
    assert what == "`# BEGIN MISTAKE` has no name"
    assert "no-max" in fix


@pytest.mark.parametrize("name", ["No_Max", "no max", "no--max", "-no-max", "no_max"])
def test_a_bad_name_gets_a_good_one(name: str) -> None:
    what, fix = near_miss(f"# BEGIN MISTAKE {name}", own_line=True) or ("", "")
    assert what == f"`{name}` is not a name for a mistake"
    assert fix.endswith("`# BEGIN MISTAKE no-max`")


@pytest.mark.parametrize(
    "comment", ["# LEAK OK", "# LEAK OK:", "# leak ok: same", "#LEAK OK: same"]
)
def test_an_exemption_needs_its_spelling_and_a_reason(comment: str) -> None:
    what, fix = near_miss(comment, own_line=False) or ("", "")
    assert what == f"`{comment}` is not a marker"
    assert fix == "Write `# LEAK OK: ` and then the reason"


def test_an_exemption_stands_behind_its_statement() -> None:
    what, _ = near_miss("# LEAK OK: same in the docs", own_line=True) or ("", "")
    assert what.endswith("stands on a line of its own")


@pytest.mark.parametrize("comment", ["# EQUIVALENT", "# EQUIVALENT axis", "# EQUIVALENT Axis: no"])
def test_a_note_needs_an_operator_and_a_reason(comment: str) -> None:
    what, fix = near_miss(comment, own_line=True) or ("", "")
    assert what == f"`{comment}` is not a marker"
    assert fix == "Write `# EQUIVALENT operator: reason`"


def test_a_note_stands_above_its_line() -> None:
    what, fix = near_miss("# EQUIVALENT axis: both", own_line=False) or ("", "")
    assert what.endswith("stands behind code")
    assert fix.endswith("above the line that it is about")


@pytest.mark.parametrize("comment", ["# noqa: E731  # SOLUTION", "# noqa  # LEAK OK: because"])
def test_a_marker_is_the_only_comment_of_its_line(comment: str) -> None:
    what, _ = near_miss(comment, own_line=False) or ("", "")
    assert what.endswith("stands behind another comment")


@pytest.mark.parametrize(("name", "right"), [("No_Max", "no-max"), ("???", "name"), ("a1", "a1")])
def test_kebab(name: str, right: str) -> None:
    assert kebab(name) == right
