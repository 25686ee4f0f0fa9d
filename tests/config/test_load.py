from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.config.load import known_modules, load_course, load_module
from autograder.errors import SourceProblems, UsageError

Edit = Callable[[Path, str, str], None]

COURSE = "title: Course\nmodules:\n  - attention\n"


def faults(folder: Path, name: str = "attention") -> list[str]:
    """Every problem of a file as text, without its folder."""
    with pytest.raises(SourceProblems) as caught:
        load_course(folder) if name == "course" else load_module(folder, name)
    return str(caught.value).replace(f"{folder}/", "").splitlines()


def test_a_right_module_loads(folder: Path) -> None:
    assert load_module(folder, "attention").title == "Attention"


def test_a_right_course_loads_and_keeps_the_reading_order(folder: Path) -> None:
    (folder / "bpe.yaml").write_text((folder / "attention.yaml").read_text())
    (folder / "course.yaml").write_text("title: Course\nmodules: [bpe, attention]\n")
    assert load_course(folder).modules == ("bpe", "attention")


def test_a_module_that_the_course_does_not_list_is_a_draft(folder: Path) -> None:
    (folder / "draft.yaml").write_text("title: not ready")
    (folder / "course.yaml").write_text(COURSE)
    assert load_course(folder).modules == ("attention",)
    assert known_modules(folder) == ("attention", "draft")


