"""The zip on the platform: its own setup.sh and run_autograder, real submissions, valid results."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from autograder.build.archive import zip_bytes
from autograder.grade.plan import Course

from ..tiny import alive, autograder, copied
from .conftest import MODULE, Package
from .platform import Platform, valid

pytestmark = pytest.mark.slow

DOUBLE = "test_double_worked_example"
HIDDEN = "test_double_many"


def test_the_image_is_proved_when_it_is_built(platform: Platform) -> None:
    assert "the solution: 20 of 20 points" in platform.build_log
    assert "the stub: 0 of 20 points" in platform.build_log
    assert "The image is ready" in platform.build_log


def test_a_broken_zip_is_seen_when_the_image_is_built(platform: Platform, tmp_path: Path) -> None:
    broken = platform.changed(
        tmp_path / "broken", f"course/solutions/{MODULE}/numbers.py", "return x + x", "return x"
    )
    done = subprocess.run(
        ["bash", "-c", f'. "{broken.root}/source/setup.sh"; self_test'],
        env={"AUTOGRADER_ROOT": str(broken.root), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Look at: test_double_worked_example ended FAILED" in done.stdout


def test_the_solution_gets_all_points(platform: Platform, solution: dict[str, bytes]) -> None:
    results = platform.submit(solution)
    assert results.score == 20
    assert sum(row["max_score"] for row in results.rows) == 20
    assert set(results.verdicts().values()) == {"PASSED"}
    assert not results.complaints


def test_the_stub_gets_none(platform: Platform, stub: dict[str, bytes]) -> None:
    results = platform.submit(stub)
    assert results.score == 0
    assert sum(row["max_score"] for row in results.rows) == 20
    assert set(results.verdicts().values()) == {"NOT_ATTEMPTED"}


@pytest.mark.parametrize(
    ("verdict", "code"),
    [
        ("FAILED", "def double(x):\n    return x * x\n"),
        ("NOT_ATTEMPTED", 'def double(x):\n    raise NotImplementedError("double: Twice x")\n'),
        ("ERROR", "def double(x):\n    return {}[x]\n"),
        ("TIMEOUT", "def double(x):\n    while True:\n        pass\n"),
        ("MEMORY", "def double(x):\n    return len(bytearray(10**10))\n"),
        ("CRASHED", "import os\ndef double(x):\n    os._exit(0)\n"),
    ],
)
def test_each_verdict(platform: Platform, with_code: Package, verdict: str, code: str) -> None:
    results = platform.submit(with_code(code))
    row = results.row(DOUBLE)
    assert results.verdicts()[DOUBLE] == verdict
    assert (row["status"], row["score"], row["max_score"]) == ("failed", 0, 1)
    assert verdict.lower().replace("_", " ") in row["tags"]
    assert results.row("test_is_even_small")["status"] == "passed"
    assert results.seconds < 60


def test_a_forbidden_name_is_forbidden(platform: Platform, with_code: Package) -> None:
    code = "import math\ndef root(x):\n    return math.isqrt(x)\n"
    results = platform.submit(with_code(code))
    assert results.verdicts()["test_root_many"] == "FORBIDDEN"


def test_a_task_that_waits_for_another_is_blocked(platform: Platform, with_code: Package) -> None:
    results = platform.submit(with_code("def double(x):\n    return x * x\n"))
    assert results.verdicts()["test_quad_many"] == "BLOCKED"


def test_our_own_fault_is_named_and_does_not_count(
    platform: Platform, solution: dict[str, bytes], tmp_path: Path
) -> None:
    ours = platform.changed(
        tmp_path / "faulty",
        f"course/solutions/{MODULE}/tests/test_hidden.py",
        "    for x in rng.integers(3, 10**6, 5).tolist():\n        expect(student.double",
        "    raise KeyError('a fault of the author')\n    for x in [1]:\n        expect(student.double",
    )
    results = ours.submit(solution, _at("2026-10-01T10:00:00+02:00"))
    assert results.verdicts()[HIDDEN] == "GRADER_ERROR"
    assert "a fault of the author" not in results.row(HIDDEN)["output"]
    assert "a fault of the author" in results.row(HIDDEN)["extra_data"]["detail"]
    assert results.staff["attempts"] == []


def test_a_grader_that_cannot_begin_says_so_to_everybody(
    platform: Platform, solution: dict[str, bytes], tmp_path: Path
) -> None:
    ours = platform.changed(
        tmp_path / "broken",
        f"course/solutions/{MODULE}/tests/test_hidden.py",
        '"""Hidden checks."""',
        "import a_package_that_is_not_there",
    )
    results = ours.submit(solution)
    (row,) = results.complaints
    assert "our fault and not yours" in row["output"]
    assert "a_package_that_is_not_there" not in row["output"]
    assert any("a_package_that_is_not_there" in text for text in results.staff["warnings"])


def test_a_zip_that_is_not_whole_leaves_no_score(platform: Platform, tmp_path: Path) -> None:
    broken = platform.changed(tmp_path / "broken", "stamp.json", "module", "modul")
    done = subprocess.run(
        [broken.root / "run_autograder"],
        env={"AUTOGRADER_ROOT": str(broken.root), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Make the zip again" in done.stdout
    assert not (broken.root / "results" / "results.json").exists()


def test_a_syntax_error_is_one_visible_row_with_its_line(
    platform: Platform, with_code: Package
) -> None:
    results = platform.submit(with_code("def half(x)\n    return x / 2\n"))
    (row,) = results.complaints
    assert (row["visibility"], row["score"], row["max_score"]) == ("visible", 0, 0)
    assert "SyntaxError" in row["output"]
    assert "numbers.py" in row["output"]
    assert "def half(x)" in row["output"]
    assert results.score == 0
    assert sum(row["max_score"] for row in results.rows) == 20


def test_a_missing_file_is_named(platform: Platform, solution: dict[str, bytes]) -> None:
    results = platform.submit({k: v for k, v in solution.items() if k != "tally.py"})
    (row,) = results.complaints
    assert "tally" in row["output"]


@pytest.mark.parametrize(
    "files",
    [{}, {"notes.txt": b"I tried."}, {"__MACOSX/._a.py": b"\0"}, {"empty.zip": zip_bytes({})}],
    ids=["nothing", "no code", "leftovers", "empty zip"],
)
def test_a_submission_without_the_module_says_what_arrived(
    platform: Platform, files: Mapping[str, bytes]
) -> None:
    results = platform.submit(files)
    (row,) = results.complaints
    assert row["visibility"] == "visible"
    assert results.score == 0
    assert sum(row["max_score"] for row in results.rows) == 20
    if "notes.txt" in files:
        assert "notes.txt" in row["output"]


def _zipped(files: Mapping[str, bytes], *, windows: bool = False) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo("x")
            member.filename = name.replace("/", "\\") if windows else name
            member.create_system = 0 if windows else 3
            archive.writestr(member, content)
    return buffer.getvalue()


LAYOUTS = ["root", "folder", "deep folder", "other name", "nested zip", "nested zip of folder",
           "windows zip", "windows names", "repository", "bare file", "released zip"]  # fmt: skip


def _laid_out(layout: str, package: Package) -> dict[str, bytes]:
    plain, folder = package(), package(below=f"{MODULE}/")
    match layout:
        case "root":
            return plain
        case "folder":
            return folder
        case "deep folder":
            return package(below=f"my work/final/{MODULE}/")
        case "other name":
            return package(below="Homework 1 (final)/")
        case "nested zip":
            return {"work.zip": _zipped(plain)}
        case "nested zip of folder":
            return {"work.zip": _zipped(folder), "__MACOSX/._work.zip": b"\0"}
        case "windows zip":
            return {"work.zip": _zipped(folder, windows=True)}
        case "windows names":
            return {name.replace("/", "\\"): content for name, content in folder.items()}
        case "repository":
            others = {"README.md": b"", "pyproject.toml": b"[x", ".git/HEAD": b"ref: x",
                      "assignments/a02_tensors/__init__.py": b"", "conftest.py": b"1/0\n"}  # fmt: skip
            return {**others, **package(below=f"assignments/{MODULE}/")}
        case "bare file":
            whole = b"\n\n".join(plain[name] for name in ("numbers.py", "tally.py"))
            return {"my solution.py": whole}
    return {"a.zip": zip_bytes(folder)}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_files_are_found_wherever_they_lie(
    platform: Platform, with_code: Package, layout: str
) -> None:
    results = platform.submit(_laid_out(layout, with_code))
    assert results.score == 20, json.dumps(results.document, indent=1)[:3000]


def test_an_infinite_loop_at_import_ends(platform: Platform, with_code: Package) -> None:
    results = platform.submit(with_code("while True:\n    pass\n"))
    (row,) = results.complaints
    assert "no answer" in row["output"]
    assert results.score == 0
    assert results.seconds < 60


def test_our_deadline_comes_before_the_platforms(
    platform: Platform, with_code: Package, tmp_path: Path
) -> None:
    """Every check loops: each costs its second, and what is over ends in a valid file."""
    hurried = platform.changed(
        tmp_path / "hurried", f"course/grading_configs/{MODULE}.yaml",
        "module_seconds: 30", "module_seconds: 3",
    )  # fmt: skip
    names = ("double", "quad", "octuple", "root", "is_even")
    loops = "".join(f"def {name}(x):\n    while True: pass\n" for name in names)
    results = hurried.submit(with_code(loops))
    assert results.seconds < 20
    assert results.staff["finished"] is True
    assert results.verdicts()["test_is_even_small"] == "TIMEOUT"


def test_what_a_student_starts_does_not_outlive_the_run(
    platform: Platform, with_code: Package, tmp_path: Path
) -> None:
    code = (
        "import subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'],\n"
        "                         start_new_session=True)\n"
        "def double(x):\n    return child.pid\n"
    )
    results = platform.submit(with_code(code))
    message = results.row(DOUBLE)["extra_data"]["detail"]
    pids = [int(word) for word in message.replace(",", " ").split() if word.isdigit()]
    assert results.verdicts()[DOUBLE] != "PASSED"
    assert not any(alive(pid) for pid in pids if pid > 100)


def test_prints_and_warnings_of_a_student_stay_out_of_the_log(
    platform: Platform, with_code: Package
) -> None:
    results = platform.submit(with_code("print('LOOK AT ME')\n"))
    assert results.score == 20
    assert "LOOK AT ME" not in results.stdout


def test_hidden_rows_show_the_docstrings_first_line_only(
    platform: Platform, with_code: Package
) -> None:
    results = platform.submit(with_code("def double(x):\n    raise ValueError(f'seen {x}')\n"))
    row = results.row(HIDDEN)
    assert "Several numbers are doubled" in row["output"]
    assert "seen" not in row["output"]
    assert "seen" in row["extra_data"]["detail"]
    assert "seen 3" in results.row(DOUBLE)["output"]


def test_a_known_mistake_is_named(platform: Platform, with_code: Package) -> None:
    results = platform.submit(with_code("def double(x):\n    return x * x\n"))
    assert "What is double(3), and what did you return for it?" in results.row(DOUBLE)["output"]


def test_rows_are_numbered_and_have_the_visibility_of_the_configuration(
    platform: Platform, solution: dict[str, bytes]
) -> None:
    rows = platform.submit(solution).rows
    assert [row["number"] for row in rows][:4] == ["1.1", "1.2", "2.1", "2.2"]
    assert len({row["name"] for row in rows}) == len(rows)
    found = {row["extra_data"]["check"]: row["visibility"] for row in rows}
    assert found["test_octuple_many"] == "after_due_date"
    assert found["test_tally_many"] == "hidden"
    assert found[DOUBLE] == "visible"


def test_the_leaderboard_is_as_configured(platform: Platform, solution: dict[str, bytes]) -> None:
    columns = platform.submit(solution).document["leaderboard"]
    assert [(column["name"], column["order"]) for column in columns] == [
        ("Points", "desc"), ("Time", "asc"),
    ]  # fmt: skip
    assert columns[0]["value"] == 16  # rows that students do not see yet are left out


def _at(time: str, **more: object) -> dict[str, object]:
    return {"id": 7, "created_at": time, "assignment": {"total_points": "20.0"}, **more}


def test_a_third_submission_in_a_day_keeps_the_last_score(
    platform: Platform, with_code: Package, solution: dict[str, bytes]
) -> None:
    previous: list[dict[str, object]] = []
    scores = []
    days = ["2026-10-01T10:00:00+02:00", "2026-10-01T11:00:00+02:00", "2026-10-01T12:00:00+02:00",
            "2026-10-02T10:30:00+02:00"]  # fmt: skip
    works = [with_code("def double(x):\n    return 0\n"), with_code(), solution, solution]
    works[1]["numbers.py"] += b"\n\ndef is_even(x):\n    return True\n"
    for time, work in zip(days, works, strict=True):
        results = platform.submit(work, _at(time, previous_submissions=previous))
        scores.append((results.score, results.staff["limited"]))
        for each in previous:
            each.pop("results", None)
        previous.append(
            {
                "submission_time": time,
                "score": results.score,
                "autograder_error": False,
                "results": results.document,
            }
        )
    first, second, third, fourth = scores
    assert not first[1]
    assert not second[1]
    assert third == (second[0], True)
    assert fourth == (20, False)


def test_a_late_submission_is_measured_by_its_own_extension(
    platform: Platform, solution: dict[str, bytes]
) -> None:
    dates = {"due_date": "2026-10-01T12:00:00+02:00", "total_points": "25.0"}
    extension = {"due_date": "2026-10-03T12:00:00+02:00"}
    metadata = _at("2026-10-03T14:05:00+02:00", users=[{"name": "A", "assignment": extension}])
    results = platform.submit(solution, {**metadata, "assignment": dates})
    assert results.staff["seconds_late"] == 2 * 3600 + 5 * 60
    assert "2 h 5 min" in results.document["output"]
    assert results.score == 20
    assert any("20" in text and "25" in text for text in results.staff["warnings"])


@pytest.mark.parametrize("text", ["", "{", "[]", '{"users": 3, "created_at": 5}', "\ufeff{}"])
def test_broken_metadata_costs_nobody_a_point(
    platform: Platform, solution: dict[str, bytes], text: str
) -> None:
    results = platform.submit(solution)
    (platform.root / "submission_metadata.json").write_text(text, "utf-8")
    done = subprocess.run(
        [platform.root / "run_autograder"],
        env={"AUTOGRADER_ROOT": str(platform.root), "PATH": "/usr/bin:/bin"},
        check=False,
    )
    assert done.returncode == 0
    assert valid(results.path)["score"] == 20


def test_an_older_release_is_told_what_is_new(
    platform: Platform, solution: dict[str, bytes], course: Course
) -> None:
    stamp = (course.release(MODULE) / ".release.json").read_bytes()
    results = platform.submit({**solution, ".release.json": stamp})
    output = results.document["output"].replace("\\_", "_")
    assert "You have release 1 of a01_numbers, this is release 2" in output
    assert "the handout's example" in output
    assert results.score == 20


def test_the_score_is_the_same_at_home_in_the_zip_and_from_a_folder(
    platform: Platform, with_code: Package, tmp_path: Path
) -> None:
    code = "def double(x):\n    return x * x\ndef is_even(x):\n    return True\n"
    package = with_code(code, below=f"{MODULE}/")
    archive, folder = tmp_path / "work.zip", tmp_path / "work"
    archive.write_bytes(_zipped(package))
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    course = copied(tmp_path / "course")
    scores = [platform.submit(package).score]
    for path in (folder / MODULE, folder, archive):
        out = tmp_path / "out.json"
        done = autograder("grade", path, "-m", MODULE, "--json", out, cwd=course.root)
        assert done.returncode == 0, done.stderr
        scores.append(json.loads(out.read_text())[0]["score"])
    assert len(set(scores)) == 1
    assert 0 < scores[0] < 20
