"""`autograder update`: a newer release comes in, and nobody's work is lost."""

from __future__ import annotations

import http.server
import json
import os
import shutil
import socket
import stat
import subprocess
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.build.cloning import clone
from autograder.build.manifest import MANIFEST
from autograder.errors import UsageError
from autograder.grade.plan import Course

from ..tiny import autograder, command, descendants, environment
from .repositories import (
    COPIES,
    NUMBERS,
    contents,
    laid_out,
    remade,
    repository,
    wheel,
    write_task,
    zipped,
)

OLD, NEW = {NUMBERS: 1, COPIES: 1}, {NUMBERS: 3, COPIES: 1}
TASK = f"assignments/{NUMBERS}/numbers.py"


@pytest.fixture
def newer(course: Course, tmp_path: Path) -> Path:
    """The newer release as a zip."""
    return zipped(repository(course, NEW), tmp_path / "dów nloads" / "student.zip")


def said(home: Path, *arguments: str | Path, status: int = 0, **env: str) -> str:
    done = autograder("update", *arguments, cwd=home, env=env)
    assert done.returncode == status, done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    assert done.stderr == "" or status
    return done.stdout + done.stderr


def git(*arguments: str | Path, cwd: Path) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false"]
    subprocess.run(["git", *who, *map(str, arguments)], cwd=cwd, check=True, capture_output=True)


@pytest.fixture
def bare(course: Course, tmp_path: Path) -> Path:
    """The newer release in a bare git repository."""
    work = laid_out(repository(course, NEW), tmp_path / "work tree")
    git("init", "--quiet", cwd=work)
    git("add", "--all", cwd=work)
    git("commit", "--quiet", "-m", "release 3", cwd=work)
    git("clone", "--quiet", "--bare", work, tmp_path / "bare répo.git", cwd=tmp_path)
    return tmp_path / "bare répo.git"


def test_an_untouched_repository_becomes_the_new_release(
    home: Path, newer: Path, course: Course
) -> None:
    text = said(home, "--from", newer)
    assert contents(home) == repository(course, NEW)
    expected = "a01_numbers: release 1 -> 3: 2: the bound of root is stated; 3: double works for"
    assert expected in text
    assert f"{COPIES}: release 1, as before" in text
    assert f"Written: {TASK}, assignments/{NUMBERS}/tests/grading.json" in text
    assert f"Removed: grader/{wheel('1.1').name}" in text


def test_what_a_student_wrote_is_untouched_and_the_new_version_lies_beside(
    home: Path, newer: Path, course: Course
) -> None:
    mine = write_task(home).read_bytes()
    text = said(home, "--from", newer)
    assert (home / TASK).read_bytes() == mine
    assert (home / f"{TASK}.new").read_bytes() == repository(course, NEW)[TASK]
    assert f"  {TASK}.new\n" in text
    assert "take over what is new, and delete the file that ends in .new" in text


def test_what_only_the_student_changed_has_nothing_beside_it(home: Path, newer: Path) -> None:
    mine = write_task(home, COPIES).read_bytes()
    assert ".new" not in said(home, "--from", newer)
    assert (home / f"assignments/{COPIES}/numbers.py").read_bytes() == mine


def test_files_of_the_students_own_stay(home: Path, newer: Path) -> None:
    own = ("notes.txt", f"assignments/{NUMBERS}/mine.py", "submissions/a01_numbers.zip")
    for name in own:
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_text("mine")
    (home / f"assignments/{NUMBERS}/tests/more.py").write_text("mine, of the same name")
    text = said(home, "--from", newer)
    assert all((home / name).read_text() == "mine" for name in own)
    assert (home / f"assignments/{NUMBERS}/tests/more.py").read_text() == "mine, of the same name"
    assert f"assignments/{NUMBERS}/tests/more.py.new" in text


def test_a_second_update_changes_nothing(home: Path, newer: Path) -> None:
    write_task(home)
    said(home, "--from", newer)
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*")}
    text = said(home, "--from", newer)
    assert "You have this release already. Nothing was changed." in text
    assert f"{TASK}.new" in text, "it still waits"
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*")} == before


