"""numpy, imported when it is first used: ``from autograder.late import np``.

A grader handles texts and points. Without numpy it starts 0.1 s sooner and holds 25 MB less, which
a small container feels; judges and workers have it from the launcher.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["np"]

if TYPE_CHECKING:
    import numpy as np
else:
    from importlib import import_module
    from types import ModuleType

    class _Late(ModuleType):
        """Becomes the module of its name at the first look for something in it."""

        def __getattr__(self, name: str) -> object:
            if name.startswith("__"):  # who looks at modules from outside asks for no numpy
                raise AttributeError(name)
            module = import_module(self.__name__)
            self.__dict__.update(vars(module))
            self.__dict__[name] = found = getattr(module, name)  # numpy has late parts of its own
            return found

    np = _Late("numpy")
