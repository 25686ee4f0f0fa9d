"""The program is built in layers: each imports only from those above it in this list."""

import ast
from pathlib import Path

import pytest

import autograder

ROOT = Path(autograder.__file__).parent
LAYERS = (
    ("words", {"errors", "late", "model"}),
    ("reading", {"config", "source"}),
    ("checking", {"checks", "channel", "sandbox"}),
    ("making", {"build", "mutation", "notebook"}),
    ("recognising", {"diagnose"}),
    ("grading", {"intake", "grade"}),
    ("explaining", {"feedback", "similarity"}),
    ("running a class", {"gradescope", "gradebook", "report"}),
    ("face", {"cli", "__main__", "__init__"}),
)
LEVEL = {name: level for level, (_, names) in enumerate(LAYERS) for name in names}
FILES = sorted(ROOT.rglob("*.py"))
LATE = {"nbformat", "matplotlib", "sklearn", "torch", "gymnasium", "rich", "dask", "distributed"}


def _part(path: Path) -> str:
    return path.relative_to(ROOT).with_suffix("").parts[0]


def _imports(tree: ast.AST):
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"line {node.lineno}: write the import in full"
            yield node.lineno, node.module or "", [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name, []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_imports_only_from_its_own_layer_and_those_above(path):
    level = LEVEL[_part(path)]
    for line, module, names in _imports(ast.parse(path.read_text("utf-8"))):
        if module.split(".")[0] != "autograder":
            continue
        parts = module.split(".")[1:2] or [name for name in names if name in LEVEL]
        for part in parts:
            assert LEVEL[part] <= level, f"{path.name}:{line} imports {module} from a later layer"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_heavy_libraries_are_imported_where_they_are_used(path):
    """rich is for reports alone, and torch must not be loaded to grade a pure Python module."""
    if _part(path) in {"feedback", "cli"}:
        return
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names]
            module = getattr(node, "module", None) or names[0]
            assert module.split(".")[0] not in LATE, f"{path.name}:{node.lineno} imports {module}"


def test_only_the_command_line_prints():
    for path in FILES:
        if _part(path) == "cli":
            continue
        calls = [
            node.lineno
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "print"
        ]
        assert not calls, f"{path.name} prints in line {calls}"