def test_a_merged_new_version_does_not_come_back(home: Path, newer: Path) -> None:
    write_task(home)
    said(home, "--from", newer)
    (home / f"{TASK}.new").unlink()
    said(home, "--from", newer)
    assert not (home / f"{TASK}.new").exists()


def test_an_older_release_is_refused(home: Path, newer: Path, course: Course) -> None:
    said(home, "--from", newer)
    before = contents(home)
    old = zipped(repository(course, OLD), home.parent / "old.zip")
    text = said(home, "--from", old, status=2)
    assert "is older than what you have: a01_numbers is release 1 there and release 3 here" in text
    assert contents(home) == before


def test_a_correction_without_a_number_comes_too(home: Path, course: Course) -> None:
    files = repository(course, OLD)
    files[f"assignments/{COPIES}/README.md"] += b"One more sentence.\n"
    text = said(home, "--from", zipped(remade(files), home.parent / "new.zip"))
    assert f"{COPIES}: release 1, with corrections" in text
    assert f"{NUMBERS}: release 1, as before" in text


def test_a_new_module_comes_in(home: Path, course: Course) -> None:
    new = zipped(repository(course, {**OLD, "a03_more": 2}), home.parent / "new.zip")
    assert "a03_more: new, release 2" in said(home, "--from", new)
    assert (home / "assignments/a03_more/numbers.py").is_file()


def test_a_module_that_the_new_release_lacks_stays_whole(home: Path, course: Course) -> None:
    mine = write_task(home, COPIES).read_bytes()
    only = zipped(repository(course, {NUMBERS: 2}), home.parent / "student.zip")
    before = contents(home / "assignments" / COPIES)
    text = said(home, "--from", only)
    assert f"{COPIES}: kept as it is, for it is not in " in text
    assert contents(home / "assignments" / COPIES) == before
    assert (home / f"assignments/{COPIES}/numbers.py").read_bytes() == mine
    modules = json.loads((home / "course.json").read_text())["modules"]
    assert [(each["name"], each["release"]) for each in modules] == [(NUMBERS, 2), (COPIES, 1)]
    readme = (home / "README.md").read_text()
    assert readme.index(f"assignments/{NUMBERS}/") < readme.index(f"assignments/{COPIES}/")
    assert "Nothing was changed" in said(home, "--from", only)


def test_a_module_that_was_kept_is_compared_with_its_own_release(
    home: Path, newer: Path, course: Course
) -> None:
    write_task(home, COPIES)
    said(home, "--from", zipped(repository(course, {NUMBERS: 2}), home.parent / "student.zip"))
    assert ".new" not in said(home, "--from", newer)
    later = zipped(repository(course, {NUMBERS: 3, COPIES: 2}), home.parent / "later.zip")
    assert f"assignments/{COPIES}/numbers.py.new" in said(home, "--from", later)


def test_zips_of_single_modules_add_up_to_a_course(course: Course, tmp_path: Path) -> None:
    home = laid_out(repository(course, {NUMBERS: 1}, libraries=["torch"]), tmp_path / "home")
    more = zipped(repository(course, {COPIES: 1}, libraries=["numpy"]), tmp_path / "more.zip")
    said(home, "--from", more)
    required = (home / "requirements.txt").read_text().splitlines()
    assert [line for line in required if line.startswith(("numpy", "torch"))] == [
        "numpy>=1.26",
        "torch==2.13.0",
    ]
    whole = zipped(repository(course, OLD, libraries=["numpy", "torch"]), tmp_path / "whole.zip")
    said(home, "--from", whole)
    assert contents(home) == repository(course, OLD, libraries=["numpy", "torch"])


def test_the_setup_is_renewed_where_something_else_must_be_installed(
    home: Path, newer: Path
) -> None:
    copy = home.parent / "copy"
    shutil.copytree(home, copy)
    assert "make does that by itself" in said(home, "--from", newer)
    text = said(copy, "--from", newer, PATH=str(home))
    assert f"Run this in {copy}: python -m pip install -r requirements.txt" in text
    assert "install" not in said(home, "--from", newer)


