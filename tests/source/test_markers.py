"""Only comment tokens are markers."""

from __future__ import annotations

from pathlib import Path

from autograder.source.markers import Marker, Markers, Report, comments, find_markers


def markers(text: str) -> tuple[Markers, list[str]]:
    report = Report(Path("a.py"))
    return find_markers(comments(text), report), [str(problem) for problem in report.problems]


def test_block_markers_have_their_line_column_and_name() -> None:
    found, problems = markers("    # BEGIN MISTAKE no-max2\n    # END MISTAKE  \n")
    assert found.edges == (
        Marker(1, 4, True, "MISTAKE", "no-max2"),
        Marker(2, 4, False, "MISTAKE"),
    )
    assert problems == []


def test_trailing_markers_have_their_lines() -> None:
    found, problems = markers("x = 1  # SOLUTION\ny = 2  # LEAK OK: also in the handout\n")
    assert (found.one_lines, found.leak_oks) == ((1,), (2,))
    assert problems == []


def test_strings_and_docstrings_hold_no_markers() -> None:
    text = '"""\n# BEGIN SOLUTION\n#BEGIN SOLUTION\n"""\nx = "# BEGIN SOLUTION"\n'
    assert markers(text) == (Markers(), [])


def test_f_strings_hold_no_markers() -> None:
    text = 'x = 1\ny = f"""\n# BEGIN SOLUTION {x}\n# HIDDEN TEST\n"""\nz = f"# SOLUTION {x}"\n'
    assert markers(text) == (Markers(), [])


def test_a_block_marker_behind_code_is_a_problem() -> None:
    _, problems = markers("x = 1  # BEGIN SOLUTION\n")
    assert problems == [
        "a.py:1: `# BEGIN SOLUTION` stands behind code. "
        "Put it on a line of its own, indented like the code around it."
    ]


def test_near_misses_are_reported_with_their_lines() -> None:
    found, problems = markers("x = 1\n#BEGIN SOLUTION\n# END SOLUTIONS\n")
    assert found == Markers()
    assert problems == [
        "a.py:2: `#BEGIN SOLUTION` is not a marker. Write `# BEGIN SOLUTION`.",
        "a.py:3: `# END SOLUTIONS` is not a marker. Write `# END SOLUTION`.",
    ]