def test_known_modules_are_not_the_course_nor_other_files(folder: Path) -> None:
    for name in ("course.yaml", "Notes.yaml", "readme.md"):
        (folder / name).write_text("")
    assert known_modules(folder) == ("attention",)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("title: Attention\n", "", "1: the file has no key 'title'. Add for example "
         "`title: Scaled dot-product attention`."),
        ("title: Attention", "title:", "1: title has no value. Write for example "
         "`title: Scaled dot-product attention`."),
        ("title: Attention", "title: '  '", "1: title is empty. Write for example "
         "`title: Scaled dot-product attention`."),
        ("title: Attention", "title: 12", "1: title must be text, not the number 12. "
         "Put it in quotes."),
        ("title: Attention", "title: No", "1: title must be text, not the truth value false. "
         "Put it in quotes."),
        ("title: Attention", "title: [a]", "1: title must be text, not a list. "
         "Write for example `title: Scaled dot-product attention`."),
        ("title: Attention", "title: A\ncolour: red", "2: unknown key 'colour'. The keys here "
         "are: title, summary, kind, covers, needs, minutes, libraries, limits, blocked_keeps, "
         "releases, gradescope, tasks."),
        ("minutes: 60", "minuets: 60", "3: unknown key 'minuets'. Write 'minutes'."),
        ("minutes: 60", "minutes: '60'", "3: minutes must be a whole number, not the text '60'. "
         "Remove the quotes."),
        ("minutes: 60", "minutes: an hour", "3: minutes must be a whole number, not the text "
         "'an hour'. Write for example `minutes: 180`."),
        ("minutes: 60", "minutes: 1.5", "3: minutes must be a whole number, not the number 1.5. "
         "Write for example `minutes: 180`."),
        ("minutes: 60", "minutes: 0", "3: minutes must be more than 0, not 0. "
         "Write for example `minutes: 180`."),
        ("minutes: 60", "minutes: 6001", "3: minutes must be at most 6000, not 6001. "
         "Write for example `minutes: 180`."),
        ("minutes: 60", "minutes: 60\nblocked_keeps: 1.5", "4: blocked_keeps must be at most 1, "
         "not 1.5. Write for example `blocked_keeps: 0.5`."),
        ("minutes: 60", "minutes: 60\nblocked_keeps: -1", "4: blocked_keeps must be at least 0, "
         "not -1. Write for example `blocked_keeps: 0.5`."),
        ("minutes: 60", "minutes: 60\ncovers: applied/M06.G1", "4: covers must be a list, not "
         "the text 'applied/M06.G1'. Write for example `covers: [applied/M06.G1, deep/S2.B]`."),
        ("minutes: 60", "minutes: 60\ncovers:\n  - llm/5.4\n  - M06.G1", "6: entry 2 of covers "
         "must be a lesson: TRACK/LESSON, such as applied/M06.G1, not 'M06.G1'. Rename it."),
        ("minutes: 60", "minutes: 60\ncovers: [5.4]", "4: entry 1 of covers must be text, not "
         "the number 5.4. Put it in quotes."),
        ("minutes: 60", "minutes: 60\ncovers: [llm/5.4, llm/5.4]", "4: 'llm/5.4' stands twice "
         "in covers. Keep one of them."),
        ("minutes: 60", "minutes: 60\nneeds: [N01]", "4: entry 1 of needs must be a module's "
         "name: a small letter, then small letters, digits and _, not 'N01'. Rename it."),
        ("minutes: 60", "minutes: 60\nlibraries: [pytorch]", "4: entry 1 of libraries must be "
         "one of numpy, torch, gymnasium, not the text 'pytorch'. Write 'torch'."),
        ("minutes: 60", "minutes: 60\nlibraries: [pandas]", "4: entry 1 of libraries must be "
         "one of numpy, torch, gymnasium, not the text 'pandas'. Write one of these."),
        ("minutes: 60", "minutes: 60\nlimits: {memory: 5}", "4: unknown key 'memory' in limits. "
         "Write 'memory_mb'."),
        ("minutes: 60", "minutes: 60\nlimits: {check_seconds: 601, module_seconds: 602}\ngradescope: {minutes: 20}",
         "4: limits.check_seconds must be at most 600, not 601. "
         "Write for example `check_seconds: 20`."),
        ("minutes: 60", "minutes: 60\nlimits: {check_seconds: 121}", "4: one check may take "
         "121 seconds, but the whole module only 120. "
         "Raise module_seconds or lower check_seconds."),
        ("points: 3", "points: '3'", "6: tasks.softmax.points must be a number, not the text "
         "'3'. Remove the quotes."),
        ("points: 3", "points: true", "6: tasks.softmax.points must be a number, not the truth "
         "value true. Write for example `points: 10`."),
        ("points: 3", "points: .nan", "6: tasks.softmax.points must be a finite number, not nan. "
         "Write for example `points: 10`."),
        ("points: 3", "points: 3.5", "6: the task softmax has 3.5 points, but its checks sum "
         "to 3. Change one of the two."),
        ("    points: 3\n", "", "5: tasks.softmax has no key 'points'. Add for example "
         "`points: 10`."),
        ("points: 3\n", "pionts: 3\n", "6: unknown key 'pionts' in tasks.softmax. "
         "Write 'points'."),
        ("{points: 2}", "2", "9: tasks.softmax.checks.test_large_logits must be a mapping of "
         "keys to values, not the number 2. Write for example `test_large_logits: {points: 2}`."),
        ("{points: 2}", "{points: 2, visibility: after_due}", "9: tasks.softmax.checks."
         "test_large_logits.visibility must be one of visible, after_due_date, after_published, "
         "hidden, not the text 'after_due'. Write 'after_due_date'."),
        ("{points: 2}", "{points: 2, visibility: }", "9: tasks.softmax.checks.test_large_logits."
         "visibility has no value. Write for example `visibility: after_due_date`."),
        ("test_large_logits", "large_logits", "9: the key 'large_logits' of tasks.softmax.checks "
         "must be the name of a check: test_ and then letters, digits and _. Rename it."),
        ("  sdpa:", "  s-dpa:", "10: the key 's-dpa' of tasks must be the name of a Python "
         "function or class. Rename it."),
        ("test_formula", "test_large_logits", "14: the check test_large_logits stands under two "
         "tasks, softmax and sdpa. Keep it under one."),
        ("[softmax]", "[sofmax]", "12: the task sdpa uses 'sofmax', which is no task of this "
         "module. Write 'softmax'."),
        ("[softmax]", "[sdpa]", "12: the task sdpa uses itself. Remove it from uses."),
        ("[softmax]", "[softmax, softmax]", "12: 'softmax' stands twice in uses. "
         "Keep one of them."),
        ("points: 3\n", "points: 3\n    uses: [sdpa]\n", "7: tasks use each other in a circle: "
         "softmax -> sdpa -> softmax. Remove one of these uses."),
        ("[softmax]", "[softmax]\n    forbidden: [torch.]", "13: entry 1 of tasks.sdpa.forbidden "
         "must be a dotted Python name, such as torch.nn.functional.softmax, not 'torch.'. "
         "Rename it."),
    ],
)  # fmt: skip
def test_each_fault_is_one_sentence_with_its_line_and_what_to_do(
    folder: Path, edit: Edit, old: str, new: str, fault: str
) -> None:
    edit(folder / "attention.yaml", old, new)
    assert faults(folder) == [f"attention.yaml:{fault}"]


def test_points_have_at_most_two_decimals(folder: Path, edit: Edit) -> None:
    edit(folder / "attention.yaml", "{points: 2}", "{points: 2.005}")
    assert faults(folder) == [
        "attention.yaml:6: the task softmax has 3 points, but its checks sum to 3.005. "
        "Change one of the two.",
        "attention.yaml:9: tasks.softmax.checks.test_large_logits.points has more than two "
        "decimals: 2.005. Round it to hundredths.",
    ]


def test_a_module_without_tasks_is_told_what_a_task_looks_like(folder: Path) -> None:
    (folder / "attention.yaml").write_text("title: A\nsummary: B\nminutes: 5\ntasks: {}\n")
    assert faults(folder) == [
        "attention.yaml:4: tasks is empty. Write for example "
        "`tasks: {softmax: {points: 2, checks: {test_worked_example: {points: 2}}}}`."
    ]