def test_own_requirements_keep_the_grader_that_they_name(home: Path, newer: Path) -> None:
    path = home / "requirements.txt"
    path.write_text(path.read_text() + "matplotlib\n")
    text = said(home, "--from", newer)
    assert "the new version of the grader is not installed before you take over its line" in text
    for name in ("requirements.txt", "requirements.txt.new"):
        lines = (home / name).read_text().splitlines()
        assert all((home / line).is_file() for line in lines if line.startswith("./"))


def test_the_default_source_is_the_courses_word(course: Course, tmp_path: Path) -> None:
    old = repository(course, OLD, update_from="../newest")
    home = laid_out(old, tmp_path / "home")
    laid_out(repository(course, NEW, update_from="../newest"), tmp_path / "newest")
    assert "release 1 -> 3" in said(home / "assignments")


def test_without_a_source_it_says_how(home: Path) -> None:
    assert "Your course does not say where its newest release is" in said(home, status=2)


@pytest.mark.parametrize("wrapped", ["", "course-main", "a/b"])
def test_folders_and_zips_are_found_in_their_wrapping(
    home: Path, course: Course, tmp_path: Path, wrapped: str
) -> None:
    new = repository(course, NEW)
    laid_out(new, tmp_path / "folder" / wrapped)
    zipped({f"{wrapped}/{path}".lstrip("/"): new[path] for path in new}, tmp_path / "new.zip")
    before = contents(home)
    for source in ("../folder", "../new.zip"):
        assert "release 1 -> 3" in said(home, "--from", source)
        shutil.rmtree(home)
        laid_out(before, home)


def test_a_linked_folder_is_a_folder(home: Path, course: Course, tmp_path: Path) -> None:
    laid_out(repository(course, NEW), tmp_path / "real")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert "release 1 -> 3" in said(home, "--from", "../link")


# --- git and the web


def test_a_bare_repository_is_cloned(home: Path, bare: Path, course: Course) -> None:
    assert "release 1 -> 3" in said(home, "--from", f"../{bare.name}")
    assert contents(home) == repository(course, NEW)


def test_a_git_url_is_cloned_whatever_git_does_with_line_ends(home: Path, bare: Path) -> None:
    settings = home.parent / "gitconfig"
    settings.write_text("[core]\n\tautocrlf = true\n\teol = crlf\n")
    text = said(home, "--from", bare.as_uri(), GIT_CONFIG_GLOBAL=str(settings))
    assert "release 1 -> 3" in text


def test_a_clone_is_shallow_and_leaves_nothing_behind(
    home: Path, bare: Path, tmp_path: Path
) -> None:
    target = clone(str(bare), tmp_path)
    assert (target / ".git" / "shallow").is_file()
    (tmp_path / "tmp").mkdir()
    said(home, "--from", bare.as_uri(), TMPDIR=str(tmp_path / "tmp"))
    assert list((tmp_path / "tmp").iterdir()) == []


def test_without_git_it_is_one_sentence(home: Path, bare: Path) -> None:
    text = said(home, "--from", bare.as_uri(), status=2, PATH=str(home))
    assert "the program git is not installed here. Install git, or download" in text


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1:1/course.git",
        "git@127.0.0.1:course.git",
        "ssh://nobody@127.0.0.1:1/course.git",
        "file:///no/such/course.git",
        "--upload-pack=touch /tmp/never",
        "ext::sh -c touch% /tmp/never",
    ],
)
def test_a_repository_that_cannot_be_reached_is_one_sentence(home: Path, url: str) -> None:
    before = contents(home)
    text = said(home, f"--from={url}", status=2)
    assert "cannot be cloned: " in text or "does not exist" in text
    assert text.count("\n") == 1
    assert contents(home) == before
    assert not Path("/tmp/never").exists()


