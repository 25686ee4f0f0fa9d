"""`verify --full` on a course whose checks look good: every weakness is found, and what to do is said."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.errors import AutograderError
from autograder.grade.making import Authored, read_authored
from autograder.grade.measuring import measure
from autograder.grade.plan import Course
from autograder.grade.strictness import (
    FILE,
    Strictness,
    out_of_date,
    read_record,
    texts_of,
    write_record,
)
from autograder.mutation import unnumbered

from ..tiny import TINY, autograder

WEAK = TINY.parent / "weak"
MODULE = "w01_scaling"
HIDDEN = "solutions/w01_scaling/tests/test_hidden.py"

pytestmark = pytest.mark.slow

WEAKNESSES = {
    "equal sizes": r"test_hidden.py:12: equal-sizes: .* Make all sizes different",
    "constant input": r"test_hidden.py:37: constant-weights: .* Draw random numbers",
    "tolerance nobody chose": r"test_hidden.py:37: unchosen-tolerance: .* Give rtol or atol",
    "assert with a comma": r"test_hidden.py:45: assert-with-comma: .* Write a comparison",
    "comparison without assert": r"test_hidden.py:46: comparison-without-assert: .* expect\(",
    "compared with itself": r"test_hidden.py:47: compared-with-itself: .* another oracle",
    "docstring that tells": r"test_hidden.py:18: revealing-docstring: .*1234567.* kind of input",
    "argument that never varies": r"scaling.py:6: unvaried-argument: no check varies `eps`",
    "axis that never varies": (
        r"no check notices the mutant scaling.py:9: axis: axis=axis -> axis=0\. Write a better"
    ),
    "note that excuses nothing": r"scaling.py:28: this note excuses no mutant that survives",
    "check that notices nothing": r"test_standardise_stays_finite notices no mistake and no mutant",
    "tolerance too narrow": r"test_standardise_of_several_sizes: right code comes as far as .*Widen",
    "tolerance too wide": (
        r"test_standardise_square: standardise/sample-deviation.* as near as 1\.\d.*Narrow"
    ),
}


@pytest.fixture(scope="module")
def authored() -> Authored:
    return read_authored(Course(WEAK), MODULE)


@pytest.fixture(scope="module")
def found(authored: Authored) -> Strictness:
    return measure(authored, jobs=2, progress=lambda _text: None)


@pytest.mark.parametrize("reason", WEAKNESSES.values(), ids=WEAKNESSES.keys())
def test_planted_weakness_is_found(found: Strictness, reason: str) -> None:
    assert [text for text in found.reasons if re.search(reason, text)], found.reasons


def test_nothing_else_is_complained_of(found: Strictness) -> None:
    known = [*WEAKNESSES.values(), "no check notices the mutant scaling.py:(9|10): "]
    known.append("sums is right and fails test_standardise_of_several_sizes")
    for text in found.reasons:
        assert any(re.search(reason, text) for reason in known), text


def test_what_is_noticed_is_counted(found: Strictness) -> None:
    assert found.counted == len(found.mutants) > 30
    assert 0.75 < found.killed / found.counted < 0.95
    assert found.kills["moving_average/sums, again"] == ["test_average_of_a_flat_series"]
    assert set(found.packages) == {"solution", "sums"}


def test_a_record_is_read_as_it_was_written(
    found: Strictness, authored: Authored, tmp_path: Path
) -> None:
    (tmp_path / "tests").mkdir()
    write_record(tmp_path, found)
    read = read_record(tmp_path)
    assert read is not None
    assert (read.mutants, read.kills) == (found.mutants, found.kills)
    assert len(read.reasons) == len(found.reasons)
    for check, (distance, mistake) in found.distances.items():
        assert read.distances[check] == (pytest.approx(distance, rel=0.01), mistake)
    assert out_of_date(authored, read, jobs=1) == []


def test_another_text_makes_a_record_stale(found: Strictness, authored: Authored) -> None:
    (old,) = out_of_date(authored, replace(found, texts="another"), jobs=1)
    assert old == (
        "the record of its strictness is out of date. Run `autograder verify --full w01_scaling`"
    )


def test_another_grader_tries_some_mutants_again(found: Strictness, authored: Authored) -> None:
    other = replace(found, grader="another")
    assert out_of_date(authored, other, jobs=2) == []
    lies = replace(other, mutants=dict.fromkeys(found.mutants, ""))
    again = out_of_date(authored, lies, jobs=2)
    assert again
    assert all("ends otherwise than on record. Run `autograder verify" in text for text in again)


def test_names_that_are_gone_are_read_and_not_tried(
    found: Strictness, authored: Authored, tmp_path: Path
) -> None:
    (tmp_path / "tests").mkdir()
    gone = {"scaling.py:axis: axis=-1 -> axis=1": "", "elsewhere.py:folded: x -> y (3)": "a check"}
    write_record(tmp_path, replace(found, grader="another", mutants=gone))
    read = read_record(tmp_path)
    assert read is not None
    assert read.mutants == gone
    assert out_of_date(authored, read, jobs=2) == []


def test_a_number_is_only_believed_where_as_many_have_the_change(
    found: Strictness, authored: Authored
) -> None:
    one = "scaling.py:boolean: True -> False"
    assert f"{one} (2)" in found.mutants
    lies = {"": "a check"}
    twice = {name: lies.get(found.mutants[name], "") for name in (one, f"{one} (2)")}
    assert {unnumbered(name) for name in twice} == {one}
    other = replace(found, grader="another")
    assert len(out_of_date(authored, replace(other, mutants=twice), jobs=2)) == 2
    assert out_of_date(authored, replace(other, mutants={one: twice[one]}), jobs=2) == []
    assert out_of_date(authored, replace(other, mutants=twice | {f"{one} (3)": ""}), jobs=2) == []


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"schema": "autograder.strictness/1"}'])
def test_a_file_that_is_no_record_is_refused_in_one_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / FILE).write_text(text, "utf-8")
    with pytest.raises(AutograderError, match=r"this is no record of this grader\. Measure again"):
        read_record(tmp_path)


def test_a_change_of_any_file_of_a_package_changes_the_hash(authored: Authored) -> None:
    (first, *others) = authored.source.sources
    for folder in ("", "below/"):
        path = authored.source.folder / f"{folder}{first.path.name}"
        more = replace(first, path=path, text=f"{first.text}# {folder}\n")
        source = replace(authored.source, sources=(first, more, *others))
        assert texts_of(replace(authored, source=source)) != texts_of(authored)


def test_only_what_has_changed_is_measured_again(found: Strictness, tmp_path: Path) -> None:
    course = _two_modules(tmp_path)
    write_record(course.solution(MODULE), found)
    done = autograder("verify", "--full", "--changed", "-j", "2", cwd=course.root)
    assert "1 of 2, w01_scaling: its record stands\n" in done.stderr
    assert re.search(r"^2 of 2, w02_scaling: measured in \d+ s$", done.stderr, re.M)
    assert re.search(r"^1 of 2 modules measured, \d+ s in all$", done.stdout, re.M)
    for name in (MODULE, "w02_scaling"):
        assert re.search(rf"^{name} +38 +84\.2 % .* reasons$", done.stdout, re.M)
        assert re.search(rf"^{name}: .*{name}/tests/test_hidden.py:12: equal", done.stderr, re.M)
    done = autograder("verify", "--full", "--changed", cwd=course.root)
    assert "0 of 2 modules measured" in done.stdout
    assert done.stderr.count("its record stands") == 2


def _two_modules(folder: Path) -> Course:
    root = shutil.copytree(WEAK, folder / "course")
    shutil.copytree(root / "solutions" / MODULE, root / "solutions" / "w02_scaling")
    configs = root / "grading_configs"
    shutil.copy(configs / f"{MODULE}.yaml", configs / "w02_scaling.yaml")
    text = (configs / "course.yaml").read_text("utf-8")
    text = text.replace("[w01_scaling]", "[w01_scaling, w02_scaling]")
    (configs / "course.yaml").write_text(text, "utf-8")
    return Course(root)


def test_changed_without_full_is_refused(tmp_path: Path) -> None:
    done = autograder("verify", "--changed", cwd=tmp_path)
    assert done.returncode == 2
    assert "Write --full --changed" in done.stderr


def test_on_the_command_line_it_is_recorded_and_then_minded(tmp_path: Path) -> None:
    course = Course(shutil.copytree(WEAK, tmp_path / "course"))
    done = autograder("verify", "--full", "-j", "2", cwd=course.root)
    assert done.returncode == 1
    assert re.search(r"w01_scaling +38 +84\.2 % +6/6 +0/0 +2 +\d+ s", done.stdout)
    assert "solutions/w01_scaling/tests/test_hidden.py:12: equal-sizes" in done.stderr
    record = course.solution(MODULE) / "tests" / FILE
    kept = json.loads(record.read_text("utf-8"))
    assert kept["module"] == MODULE
    assert kept["reasons"][0].startswith("solutions/w01_scaling/tests/test_hidden.py:12: ")
    hidden = course.root / HIDDEN
    hidden.write_text(hidden.read_text("utf-8") + "\n# changed\n", "utf-8")
    done = autograder("verify", cwd=course.root)
    assert done.returncode == 1
    assert "the record of its strictness is out of date" in done.stderr
