"""The keys that a release needs: days, addresses, changes, and what Gradescope does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from autograder.config.gradescope import RateLimit
from autograder.config.load import load_course, load_module
from autograder.errors import SourceProblems

URL = "https://wheels.example.org/cpu"


def course_with(folder: Path, lines: str) -> Path:
    text = f"title: Course\nmodules: [attention]\n{lines}\n"
    (folder / "course.yaml").write_text(text, encoding="utf-8")
    return folder


def module_with(folder: Path, lines: str) -> Path:
    path = folder / "attention.yaml"
    path.write_text(path.read_text().replace("minutes: 60\n", f"minutes: 60\n{lines}\n"))
    return folder


def faults(load: Callable[[], object], folder: Path) -> list[str]:
    with pytest.raises(SourceProblems) as caught:
        load()
    return str(caught.value).replace(f"{folder}/", "").splitlines()


@pytest.mark.parametrize("written", ["2026-09-01", "'2026-09-01'", '"2026-09-01"'])
def test_a_day_may_stand_in_quotes_or_not(folder: Path, written: str) -> None:
    course = load_course(course_with(folder, f"release_dates: {{attention: {written}}}"))
    assert course.release_dates == {"attention": date(2026, 9, 1)}


def test_a_date_of_a_title_stays_text(folder: Path) -> None:
    (folder / "course.yaml").write_text("title: 2026-09-01\nmodules: []\n")
    assert load_course(folder).title == "2026-09-01"


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("2026-9-1", "must be a date, not the text '2026-9-1'. Write 2026-09-01."),
        ("1.9.2026", "must be a date, not the text '1.9.2026'. Write 2026-09-01."),
        ("2026/09/01", "must be a date, not the text '2026/09/01'. Write 2026-09-01."),
        ("20260901", "must be a date, not the number 20260901. Write 2026-09-01."),
        ("9/1/2026", "must be a date, not the text '9/1/2026'. "
         "Write for example `attention: 2026-09-01`."),
        ("September", "must be a date, not the text 'September'. "
         "Write for example `attention: 2026-09-01`."),
        ("2026", "must be a date, not the number 2026. Write for example `attention: 2026-09-01`."),
        ("true", "must be a date, not the truth value true. "
         "Write for example `attention: 2026-09-01`."),
        ("[2026-09-01]", "must be a date, not a list. Write for example `attention: 2026-09-01`."),
        ("", "has no value. Write for example `attention: 2026-09-01`."),
        ("2026-02-30", "must be a day of the calendar, not the text '2026-02-30'. "
         "Write for example `attention: 2026-09-01`."),
        ("2026-13-01", "must be a day of the calendar, not the text '2026-13-01'. "
         "Write for example `attention: 2026-09-01`."),
        ("2026-09-01 08:00", "must be a date without a time of day, not the text "
         "'2026-09-01 08:00'. Write 2026-09-01."),
        ("2026-09-01T08:00:00Z", "must be a date without a time of day, not the text "
         "'2026-09-01T08:00:00Z'. Write 2026-09-01."),
        ("2026-9-1 8:00", "must be a date without a time of day, not the text '2026-9-1 8:00'. "
         "Write 2026-09-01."),
    ],
)  # fmt: skip
def test_what_is_nearly_a_date_is_told_the_date(folder: Path, written: str, fault: str) -> None:
    course_with(folder, f"release_dates:\n  attention: {written}")
    assert faults(lambda: load_course(folder), folder) == [
        f"course.yaml:4: release_dates.attention {fault}"
    ]


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("release_dates:\n  atention: 2026-09-01", "4: release_dates has a day for atention, "
         "which modules does not list. Write 'attention'."),
        ("release_dates:\n  bpe: 2026-09-01", "4: release_dates has a day for bpe, which modules "
         "does not list. Add it to modules, or remove this line."),
        ("release_dates:\n  BPE: 2026-09-01", "4: the key 'BPE' of release_dates must be a "
         "module's name: a small letter, then small letters, digits and _. Rename it."),
        ("release_dates: 2026-09-01", "3: release_dates must be a mapping of names to values, not "
         "the text '2026-09-01'. Write for example `release_dates: {t01_attention: 2026-09-01}`."),
        ("release_date: {}", "3: unknown key 'release_date'. Write 'release_dates'."),
        ("pip_index: wheels.example.org/cpu", "3: pip_index must be the URL of a package index, "
         "not 'wheels.example.org/cpu'. Begin it with https://, http:// or file://."),
        ("pip_index: htps://wheels.example.org/cpu", "3: pip_index must be the URL of a package "
         f"index, not 'htps://wheels.example.org/cpu'. Write '{URL}'."),
        ("pip_index: ftp://wheels.example.org", "3: pip_index must be the URL of a package index, "
         "not 'ftp://wheels.example.org'. Begin it with https://, http:// or file://."),
        ("pip_index: https:// wheels", "3: pip_index must be the URL of a package index, "
         "not 'https:// wheels'. Write one address without spaces after https://."),
        ("pip_index: /srv/wheels", "3: pip_index must be the URL of a package index, "
         "not '/srv/wheels'. Begin it with https://, http:// or file://."),
        ("pip_index:", f"3: pip_index has no value. Write for example `pip_index: {URL}`."),
        (f"pip_index: [{URL}]", "3: pip_index must be text, not a list. "
         f"Write for example `pip_index: {URL}`."),
        ("submit_to: 123", "3: submit_to must be text, not the number 123. Put it in quotes."),
        ("update_from: ", "3: update_from has no value. "
         "Write for example `update_from: https://git.example.org/ml/course.git`."),
    ],
)  # fmt: skip
def test_each_fault_of_a_course_is_one_sentence(folder: Path, lines: str, fault: str) -> None:
    course_with(folder, lines)
    assert faults(lambda: load_course(folder), folder) == [f"course.yaml:{fault}"]


@pytest.mark.parametrize("url", ["", URL, "http://localhost:3141/root", "file:///srv/wheels"])
def test_an_index_is_empty_or_a_url(folder: Path, url: str) -> None:
    assert load_course(course_with(folder, f"pip_index: '{url}'")).pip_index == url


def test_the_release_is_the_number_of_sentences_and_they_may_repeat(folder: Path) -> None:
    module_with(folder, "releases:\n  - First release.\n  - A typo.\n  - A typo.")
    module = load_module(folder, "attention")
    assert (module.release, module.releases[-1]) == (3, "A typo.")


def test_gradescope_is_asked_for_a_rate_limit_and_columns(folder: Path) -> None:
    board = "[{name: Points, value: score}, {name: Softmax, value: softmax, order: asc}]"
    block = f"gradescope: {{minutes: 1.5, rate_limit: {{attempts: 5}}, leaderboard: {board}}}"
    module_with(folder, f"limits: {{module_seconds: 60}}\n{block}")
    gradescope = load_module(folder, "attention").gradescope
    assert gradescope.minutes == 1.5
    assert gradescope.rate_limit == RateLimit(attempts=5, hours=24)
    assert [(one.name, one.value, one.order) for one in gradescope.leaderboard] == [
        ("Points", "score", "desc"),
        ("Softmax", "softmax", "asc"),
    ]


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("releases: First.", "4: releases must be a list, not the text 'First.'. Write for example "
         "`releases: [First release., The handout says which axis softmax sums over.]`."),
        ("releases: ['']", "4: entry 1 of releases is empty. Write for example `First release.`."),
        ("gradescope: 20", "4: gradescope must be a mapping of keys to values, not the number 20. "
         "Write for example `gradescope: {minutes: 20}`."),
        ("gradescope: {minutes: 1}", "4: gradescope.minutes must be more than 1, not 1. "
         "Write for example `minutes: 20`."),
        ("gradescope: {minutes: 41}", "4: gradescope.minutes must be at most 40, not 41. "
         "Write for example `minutes: 20`."),
        ("gradescope: {minutes: .nan}", "4: gradescope.minutes must be a finite number, not nan. "
         "Write for example `minutes: 20`."),
        ("gradescope: {rate_limit: 5}", "4: gradescope.rate_limit must be a mapping of keys to "
         "values, not the number 5. Write for example `rate_limit: {attempts: 5, hours: 24}`."),
        ("gradescope: {rate_limit: {hours: 24}}", "4: gradescope.rate_limit has no key 'attempts'. "
         "Add for example `attempts: 5`."),
        ("gradescope: {rate_limit: {attempts: 0}}", "4: gradescope.rate_limit.attempts must be at "
         "least 1, not 0. Write for example `attempts: 5`."),
        ("gradescope: {rate_limit: {attempts: 2.5}}", "4: gradescope.rate_limit.attempts must be a "
         "whole number, not the number 2.5. Write for example `attempts: 5`."),
        ("gradescope: {rate_limit: {attempts: 5, hours: 0}}", "4: gradescope.rate_limit.hours must "
         "be more than 0, not 0. Write for example `hours: 12`."),
        ("gradescope: {rate_limit: {attempts: 5, hour: 1}}", "4: unknown key 'hour' in "
         "gradescope.rate_limit. Write 'hours'."),
        ("gradescope: {leaderboard: [score]}", "4: entry 1 of gradescope.leaderboard must be a "
         "mapping of keys to values, not the text 'score'. "
         "Write for example `{name: Points, value: score}`."),
        ("gradescope: {leaderboard: [{name: A}]}", "4: entry 1 of gradescope.leaderboard has no "
         "key 'value'. Add for example `value: score`."),
        ("gradescope: {leaderboard: [{name: A, value: 5}]}", "4: value in entry 1 of "
         "gradescope.leaderboard must be text, not the number 5. Put it in quotes."),
        ("gradescope: {leaderboard: [{name: A, value: score, ordre: asc}]}", "4: unknown key "
         "'ordre' in entry 1 of gradescope.leaderboard. Write 'order'."),
        ("gradescope: {leaderboard: [{name: A, value: score, order: up}]}", "4: order in entry 1 "
         "of gradescope.leaderboard must be one of desc, asc, not the text 'up'. "
         "Write one of these."),
        ("gradescope:\n  leaderboard:\n    - {name: A, value: scores}", "6: the leaderboard cannot "
         "show 'scores', which is no task of this module. Write 'score'."),
        ("gradescope:\n  leaderboard:\n    - {name: A, value: sofmax}", "6: the leaderboard cannot "
         "show 'sofmax', which is no task of this module. Write 'softmax'."),
        ("gradescope:\n  leaderboard:\n    - {name: A, value: loss}", "6: the leaderboard cannot "
         "show 'loss', which is no task of this module. "
         "The values are: score, seconds, softmax, sdpa."),
        ("gradescope:\n  leaderboard:\n    - {name: A, value: score}\n    - name: A\n"
         "      value: seconds", "7: two entries of the leaderboard are called 'A'. "
         "Rename one of them."),
        ("limits: {module_seconds: 571}", "4: limits.module_seconds is 571, but "
         "gradescope.minutes is 10, which leaves 570 seconds for the checks. "
         "Set gradescope.minutes to 11, here and on Gradescope, or lower module_seconds."),
        ("limits: {module_seconds: 900}\ngradescope: {minutes: 15}", "4: limits.module_seconds is "
         "900, but gradescope.minutes is 15, which leaves 870 seconds for the checks. "
         "Set gradescope.minutes to 16, here and on Gradescope, or lower module_seconds."),
        ("gradescope: {minutes: 2}", "4: limits.module_seconds is 120, but gradescope.minutes is "
         "2, which leaves 90 seconds for the checks. "
         "Set gradescope.minutes to 3, here and on Gradescope, or lower module_seconds."),
        ("limits: {module_seconds: 2371}", "4: limits.module_seconds is 2371, but "
         "gradescope.minutes is 10, which leaves 570 seconds for the checks. "
         "Lower module_seconds: Gradescope allows at most 40 minutes, so 2370."),
    ],
)  # fmt: skip
def test_each_fault_of_a_module_is_one_sentence(folder: Path, lines: str, fault: str) -> None:
    module_with(folder, lines)
    assert faults(lambda: load_module(folder, "attention"), folder) == [f"attention.yaml:{fault}"]


@pytest.mark.parametrize(("seconds", "minutes"), [(570, 10), (870, 15), (2370, 40)])
def test_the_checks_may_take_all_but_half_a_minute(
    folder: Path, seconds: int, minutes: int
) -> None:
    lines = f"limits: {{module_seconds: {seconds}}}\ngradescope: {{minutes: {minutes}}}"
    module = load_module(module_with(folder, lines), "attention")
    assert (module.limits.module_seconds, module.gradescope.minutes) == (seconds, minutes)