class Answers(http.server.SimpleHTTPRequestHandler):
    """A web server that has a zip, a page, a repository, and something behind a password."""

    def do_GET(self) -> None:
        if self.path.startswith("/private"):
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="course"')
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def web(newer: Path, bare: Path) -> Iterator[str]:
    """The address of a server of the folder with the newer release."""
    (newer.parent / "page.zip").write_text("<html>log in first</html>")
    shutil.copytree(bare, newer.parent / "course")
    git("update-server-info", cwd=newer.parent / "course")
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), lambda *given: Answers(*given, directory=str(newer.parent))
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("path", ["student.zip", "student.zip?token=1", "course"])
def test_the_web_sends_a_zip_or_a_repository(home: Path, web: str, path: str) -> None:
    assert "release 1 -> 3" in said(home, "--from", f"{web}/{path}")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("none.zip", "cannot be downloaded: the server says 404"),
        ("page.zip", "sends is no zip, so nothing was changed"),
        ("private/student.zip", "cannot be downloaded: the server says 401"),
        ("private/course", "cannot be cloned: could not read Username"),
        ("private/course.git", "cannot be cloned: could not read Username"),
        ("nothing", "cannot be cloned: "),
    ],
)
def test_what_the_web_does_not_send_is_one_sentence(
    home: Path, web: str, path: str, words: str
) -> None:
    text = said(home, "--from", f"{web}/{path}", status=2)
    assert words in text
    assert "--from PATH" in text


def test_without_a_network_it_is_one_sentence(home: Path) -> None:
    text = said(home, "--from", "http://127.0.0.1:1/student.zip", status=2)
    assert "cannot be downloaded: [Errno 111] Connection refused. Check your connection" in text


