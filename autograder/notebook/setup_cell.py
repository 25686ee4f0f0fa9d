"""The first cell of a student's notebook: it makes the rest work on Colab, in JupyterLab and in
VS Code, and installs nothing that is there already.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.errors import UsageError

_COLAB = "https://colab.research.google.com"
_GITHUB = "https://github.com/"
_RAW = "https://raw.githubusercontent.com/"
ARCHIVE = "notebook.zip"


@dataclass(frozen=True)
class Surroundings:
    """What a module's notebook needs beside Jupyter."""

    module: str
    otter: str
    """The version of otter-grader that made the notebook."""
    wheel: str
    """The file name of the grader's wheel, which lies beside the notebook."""
    version: str
    """The grader's version in that wheel."""
    libraries: tuple[str, ...] = ()
    """Requirements of the module, as for pip."""
    index: str = ""
    """One more index for pip; "" for none."""
    published: str = ""
    """Where the folders of the notebooks are published; "" where they are handed out otherwise."""

    @property
    def requirements(self) -> tuple[str, ...]:
        """What pip is asked for, in the notebook's folder."""
        return (f"otter-grader=={self.otter}", f"./{self.wheel}", *self.libraries)

    @property
    def archive(self) -> str:
        """The URL of the notebook's zip; "" for none."""
        place = _on_github(self.published)
        folder = _RAW + "/".join(place) if place else self.published.rstrip("/")
        return f"{folder}/{self.module}/{ARCHIVE}" if folder else ""

    @property
    def colab(self) -> str:
        """The URL that opens the notebook on Colab, or Colab itself where it is not on GitHub."""
        if not (place := _on_github(self.published)):
            return _COLAB
        owner, repository, *rest = place
        path = "/".join([owner, repository, "blob", *rest, self.module, f"{self.module}.ipynb"])
        return f"{_COLAB}/github/{path}"


def _on_github(published: str) -> list[str]:
    """Owner, repository, branch and folders of an address on GitHub; empty for any other."""
    if not published.startswith(_GITHUB):
        return []
    owner, repository, tree, *rest = [*published.removeprefix(_GITHUB).split("/"), "", ""]
    place = [part for part in rest if part]
    if tree != "tree" or not place:
        raise UsageError(
            f"{published} is no folder on GitHub. Give the address that its page has: "
            f"{_GITHUB}OWNER/REPOSITORY/tree/BRANCH/FOLDER"
        )
    return [owner, repository, *place]


_CELL = '''\
# Run this cell first, then the others from the top to the bottom.
from __future__ import annotations  # type hints stay text, so names in them need no import


def set_up():
    """Get this notebook ready, and return the grader that checks your work.

    Where the folder MODULE is missing, as on Colab, it is unpacked from ARCHIVE. What is not
    installed yet is installed with pip. What is already there stays as it is.
    """
    import importlib.metadata
    import importlib.util
    import subprocess
    import sys
    import urllib.request
    import zipfile
    from pathlib import Path

    def is_missing(name):
        return importlib.util.find_spec(name) is None

    def is_other_build():  # of the checks' own program, from an earlier release of this notebook
        version = importlib.metadata.version("ml-course-autograder")
        return "+" in version and version != VERSION

    address = URL
    if not Path(MODULE_NAME, "tests").is_dir():
        archive = ARCHIVE_NAME
        if address:
            print("Getting", address)
            urllib.request.urlretrieve(address, archive)
        elif "google.colab" in sys.modules:
            from google.colab import files

            print("Choose the file ARCHIVE that you were given:")
            archive = next(iter(files.upload()))
        else:
            raise FileNotFoundError(
                "The folder MODULE is not beside this notebook. "
                "Unpack ARCHIVE, and open the notebook that lies in it."
            )
        zipfile.ZipFile(archive).extractall()

    needed = NEEDED
    missing = [what for name, what in needed.items() if is_missing(name)]
    if not is_missing("autograder") and is_other_build():
        missing.append(needed["autograder"])
    if missing:
        print("Installing", ", ".join(missing))
        pip = [sys.executable, "-m", "pip", "install", "--quiet"OPTIONS]
        subprocess.run([*pip, *missing], check=True)
        importlib.invalidate_caches()

    import otter

    return otter.Notebook()


grader = set_up()
'''


