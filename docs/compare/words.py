"""What docs/comparison.md says around the reports."""

HEAD = """\
# Our report beside otter-grader, nbgrader and pytest

<!-- Generated from real runs by docs/compare/make_comparison.py. Change that, not this page. -->

Twelve wrong submissions, and what four tools say about each. Ten return wrong values: known
mistakes of this course, in a second writing by another hand than the one that the hints are found
with. One more raises, and the last, which was written for this page, never ends. What stands in
boxes is real output, shortened where it says so, and linked whole.
[The table at the end](#what-each-report-names) counts what the reports name.

Why the tools differ: otter-grader, nbgrader and pytest run any test that an instructor writes, in
any course, and show what that test says. Ours runs checks that were written for it, with a
reference and a catalogue of mistakes beside them. What it says more comes from there, and somebody
has to write that first.

## How each tool was used

The others got the tests in [compare/checks](compare/checks): for each task the asserts of our
public checks on the same inputs (the same seeds where they are random), with
`torch.testing.assert_close`, `numpy.testing` or `==`, as courses write them. Every test has a
sentence that says what it tests, and a message for the student, as somebody who knows the task
would write it. Only ours ran hidden checks, too.

"""

USED = {
    "ours": (
        "`autograder grade` on the folder that was handed in: the whole module, public and hidden "
        "checks, as an official grading. Its text on a terminal without colours."
    ),
    "otter": (
        "A notebook with one question, whose test cases are exception-based and have a "
        "`failure_message`. Made by `otter assign`, which also runs them on the solution, and "
        "graded by `otter run`. The total, and what students see in `results.json`."
    ),
    "nbgrader": (
        "An assignment with one autograded cell for each test, made by "
        "`nbgrader generate_assignment`, graded by `nbgrader autograde`. The text of the HTML that "
        "`nbgrader generate_feedback` makes for students. The message is a comment in the cell."
    ),
    "pytest": (
        "`pytest -q` on a file of tests beside the student's package, without plugins. The message "
        "is in the test's docstring."
    ),
}

REPEAT = """
To repeat all of it, in an environment of its own (some 20 minutes), or our column alone (one or two
minutes):

```text
python3 -m venv /tmp/compare
/tmp/compare/bin/pip install -e '.[torch,gymnasium,compare]'
/tmp/compare/bin/python docs/compare/make_comparison.py

.venv/bin/python docs/compare/make_comparison.py --only ours
```

The reports lie in [compare/outputs](compare/outputs), with times and folders left out, so that a
second run gives the same files, but for the line at which nbgrader happens to interrupt the loop.
`--check` compares and writes nothing; repeated hints and smallest calls it leaves out, for on a slow
machine our diagnosis ends before it has found them all.
"""

TABLE = """
## What each report names

Read from the whole outputs by the patterns in [compare/cases.py](compare/cases.py) and
[compare/judge.py](compare/judge.py), the same for every tool. A value counts as named wherever a
student can read it, also in the source of a test that the report shows. Which written message fits
which mistake was judged by hand.

"""

BETTER = """
Where others are better:

- pytest and nbgrader show the whole test: a student sees every input as code, can copy it and run
  it. Our report may name a large input by its dtype and shape only, and the call through a helper
  of the tests.
- numpy's assertions print both arrays and the largest error, in all three tools.
  `torch.testing.assert_close` prints differences and no values, and otter-grader and nbgrader print
  nothing of a plain `assert a == b`. Who writes a message behind each assert gets more.
- Where the code raises, pytest shows the function around the line, and its arguments; nbgrader
  marks the line in the student's own cell. Our report shows the one line.
- A message that is written for a check fits most of these mistakes, where it was written with them
  in mind. It also comes where another mistake was made. Our hint comes only where the values are
  those of a known mistake, and for a mistake that nobody wrote down there is none.
- nbgrader interrupts a cell after 30 seconds, by default, and then shows at which line of the
  student's loop. Our report says which call never came back, and not the line. otter-grader and
  pytest wait for ever.
- pytest is the fastest, needs no setup, and stops in a debugger. Our public checks run under it,
  too.
- nbgrader's feedback is the student's own notebook, with every cell and its points.

"""

DETAILS = """\
One row for each submission. The seconds are the processor's, of the grading alone, for the machine
had other work; for the endless loop they are the clock's. Ours grades the whole module, with hidden
checks.

"""
