"""What to do about an exception that students meet often: a sentence under its own text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from autograder.channel.outcome import Frame, Raised

_NO_MODULE = re.compile(r"No module named '([\w.]+)'")
_NO_NAME = re.compile(r"cannot import name '(\w+)' from '([\w.]+)'")
_ENOUGH = "Write without it: Python's own library, and what the module's files import, are enough"
MAIN_GUARD = (
    'Put what is only for you to try below a line `if __name__ == "__main__":`, '
    "so that importing the file does not run it"
)

_BY_NAME = {
    "TabError": "Indent with four spaces everywhere: most editors can convert tabs to spaces",
    "IndentationError": "Lines of one block begin in one column, each level four spaces further in",
    "RecursionError": "It calls itself without end. For which argument should it stop?",
    "EOFError": "Nobody can type here: take the value from the arguments, not from input()",
    "FileNotFoundError": (
        "Only what you hand in is there, and the working folder is another: "
        "begin the path with Path(__file__).parent"
    ),
    "PermissionError": (
        "Code that is graded may not write files, start programs or use the network"
    ),
    "NotImplementedError": "Your code takes the place of this line",
    "SystemExit": "exit() and sys.exit() end the whole program: use return",
}


def advised(raised: Raised, files: Sequence[str] = ()) -> list[str]:
    """The lines below an exception: the student's own frames, then what to do, where we know.

    ``files`` are those of their package, for an exception while it was imported.
    """
    words = advice(raised, files)
    sentence = words if words.endswith("?") else f"{words}."
    return [*frame_lines(raised.frames), *([sentence] if words else [])]


def advice(raised: Raised, files: Sequence[str]) -> str:
    """What to do about this exception, without a full stop; "" where its own text must do."""
    find = _FINDERS.get(raised.types[0])
    return find(raised, files) if find else _BY_NAME.get(raised.types[0], "")


def frame_lines(frames: Iterable[Frame]) -> list[str]:
    """Frames as lines, outermost first; the same line many times over is said once."""
    lines: list[str] = []
    for line in map(str, frames):
        if not lines or lines[-1] != line:
            lines.append(line)
    return lines


def _syntax(raised: Raised, _files: Sequence[str]) -> str:
    if "codec can't decode" not in raised.message and "encoding" not in raised.message:
        return ""
    return (
        "The file is not saved as UTF-8. Save it again with the encoding UTF-8 "
        "(in VS Code: click the encoding at the bottom right, then Save with Encoding)"
    )


def _exit(raised: Raised, _files: Sequence[str]) -> str:
    """An exit while the file is imported is mostly a test run of the student's own."""
    at_import = raised.frames and all(frame.function == "<module>" for frame in raised.frames)
    return MAIN_GUARD if at_import else _BY_NAME["SystemExit"]


def _no_module(raised: Raised, files: Sequence[str]) -> str:
    match = _NO_MODULE.search(raised.message)
    first, *rest = match[1].split(".") if match else [""]
    if rest and f"from .{rest[0]} import" in (raised.frames[-1].code if raised.frames else ""):
        there = f" (there are {', '.join(files)})" if files else ""
        return f"{rest[0]}.py is missing{there}. Files keep the names that they came with"
    if f"{first}.py" in files:
        return f"{first}.py is a file of this module: write from .{first} import ..., with a dot"
    return f"{first} is not installed where this is graded. {_ENOUGH}"


def _no_name(raised: Raised, _files: Sequence[str]) -> str:
    match = _NO_NAME.search(raised.message)
    if not match or "circular import" in raised.message:
        return ""
    path = f"{match[2].rpartition('.')[2]}.py"
    return f"{path} has no {match[1]}. Define it there, under exactly this name"


_FINDERS: dict[str, Callable[[Raised, Sequence[str]], str]] = {
    "SyntaxError": _syntax,
    "SystemExit": _exit,
    "ModuleNotFoundError": _no_module,
    "ImportError": _no_name,
}