def test_git_is_ended_when_it_takes_too_long(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"git://127.0.0.1:{silent.getsockname()[1]}/course.git"
        started = time.monotonic()
        with pytest.raises(UsageError, match="nothing came within 1 s"):
            clone(url, tmp_path, seconds=1)
    assert time.monotonic() - started < 10
    mine = [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in descendants(os.getpid())]
    assert not [line for line in mine if url.encode() in line]


# --- what is no release of this course


def test_another_course_is_refused(home: Path, course: Course, tmp_path: Path) -> None:
    files = repository(course, {"b01_other": 1}, title="Databases")
    text = said(home, "--from", zipped(files, tmp_path / "b.zip"), status=2)
    assert "is a release of another course: 'Databases', and yours is 'Tiny course'" in text


def test_a_corrected_title_is_the_same_course(home: Path, course: Course, tmp_path: Path) -> None:
    files = repository(course, NEW, title="A tiny course")
    assert "release 1 -> 3" in said(home, "--from", zipped(files, tmp_path / "new.zip"))


@pytest.mark.parametrize(
    ("path", "change", "words"),
    [
        (TASK, b"other", "is not as it was released in"),
        (TASK, None, "is missing from"),
        ("course.json", b"{}", "cannot be read as the description of a course"),
        ("course.json", None, "holds no release of a course"),
        (MANIFEST, None, "holds no release of a course"),
        (MANIFEST, b"{", "is not readable as a list of released files"),
        (MANIFEST, b'{"files": {}}', "does not list its own course.json"),
    ],
)
def test_a_damaged_release_is_refused_whole(
    home: Path, course: Course, tmp_path: Path, path: str, change: bytes | None, words: str
) -> None:
    files = repository(course, NEW)
    del files[path]
    files |= {path: change} if change is not None else {}
    before = contents(home)
    assert words in said(home, "--from", zipped(files, tmp_path / "new.zip"), status=2)
    assert contents(home) == before


@pytest.mark.parametrize(
    "path",
    ["../evil.py", "/tmp/evil.py", ".git/hooks/pre-commit", "a/../../evil.py", ".GIT/config", "a//b",
     "C:/evil.py", "a\\b"],
)  # fmt: skip
def test_a_path_outside_is_refused(home: Path, course: Course, tmp_path: Path, path: str) -> None:
    files = repository(course, NEW)
    manifest = json.loads(files[MANIFEST])
    manifest["files"][path] = "0" * 64
    folder = laid_out({**files, MANIFEST: json.dumps(manifest).encode()}, tmp_path / "new")
    before = contents(home)
    assert "which is no file inside a release" in said(home, "--from", folder, status=2)
    assert contents(home) == before


def test_a_link_in_a_release_is_refused(home: Path, course: Course, tmp_path: Path) -> None:
    folder = laid_out(repository(course, NEW), tmp_path / "new")
    shutil.move(folder / TASK, tmp_path / "elsewhere.py")
    (folder / TASK).symlink_to(tmp_path / "elsewhere.py")
    assert "which is no file inside a release" in said(home, "--from", folder, status=2)


@pytest.mark.parametrize("name", ["../evil.py", "/tmp/evil.py", "a\\..\\evil.py", "C:evil.py"])
def test_a_zip_that_leads_outside_is_refused(home: Path, tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "new.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), "evil")
    text = said(home, "--from", tmp_path / "new.zip", status=2)
    assert "which is no plain file inside it" in text
    assert not (tmp_path / "evil.py").exists()


def test_a_link_in_a_zip_is_refused(home: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "new.zip", "w") as archive:
        member = zipfile.ZipInfo("link")
        member.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(member, "/etc/passwd")
    assert "no plain file" in said(home, "--from", tmp_path / "new.zip", status=2)


def test_a_bomb_is_refused(home: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "new.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(201 * 2**20))
    text = said(home, "--from", tmp_path / "new.zip", status=2)
    assert "unpacks to more than any release holds" in text


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("nowhere", "nowhere does not exist"),
        ("~nobody-here/new.zip", "does not exist"),
        (".", "is this folder itself"),
        ("Makefile", "is neither a folder nor a zip"),
        ("assignments", "holds no release of a course"),
    ],
)
def test_a_source_that_is_none_is_one_sentence(home: Path, source: str, words: str) -> None:
    assert words in said(home, "--from", source, status=2)


def test_outside_a_course_folder_is_one_sentence(tmp_path: Path) -> None:
    assert "this is no course folder" in said(tmp_path, status=2)


def test_a_file_that_cannot_be_written_is_one_sentence(home: Path, newer: Path) -> None:
    (home / ".requirements.txt.draft").mkdir()
    text = said(home, "--from", newer, status=2)
    assert "cannot be written: Is a directory. Close it where it is open, then run the same" in text
    (home / ".requirements.txt.draft").rmdir()
    assert "It is finished now" in said(home, "--from", newer)


# --- kills


@pytest.mark.parametrize("after", [0, 150, 300])
def test_a_killed_update_is_finished_by_the_next(
    home: Path, course: Course, tmp_path: Path, after: int
) -> None:
    """Killed while it writes: nothing of the student's is lost, and no file is half written."""
    old, new = ({**repository(course, each)} for each in (OLD, NEW))
    for index in range(400):
        path = f"assignments/{NUMBERS}/data/{index:03}.txt"
        old[path], new[path] = b"old" * 1000, b"new" * 1000
    laid_out(remade(old), home)
    mine = write_task(home).read_bytes()
    source, kept = zipped(remade(new), tmp_path / "new.zip"), contents(home)
    watched = home / f"assignments/{NUMBERS}/data/{after:03}.txt"
    for _ in range(5):
        _kill_when_changed(home, source, watched)
        found = contents(home)
        assert found[TASK] == mine
        data = {found[path] for path in new if "/data/" in path}
        assert data <= {b"old" * 1000, b"new" * 1000}
        if len(data) == 2:
            break
        laid_out(kept, home)  # it was done before the signal came
    else:
        pytest.fail("no update was killed half way")
    text = said(home, "--from", source)
    assert "The last update was interrupted. It is finished now." in text
    assert f"{NUMBERS}: release 1 -> 3" in text
    assert contents(home) == {**remade(new), TASK: mine, f"{TASK}.new": new[TASK]} | {
        MANIFEST: (home / MANIFEST).read_bytes()
    }
    assert "Nothing was changed" in said(home, "--from", source)


def _kill_when_changed(home: Path, source: Path, watched: Path) -> None:
    before = watched.read_bytes()
    process = subprocess.Popen(
        command("update", "--from", source),
        cwd=home,
        env=environment({"TMPDIR": str(source.parent)}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while watched.read_bytes() == before and process.poll() is None:
        pass
    process.kill()
    process.wait()
