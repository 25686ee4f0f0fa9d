"""What pip is asked for where a module needs a library."""

from __future__ import annotations

from collections.abc import Iterable

REQUIREMENTS = {
    "numpy": "numpy>=1.26",
    # Exactly this version, because another may pull gigabytes of GPU libraries.
    "torch": "torch==2.13.0",
    "gymnasium": "gymnasium>=1.0",
}
"""By import name; the same as in pyproject.toml, which a test compares."""


def requirements(libraries: Iterable[str]) -> list[str]:
    """What to install for ``libraries``, in a fixed order."""
    wanted = set(libraries)
    return [requirement for name, requirement in REQUIREMENTS.items() if name in wanted]