def test_tasks_that_are_a_list_are_told_the_same(folder: Path) -> None:
    (folder / "attention.yaml").write_text("title: A\nsummary: B\nminutes: 5\ntasks: [a]\n")
    assert faults(folder) == [
        "attention.yaml:4: tasks must be a mapping of names to values, not a list. Write for "
        "example `tasks: {softmax: {points: 2, checks: {test_worked_example: {points: 2}}}}`."
    ]


def test_a_key_that_looks_like_pydantics_word_for_a_key_is_no_special_case(folder: Path) -> None:
    text = (folder / "attention.yaml").read_text()
    (folder / "attention.yaml").write_text(f"'[key]': 1\n{text}")
    assert [line.partition(". ")[0] for line in faults(folder)] == [
        "attention.yaml:1: unknown key '[key]'"
    ]


def test_all_faults_of_a_file_are_said_at_once_in_the_order_of_its_lines(
    folder: Path, edit: Edit
) -> None:
    path = folder / "attention.yaml"
    edit(path, "title: Attention", "titel: Attention")
    edit(path, "minutes: 60", "minutes: 010")
    edit(path, "{points: 1}", "{points: -1}")
    edit(path, "points: 4\n", "points: 5\n")
    edit(path, "[softmax]", "[sdpa]\n    uses: [softmax]")
    assert [line.partition(". ")[0] for line in faults(folder)] == [
        "attention.yaml:1: unknown key 'titel'",
        "attention.yaml:3: '010' is an unusual spelling of a number",
        "attention.yaml:6: the task softmax has 3 points, but its checks sum to 1",
        "attention.yaml:8: tasks.softmax.checks.test_rows_sum_to_one.points must be at least 0, "
        "not -1",
        "attention.yaml:11: the task sdpa has 5 points, but its checks sum to 4",
        "attention.yaml:12: the task sdpa uses itself",
        "attention.yaml:13: the key 'uses' stands twice, first on line 12",
    ]


def test_two_circles_are_two_problems(folder: Path) -> None:
    tasks = {"a": "b", "b": "a", "c": "d", "d": "c"}
    text = "title: A\nsummary: B\nminutes: 5\ntasks:\n" + "".join(
        f"  {name}: {{points: 1, uses: [{used}], checks: {{test_{name}: {{points: 1}}}}}}\n"
        for name, used in tasks.items()
    )
    (folder / "attention.yaml").write_text(text)
    assert faults(folder) == [
        "attention.yaml:5: tasks use each other in a circle: a -> b -> a. "
        "Remove one of these uses.",
        "attention.yaml:7: tasks use each other in a circle: c -> d -> c. "
        "Remove one of these uses.",
    ]


def test_a_listed_module_without_a_file_is_a_fault_of_the_course(folder: Path) -> None:
    (folder / "course.yaml").write_text(COURSE + "  - atention\n  - bpe\n  - Bpe\n  - attention\n")
    assert faults(folder, "course") == [
        "course.yaml:4: the module atention has no file atention.yaml beside course.yaml. "
        "Write 'attention'.",
        "course.yaml:5: the module bpe has no file bpe.yaml beside course.yaml. "
        "Add bpe.yaml, or remove the entry.",
        "course.yaml:6: entry 4 of modules must be a module's name: a small letter, then small "
        "letters, digits and _, not 'Bpe'. Rename it.",
        "course.yaml:7: 'attention' stands twice in modules. Keep one of them.",
    ]


def test_a_missing_module_names_the_nearest(folder: Path) -> None:
    with pytest.raises(UsageError) as caught:
        load_module(folder, "atention")
    assert str(caught.value) == f"{folder}/atention.yaml does not exist. Write 'attention'."


def test_a_missing_module_with_no_near_name_lists_what_is_there(folder: Path) -> None:
    with pytest.raises(UsageError) as caught:
        load_module(folder, "../secrets")
    expected = f"{folder}/../secrets.yaml does not exist. The modules here are: attention."
    assert str(caught.value) == expected


def test_a_folder_without_modules_says_where_to_read_on(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        load_module(tmp_path / "none", "bpe")
    assert str(caught.value) == (
        f"{tmp_path}/none/bpe.yaml does not exist. "
        "Write it; docs/reference/configuration.md explains every key."
    )


def test_a_missing_course_says_which_folder_is_meant(folder: Path) -> None:
    with pytest.raises(UsageError) as caught:
        load_course(folder)
    assert str(caught.value) == (
        f"{folder}/course.yaml does not exist. "
        "Write it, or name the folder that holds it (usually grading_configs)."
    )
