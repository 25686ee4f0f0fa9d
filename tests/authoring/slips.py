"""Slips that authors make, each as one edit of a new module, and the first line of what they are told."""

from dataclasses import dataclass

SOURCE = "solutions/m42_new/scaling.py"
PUBLIC = "solutions/m42_new/tests/test_public.py"
HIDDEN = "solutions/m42_new/tests/test_hidden.py"
PROBES = "solutions/m42_new/tests/probes.py"
CONFIG = "grading_configs/m42_new.yaml"
README = "solutions/m42_new/README.md"


@dataclass(frozen=True)
class Slip:
    """Replace ``old`` by ``new`` in ``file``."""

    about: str
    file: str
    old: str
    new: str
    command: str = "build"


SLIPS = (
    Slip("A marker without its space", SOURCE, "# BEGIN SOLUTION", "#BEGIN SOLUTION"),
    Slip("A marker in small letters", SOURCE, "# END SOLUTION", "# End solution"),
    Slip("An END that is missing", SOURCE, "    # END SOLUTION\n", ""),
    Slip(
        "otter's marker for a hidden test",
        SOURCE,
        "    # END MISTAKE",
        "    # END MISTAKE\n    # HIDDEN TEST",
    ),
    Slip(
        "A mistake without a hint",
        SOURCE,
        "    # hint: What does your function give for [2, 3]? Which value should become 0?\n",
        "",
    ),
    Slip("A mistake without a name", SOURCE, "# BEGIN MISTAKE divides-by-max", "# BEGIN MISTAKE"),
    Slip(
        "A mistake whose code is not commented",
        SOURCE,
        "    # largest = max(values)",
        "    largest = max(values)",
    ),
    Slip(
        "A mistake that does not compile",
        SOURCE,
        "# return [value / largest for value in values]",
        "# return [value / largest for value in values",
    ),
    Slip(
        "A mistake that rotted: a name was renamed",
        SOURCE,
        "# return [value / largest for",
        "# return [value / biggest for",
        "verify",
    ),
    Slip(
        "A mistake that is no mistake",
        SOURCE,
        "# return [value / largest for value in values]",
        "# smallest = min(values)\n    # span = (largest - smallest) or 1\n    # return [(value - smallest) / span for value in values]",
        "verify",
    ),
    Slip(
        "A misspelt verdict",
        SOURCE,
        "    # if not values:\n",
        "    # verdict: FAIL\n    # if not values:\n",
    ),
    Slip(
        "Code before the region that returns",
        SOURCE,
        "    # BEGIN SOLUTION\n",
        "    if len(values) == 1:\n        return [0.0]\n    # BEGIN SOLUTION\n",
    ),
    Slip(
        "A region outside of any task",
        SOURCE,
        "from collections.abc import Sequence\n",
        "from collections.abc import Sequence\n\n# BEGIN SOLUTION\nEPSILON = 1e-9\n# END SOLUTION\n",
    ),
    Slip("A task that the configuration does not have", CONFIG, "  rescale:\n", "  rescal:\n"),
    Slip("Points that do not add up", CONFIG, "points: 10\n", "points: 12\n"),
    Slip("A misspelt key", CONFIG, "minutes: 30", "minute: 30"),
    Slip("A key that stands twice", CONFIG, "minutes: 30\n", "minutes: 30\nminutes: 45\n"),
    Slip(
        "Points in quotes",
        CONFIG,
        "test_rescale_edges: { points: 2 }",
        'test_rescale_edges: { points: "2" }',
    ),
    Slip(
        "A check that was renamed in the tests only",
        HIDDEN,
        "def test_rescale_edges",
        "def test_rescale_edge_cases",
    ),
    Slip(
        "A check without a task",
        HIDDEN,
        '@task("rescale")\ndef test_rescale_edges',
        "def test_rescale_edges",
    ),
    Slip(
        "A check of a misspelt task",
        PUBLIC,
        '@task("rescale")\ndef test_rescale_worked',
        '@task("rescaled")\ndef test_rescale_worked',
    ),
    Slip(
        "A check without a docstring",
        HIDDEN,
        '    """Equal values, a single value, and no value at all."""\n',
        "",
    ),
    Slip(
        "A public check that asks the reference about the student's value",
        PUBLIC,
        "expect(student.rescale(values)).close_to(reference.rescale(values))",
        "once = expect(student.rescale(values)).has_type(list).value\n    expect(student.rescale(once)).close_to(reference.rescale(once))",
    ),
    Slip(
        "A check that never judges a call",
        HIDDEN,
        "    expect(student.rescale([-7.5])).close_to([0.0])\n",
        "    student.rescale([-7.5])\n",
        "verify",
    ),
    Slip(
        "A check that computes with an unjudged value",
        HIDDEN,
        "expect(student.rescale([-7.5])).close_to([0.0])",
        "assert student.rescale([-7.5]) == [0.0]",
        "verify",
    ),
    Slip(
        "A worked example that shows the solution",
        README,
        "becomes 0.5.",
        "becomes 0.5.\n\n```python\nreturn [(v - small) / (large - small) for v in values]\n```",
    ),
    Slip(
        "A solution that does not pass its own check",
        HIDDEN,
        "close_to(([1.0, 0.0], [3.0, 1.0]))",
        "close_to(([1.0, 0.0], [3.0, 2.0]))",
        "verify",
    ),
)
