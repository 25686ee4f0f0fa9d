"""Links from a task to the section of the handout that is about it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from autograder.feedback.handout import handout_links, section_of, sections

from ..tiny import ROOT

HANDOUT = """\
# The title: a [link](x.md) & `code`

| `root` | 3 | 4 |

## 1. `double(x)` in `numbers.py`

```python
# `half`
```

## Half, and more

Write `half`, not `numbers.third`.

## Half, and more
"""


def found(task: str) -> tuple[str, str] | None:
    section = section_of(task, sections(HANDOUT))
    return (section.title, section.anchor) if section else None


def test_a_heading_that_names_the_task_wins_over_earlier_text():
    assert found("double") == ("1. double(x) in numbers.py", "1-doublex-in-numberspy")


def test_else_the_first_section_with_the_task_in_its_text():
    assert found("root") == ("The title: a link & code", "the-title-a-link--code")
    assert found("third") == ("Half, and more", "half-and-more")


def test_code_is_no_heading_and_a_part_of_a_name_is_no_name():
    assert found("half") == ("1. double(x) in numbers.py", "1-doublex-in-numberspy")
    assert found("hal") is None


def test_a_heading_that_comes_again_has_another_anchor():
    assert [each.anchor for each in sections(HANDOUT)][-2:] == ["half-and-more", "half-and-more-1"]


def test_links_are_relative_to_the_page_and_spaces_are_escaped(tmp_path: Path):
    handout = tmp_path / "my course" / "README.md"
    handout.parent.mkdir()
    handout.write_text(HANDOUT, "utf-8")
    links = handout_links(handout, ("double", "nowhere"), tmp_path / "out" / "report.html")
    assert {task: link.href for task, link in links.items()} == {
        "double": "../my%20course/README.md#1-doublex-in-numberspy"
    }


def test_without_a_handout_there_are_no_links(tmp_path: Path):
    assert handout_links(None, ("double",), tmp_path / "r.html") == {}
    assert handout_links(tmp_path / "none.md", ("double",), tmp_path / "r.html") == {}


@pytest.mark.parametrize("line", ["# " + "[" * 10**6, "#" + " " * 10**6, "`double(" * 10**5])
def test_a_handout_that_is_made_to_be_slow_is_read_at_once(line: str):
    started = time.monotonic()
    section_of("double", sections(f"# A\n{line}\n"))
    assert time.monotonic() - started < 2


MODULES = sorted(path.parent for path in ROOT.glob("assignments/[a-z]*/README.md"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_every_task_of_the_course_has_its_section(module: Path):
    from autograder.grade.released import release_plan

    tasks = tuple(task.name for task in release_plan(module).tasks)
    links = handout_links(module / "README.md", tasks, module / "report.html")
    assert set(links) == set(tasks)
