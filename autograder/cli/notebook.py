"""``autograder release --notebook``: a module as a notebook, made by the real otter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from autograder.build.archive import zip_bytes
from autograder.build.products import Files, public_checks, solution_files
from autograder.build.repository import Part
from autograder.build.wheel import Wheel, grader_wheel
from autograder.config.course import CourseConfig, course_secret
from autograder.config.libraries import requirements
from autograder.errors import raise_any
from autograder.grade.making import Authored
from autograder.grade.notebook_suite import REFERENCE, STAFF, staff_words
from autograder.notebook.export import Lesson, Material, lesson
from autograder.notebook.otter_assign import Assigned, assign, otter_version
from autograder.notebook.otter_leaks import Secrets, byte_leaks, notebook_leaks
from autograder.notebook.otter_master import master, solved
from autograder.notebook.setup_cell import (
    ARCHIVE,
    Surroundings,
    requirements_file,
    setup_source,
    student_readme,
)

_IN_AUTOGRADER = "/autograder/source/files"
"""Where otter's image has the files of its zip."""
_EXECUTABLE = ("run_autograder", "setup.sh")
OTTER_ZIP = "otter.zip"
STAFF_ZIP = "notebook-staff.zip"


@dataclass(frozen=True)
class _Notebook:
    """One module on its way to a notebook."""

    settings: CourseConfig
    authored: Authored
    part: Part
    wheel: Wheel
    needs: Surroundings

    @property
    def secret(self) -> str:
        return course_secret(self.settings)

    @property
    def lesson(self) -> Lesson:
        module, stamp = self.authored.source, self.part.stamp
        material = Material(
            module.name,
            self.authored.config,
            self.part.files,
            solution_files(module, self.authored.config),
            public_checks(module),
        )
        about = {"module": module.name, "release": stamp.release, "content": stamp.content}
        return lesson(material, setup_source(self.needs), about)

    def reference(self) -> Files:
        """The solution with all checks, and what only staff know of them."""
        config = self.authored.config
        checks = {
            name: each for task in config.tasks.values() for name, each in task.checks.items()
        }
        seconds = {name: each.seconds for name, each in checks.items() if each.seconds}
        files = solution_files(self.authored.source, config)
        below = {f"{REFERENCE}/{self.part.name}/{path}": data for path, data in files.items()}
        return {**below, f"{REFERENCE}/{STAFF}": staff_words(self.secret, seconds)}

    def package(self) -> Files:
        """The module's folder, as students have it in every form."""
        return {f"{self.part.name}/{path}": data for path, data in self.part.released.items()}


def notebook_zips(
    settings: CourseConfig,
    authored: Authored,
    part: Part,
    published: str = "",
    say: Callable[[str], None] = lambda _text: None,
) -> Files:
    """The files of a module's notebook release, by their names in its folder of dist/: for
    students, for otter, and for staff. Raises `SourceProblems` where something would leak.
    """
    notebook = _notebook(settings, authored, part, published)
    laid = notebook.lesson
    say("otter assign")
    text = master(laid, _config(notebook))
    beside = {
        **notebook.package(),
        **notebook.reference(),
        notebook.wheel.name: notebook.wheel.content,
    }
    made = assign(laid, text, beside)
    name = f"{part.name}.ipynb"
    staff = {name: solved(laid).encode(), f"master/{name}": text.encode()}
    staff |= {f"master/{path}": content for path, content in beside.items()}
    return {
        ARCHIVE: zip_bytes(_student(notebook, laid, made)),
        name: made.notebook.encode(),
        OTTER_ZIP: zip_bytes(made.autograder, _EXECUTABLE),
        STAFF_ZIP: zip_bytes(staff),
    }


def _notebook(settings: CourseConfig, authored: Authored, part: Part, published: str) -> _Notebook:
    wheel = grader_wheel()
    needs = Surroundings(
        module=part.name,
        otter=otter_version(),
        wheel=wheel.name,
        version=wheel.version,
        libraries=tuple(requirements(part.config.libraries)),
        index=settings.pip_index,
        published=published,
    )
    return _Notebook(settings, authored, part, wheel, needs)


def _config(notebook: _Notebook) -> dict[str, object]:
    """The settings of otter: no first cell of its own, since otter may have to be installed."""
    needs = notebook.needs
    index = [f"--extra-index-url {needs.index}"] if needs.index else []
    return {
        "init_cell": False,
        "export_cell": False,
        "solutions_pdf": False,
        "template_pdf": False,
        "requirements": [*index, f"{_IN_AUTOGRADER}/{needs.wheel}", *needs.libraries],
        "files": [notebook.part.name],
        "autograder_files": [REFERENCE, needs.wheel],
        "tests": {"files": True, "ok_format": False},
    }


def _student(notebook: _Notebook, laid: Lesson, made: Assigned) -> Files:
    """The folder for students, proved free of leaks."""
    tests = _with_cases(laid, made.tests)
    hidden = tuple(case.name for each in laid.questions for case in each.cases if case.hidden)
    secrets = Secrets(notebook.authored.source, hidden, notebook.secret)
    raise_any(notebook_leaks(laid, made.notebook, tests, secrets))
    config, settings = notebook.authored.config, notebook.settings
    readme = student_readme(notebook.needs, config.title, tuple(config.tasks), settings.submit_to)
    files = {
        **notebook.package(),
        **{f"tests/{name}": content for name, content in tests.items()},
        f"{laid.module}.ipynb": made.notebook.encode(),
        "README.md": readme.encode(),
        "requirements.txt": requirements_file(notebook.needs),
        notebook.wheel.name: notebook.wheel.content,
    }
    raise_any(byte_leaks(files, secrets))
    return files


def _with_cases(laid: Lesson, tests: Mapping[str, bytes]) -> dict[str, bytes]:
    """Without the files of tasks that have hidden checks only: of an empty one otter says that all
    its tests passed.
    """
    public = {
        f"{each.task}.py" for each in laid.questions if any(not case.hidden for case in each.cases)
    }
    return {name: content for name, content in tests.items() if name in public}
