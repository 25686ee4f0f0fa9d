"""`autograder submit`: the zip that a student hands in, and what is said about it."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from autograder.build.manifest import digest
from autograder.build.stamp import stamp_of
from autograder.grade.handing_in import MAX_BYTES
from autograder.grade.plan import Course

from ..tiny import autograder
from .repositories import COPIES, NUMBERS, laid_out, repository, write_task


def members(home: Path, module: str = NUMBERS) -> dict[str, bytes]:
    with zipfile.ZipFile(home / "submissions" / f"{module}.zip") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def add(home: Path, code: str, file: str = "numbers.py") -> None:
    path = home / "assignments" / NUMBERS / file
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as opened:
        opened.write(code)


def said(home: Path, *arguments: str, status: int = 0, **env: str) -> str:
    done = autograder("submit", *arguments, cwd=home, env=env)
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr == "" or status
    return done.stdout + done.stderr


def test_the_zip_holds_the_module_without_its_tests_and_its_stamp(home: Path) -> None:
    write_task(home)
    said(home)
    folder = home / "assignments" / NUMBERS
    names = (".release.json", "README.md", "__init__.py", "numbers.py", "tally.py")
    assert members(home) == {f"{NUMBERS}/{name}": (folder / name).read_bytes() for name in names}


def test_the_zip_is_graded_by_staff_and_tells_its_release(
    home: Path, course: Course, tmp_path: Path
) -> None:
    write_task(home)
    said(home)
    archive = home / "submissions" / f"{NUMBERS}.zip"
    done = autograder("grade", archive, "-m", NUMBERS, cwd=course.root)
    assert "3 / 20" in done.stdout, done.stdout + done.stderr
    shutil.unpack_archive(archive, tmp_path / "unpacked")
    assert stamp_of(tmp_path / "unpacked" / NUMBERS) == stamp_of(home / "assignments" / NUMBERS)


def test_tasks_are_shown_with_their_public_points(home: Path) -> None:
    write_task(home)
    add(home, "\n\ndef root(x):\n    return 0\n")
    lines = [line.split() for line in said(home).splitlines()]
    assert ["double", "1", "/", "1", "done"] in lines
    assert ["quad", "0", "/", "2", "to", "do"] in lines
    assert ["octuple", "-", "hidden", "checks", "only"] in lines
    assert ["root", "0", "/", "2", "2", "of", "2", "checks", "to", "mend"] in lines
    assert ["1", "/", "6"] in lines


def test_the_end_says_where_the_zip_is_and_where_it_goes(home: Path) -> None:
    write_task(home)
    text = said(home)
    assert f"submissions/{NUMBERS}.zip" in text
    assert "holds README.md, __init__.py, numbers.py, tally.py" in text
    assert str(home / "submissions") in text
    assert text.endswith("Upload it to: the box\n")


def test_without_a_place_in_the_course_the_instructor_is_named(
    course: Course, tmp_path: Path
) -> None:
    files = repository(course, {NUMBERS: 1}, submit_to="")
    home = laid_out(files, tmp_path / "home")
    write_task(home)
    assert "Upload it to: the place that your instructor names" in said(home)


def test_the_same_work_gives_the_same_zip(home: Path) -> None:
    write_task(home)
    assert "replaces the one before" not in said(home)
    first = (home / "submissions" / f"{NUMBERS}.zip").read_bytes()
    assert "replaces the one before" in said(home)
    assert (home / "submissions" / f"{NUMBERS}.zip").read_bytes() == first


def test_only_modules_that_were_begun_are_handed_in(home: Path) -> None:
    add(home, "my notes\n", "README.md")
    write_task(home, COPIES)
    assert NUMBERS not in said(home)
    write_task(home)
    text = said(home)
    assert "2 zips are ready to hand in" in text
    assert {path.name for path in (home / "submissions").iterdir()} == {
        f"{NUMBERS}.zip", f"{COPIES}.zip",
    }  # fmt: skip


def test_line_ends_of_windows_are_no_work(home: Path) -> None:
    path = home / "assignments" / NUMBERS / "numbers.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert "Nothing is written yet" in said(home, status=2)


def test_with_nothing_written_a_module_must_be_named(home: Path) -> None:
    text = said(home, status=2)
    assert "Nothing is written yet in assignments" in text
    assert not (home / "submissions").exists()
    assert "Still to write: double, quad, root, Tally." in said(home, "-m", NUMBERS)


def test_inside_a_module_that_module_is_handed_in(home: Path) -> None:
    write_task(home, COPIES)
    safe = {"PYTHONSAFEPATH": "1"}  # the module's numbers.py has the name of a library
    text = said(home / "assignments" / NUMBERS, **safe)
    assert f"{NUMBERS}.zip" in text
    assert COPIES not in text


def test_unfinished_work_is_handed_in_with_a_clear_word(home: Path) -> None:
    write_task(home)
    add(home, "\n\ndef root(x):\n    return 0\n")
    text = said(home)
    assert "Still to write: quad, Tally. To mend: root." in text
    assert "You can hand it in all the same." in text


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("def broken(:\n", "SyntaxError"),
        ("import no_such_library\n", "no_such_library"),
        ("raise SystemExit\n", "SystemExit"),
        ("while True: pass\n", "no answer within"),
    ],
)
def test_what_cannot_be_imported_is_said_loudly_at_the_end(
    home: Path, code: str, reason: str
) -> None:
    write_task(home)
    add(home, code)
    text = said(home)
    end = text.split("Upload it to: the box\n")[1]
    assert f"{NUMBERS}: as it is this gets 0 points" in end
    assert reason in end
    assert f"{NUMBERS}/numbers.py" in members(home)


def test_a_file_beside_the_module_is_missed_as_it_will_be_in_grading(home: Path) -> None:
    write_task(home)
    (home / "my_tools.py").write_text("answer = 42\n")
    add(home, "\nimport my_tools\n")
    text = said(home)
    assert "imports my_tools.py, which stands outside a01_numbers" in text
    assert "this gets 0 points" in text


def test_data_is_read_from_the_zip_and_not_from_the_course_folder(home: Path) -> None:
    add(home, "3\n", "factor.txt")
    write_task(home)
    add(home, "\n\ndef double(x):\n    return 2 * x + 0 * len(open('assignments/a01_numbers/factor.txt').read())\n")  # fmt: skip
    text = said(home)
    assert (
        "names 'assignments/a01_numbers/factor.txt', a path that holds only on your machine" in text
    )
    assert 'Path(__file__).parent / "factor.txt"' in text
    assert ["double", "0", "/", "1", "1", "check", "to", "mend"] in map(
        str.split, text.splitlines()
    )


@pytest.mark.parametrize(
    ("code", "warning"),
    [
        ("open('.mine.json')", "names '.mine.json', a file that is not handed in"),
        ("open('Makefile')", "names 'Makefile', a file that is not handed in"),
        ("from .tests import probes", "imports tests/__init__.py, which is not handed in"),
        ("import a02_copies", "imports assignments/a02_copies/__init__.py, which stands outside"),
    ],
)
def test_what_is_read_and_not_handed_in_is_named(home: Path, code: str, warning: str) -> None:
    write_task(home)
    add(home, "{}", ".mine.json")
    add(home, f"\n\ndef unused():\n    {code}\n")
    last = len((home / "assignments" / NUMBERS / "numbers.py").read_text().splitlines())
    assert f"Mind: numbers.py:{last} {warning}" in said(home)


def test_what_the_zip_holds_raises_no_warning(home: Path) -> None:
    write_task(home)
    add(home, "data", "words.txt")
    add(home, "\n\nimport math\nfrom .tally import Tally\nWORDS = 'words.txt'\nTEXT = 'numbers'\n")
    assert "Mind:" not in said(home)
    assert f"{NUMBERS}/words.txt" in members(home)


@pytest.mark.parametrize(
    "name",
    [
        ".env", "__pycache__/a.pyc", "tests/mine.py", "numbers.py.new", ".git/HEAD",
        "venv/pyvenv.cfg", "venv/lib/tool.py", "Thumbs.db",
    ],
)  # fmt: skip
def test_what_is_not_part_of_the_work_stays_out(home: Path, name: str) -> None:
    add(home, "secret\n", name)
    if name.startswith("venv"):
        add(home, "", "venv/pyvenv.cfg")
    assert "Nothing is written yet" in said(home, status=2)
    said(home, "-m", NUMBERS)
    assert len(members(home)) == 5


def test_a_new_version_that_waits_is_named(home: Path) -> None:
    write_task(home)
    add(home, "newer", "numbers.py.new")
    assert "numbers.py.new is a newer version of your numbers.py" in said(home)


def test_an_older_release_than_the_courses_is_named(home: Path) -> None:
    write_task(home)
    path = home / "course.json"
    path.write_text(path.read_text("utf-8").replace('"release": 1', '"release": 3'), "utf-8")
    assert "are release 1, and the course is at release 3" in said(home)


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b'{"files": 3}'])
def test_a_damaged_stamp_keeps_nobody_from_handing_in(home: Path, damage: bytes) -> None:
    (home / "assignments" / NUMBERS / ".release.json").write_bytes(damage)
    assert "nobody can tell which release it is" in said(home)
    assert f"{NUMBERS}/.release.json" not in members(home)


@pytest.mark.parametrize("damage", ["removed", "changed"])
def test_damaged_tests_keep_nobody_from_handing_in(home: Path, damage: str) -> None:
    write_task(home)
    tests = home / "assignments" / NUMBERS / "tests"
    if damage == "removed":
        shutil.rmtree(tests)
    else:
        (tests / "test_public.py").write_text("import no_such_thing\n")
    text = said(home)
    assert "It could not be checked here: " in text
    assert "Ready to hand in" in text


def test_a_missing_init_file_is_laid_over_the_module(home: Path) -> None:
    write_task(home)
    (home / "assignments" / NUMBERS / "__init__.py").unlink()
    text = said(home)
    assert ["double", "1", "/", "1", "done"] in map(str.split, text.splitlines())


def test_too_large_a_file_is_refused_with_its_name(home: Path) -> None:
    write_task(home)
    (home / "assignments" / NUMBERS / "model.bin").write_bytes(bytes(MAX_BYTES))
    text = said(home, status=2)
    assert "The largest: model.bin (10.5 MB). Move away" in text
    assert not (home / "submissions").exists()


def test_a_large_file_of_the_release_is_no_hindrance(course: Course, tmp_path: Path) -> None:
    files = repository(course, {NUMBERS: 1})
    prefix = f"assignments/{NUMBERS}/"
    manifest = json.loads(files[f"{prefix}.release.json"])
    manifest["files"]["data.bin"] = digest(bytes(MAX_BYTES + 1))
    files[f"{prefix}.release.json"] = json.dumps(manifest).encode()
    files[f"{prefix}data.bin"] = bytes(MAX_BYTES + 1)
    home = laid_out(files, tmp_path / "home")
    write_task(home)
    assert "data.bin" in said(home)


def test_the_zip_goes_where_it_is_wanted(home: Path, tmp_path: Path) -> None:
    write_task(home)
    (tmp_path / "Desk top").mkdir()
    said(home, "-o", str(tmp_path / "Desk top"))
    said(home, "-o", str(tmp_path / "new" / "mine.zip"))
    first = (tmp_path / "Desk top" / f"{NUMBERS}.zip").read_bytes()
    assert (tmp_path / "new" / "mine.zip").read_bytes() == first
    assert not (home / "submissions").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-m", "a01_number"], "There is no module a01_number. Write 'a01_numbers'."),
        (["-m", NUMBERS, "-o", "numbers.py"], "Name a file that ends in .zip."),
        (["-o", "mine.zip"], "Name one of them."),
    ],
)
def test_misuse_is_one_sentence(home: Path, arguments: list[str], words: str) -> None:
    write_task(home)
    write_task(home, COPIES)
    assert said(home, *arguments, status=2).endswith(f"{words}\n")


def test_outside_a_course_folder_is_one_sentence(tmp_path: Path) -> None:
    assert "this is no course folder" in said(tmp_path, status=2)


def test_a_zip_that_cannot_be_written_is_one_sentence(home: Path) -> None:
    write_task(home)
    (home / "submissions").write_text("in the way")
    assert "cannot be written" in said(home, status=2)


def test_without_make_the_commands_are_those_of_python(home: Path) -> None:
    write_task(home)
    assert f"For more: make grade M={NUMBERS}\n" in said(home)
    text = said(home, PATH=str(home))
    assert f"For more: python -m autograder grade --module {NUMBERS}\n" in text


def test_it_works_where_processes_are_not_forked(home: Path) -> None:
    write_task(home)
    text = said(home, AUTOGRADER_START="spawn")
    assert ["double", "1", "/", "1", "done"] in map(str.split, text.splitlines())