def setup_source(needs: Surroundings) -> str:
    """The source of the first cell."""
    names = ["otter", "autograder", *map(_import_name, needs.libraries)]
    pairs = zip(names, needs.requirements, strict=True)
    needed = ",\n        ".join(f"{json.dumps(name)}: {json.dumps(what)}" for name, what in pairs)
    options = f', "--extra-index-url", {json.dumps(needs.index)}' if needs.index else ""
    words = {
        "MODULE_NAME": json.dumps(needs.module),
        "ARCHIVE_NAME": json.dumps(ARCHIVE),
        "MODULE": needs.module,
        "ARCHIVE": ARCHIVE,
        "VERSION": json.dumps(needs.version),
        "URL": json.dumps(needs.archive),
        "NEEDED": "{\n        " + needed + ",\n    }",
        "OPTIONS": options,
    }
    text = _CELL
    for word, meaning in words.items():
        text = text.replace(word, meaning)
    return text.rstrip("\n")


def _import_name(requirement: str) -> str:
    return requirement.replace("=", " ").replace(">", " ").split()[0]


_README = """\
# {title}: the notebook

[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)]({colab})

`{module}.ipynb` is the module `{module}` as one notebook: the handout, the tasks and their public
checks. You write each task in its own cell and run the cell below it, which says what is still
wrong.

## Open it

- **JupyterLab** (Python 3.11, 3.12 or 3.13). In this folder:

  ```sh
  python -m venv .venv
  .venv/bin/python -m pip install jupyterlab {requirements}
  .venv/bin/jupyter lab {module}.ipynb
  ```

  On Windows write `.venv\\Scripts` instead of `.venv/bin`.
- **VS Code** with its Python and Jupyter extensions: open this folder, then `{module}.ipynb`, and
  choose a Python 3.11, 3.12 or 3.13 as its kernel.
- **Colab**: {on_colab} Save a copy in your Drive before you begin.

Then run the first cell. It says what it installs, and installs only what is missing. Colab does
not show the pictures of the handout; they lie in the folder `{module}`.

## Check your work

Run the cell `grader.check("{first}")` below a task. For each check that fails it shows the call,
what your code returned and what was expected, and a hint where your mistake is a known one.
`grader.check_all()` checks every task. An endless loop: interrupt the kernel.

## Hand in

Save, and hand in the one file `{module}.ipynb`{where}. Your notebook is read, and only the code
that the tasks need is run: prints, plots and experiments cost nothing. Hidden checks are graded
then.
"""

_BY_BADGE = "click the badge. The first cell gets the other files."
_BY_UPLOAD = (
    f"upload `MODULE.ipynb`; the first cell then asks for `{ARCHIVE}`, the file that you unpacked."
)


def student_readme(needs: Surroundings, title: str, tasks: Sequence[str], submit_to: str) -> str:
    """README.md beside the notebook: how to open it, check one's work, and hand it in."""
    on_colab = _BY_BADGE if needs.published else _BY_UPLOAD.replace("MODULE", needs.module)
    return _README.format(
        title=title,
        module=needs.module,
        colab=needs.colab,
        requirements="-r requirements.txt",
        on_colab=on_colab,
        first=tasks[0],
        where=f" to {submit_to}" if submit_to else "",
    )


def requirements_file(needs: Surroundings) -> bytes:
    """``requirements.txt`` beside the notebook; its paths are read from that folder."""
    index = [f"--extra-index-url {needs.index}"] if needs.index else []
    lines = ["# Written by `autograder release --notebook`.", *index, *needs.requirements]
    return ("\n".join(lines) + "\n").encode()
