"""Attacks by files that configure programs, or that are named like others."""

from __future__ import annotations

from .. import handing_in
from ..attack import Attack, Layer, Naive, NotRun

_HOOK = """\
import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    report = yield
    report.outcome = "passed"
    return report
"""
_WRONG = """
    def answer(x):
        return report()
"""
_LIBRARIES = (
    *("random", "typing", "numpy", "torch", "json", "autograder", "pytest"),
    *("sitecustomize", "usercustomize"),
)

ATTACKS = (
    Attack(
        name="conftest-that-passes-all",
        does="A `conftest.py` whose hook turns every outcome into a pass.",
        code=_WRONG,
        more=dict.fromkeys(
            ("conftest.py", "v01_vault/conftest.py", "v01_vault/tests/conftest.py"), _HOOK
        ),
        by=(Layer.INTAKE, Layer.SPLIT),
        says="conftest.py was left out: nothing that is handed in configures the grader",
        known="It is left out, with a remark; and the judge's pytest looks for none.",
        naive=Naive.FULL,
    ),
    Attack(
        name="settings-that-deselect",
        does="`pytest.ini`, `tox.ini`, `setup.cfg` and `pyproject.toml` with options that run no test.",
        code=_WRONG,
        more={
            "pytest.ini": "[pytest]\naddopts = --collect-only\n",
            "tox.ini": "[pytest]\naddopts = --collect-only\n",
            "setup.cfg": "[tool:pytest]\naddopts = --collect-only\n",
            "pyproject.toml": '[tool.pytest.ini_options]\naddopts = "--collect-only"\n',
        },
        by=(Layer.INTAKE, Layer.SPLIT),
        known="They are left out; and the judge's pytest has a configuration of its own.",
        naive=Naive.FULL,
    ),
    Attack(
        name="plugin-that-passes-all",
        does="A `.dist-info` folder that registers a plugin of pytest.",
        code=_WRONG,
        more={
            "helper-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: helper\nVersion: 1.0\n",
            "helper-1.0.dist-info/entry_points.txt": "[pytest11]\nhelper = helper_plugin\n",
            "helper_plugin.py": _HOOK,
        },
        by=(Layer.INTAKE, Layer.SPLIT),
        known="It is left out; and the judge's pytest loads no plugin by itself, and nothing from there.",
        naive=Naive.FULL,
    ),
    Attack(
        name="files-named-like-libraries",
        does="Files with the names of libraries, which end whoever imports them.",
        code=_WRONG,
        more={
            f"{folder}{name}.py": "import os\nos._exit(0)\n"
            for folder in ("", "v01_vault/")
            for name in _LIBRARIES
        },
        by=(Layer.INTAKE, Layer.SPLIT),
        known="What the grader imports is loaded before, and a submission's folder is searched last.",
    ),
    Attack(
        name="files-with-odd-names",
        does="Files whose names are options, commands, several lines or escape codes.",
        code=_WRONG,
        build=handing_in.oddly_named,
        by=(Layer.INTAKE,),
        says="have names with characters that no file name should have",
        known="No shell sees a name, and names that cannot be shown are left out.",
    ),
    Attack(
        name="compiled-files",
        does="Stale bytecode, a compiled extension and a `.pth` file.",
        code=_WRONG,
        build=handing_in.compiled,
        by=(Layer.INTAKE,),
        says="are compiled code and were left out",
        known="They are left out, with a remark.",
    ),
    Attack(
        name="import-hooks",
        does="Puts finders, hooks and a metaclass in front of every import.",
        code="""
            import builtins

            class Finder:
                def find_spec(self, name, path=None, target=None):
                    found(name, path)

            class Meta(type):
                def __call__(cls, *_):
                    return True

            sys.meta_path.insert(0, Finder())
            sys.path_hooks.insert(0, lambda path: None)
            honest = builtins.__import__
            builtins.__import__ = lambda *given, **named: honest(*given, **named)

            def answer(x):
                return report()
        """,
        by=(Layer.SPLIT,),
        known="They are asked for the submission's own imports.",
    ),
)

NOT_RUN = (
    NotRun(
        "waits-for-an-editor",
        "Waits in `conftest.py`, `.vscode` or a notebook until somebody opens the folder or runs pytest in it.",
        "Not stopped outside of the grader: open other people's folders in an editor that does not trust them. The "
        "grader copies what it needs, and runs nothing in the folder itself.",
    ),
)
