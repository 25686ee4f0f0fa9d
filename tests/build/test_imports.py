"""Imports that only the solution used vanish; all others stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.build.pipeline import stub
from autograder.source import read_source

TASK = '''

def f(x):
    """Do it.{doc}"""
    # BEGIN SOLUTION
    return math.exp(x) + np.sum(x) + torch.nn.Linear(Path, json, List)
    # END SOLUTION
'''


def head(imports: str, name: str = "a.py", doc: str = "", rest: str = "") -> str:
    """What stays above the task."""
    text = stub(read_source(Path(name), imports + TASK.replace("{doc}", doc) + rest)).text
    return text.split("def f")[0].rstrip("\n")


@pytest.mark.parametrize(
    "imports",
    [
        "import math\n",
        "import numpy as np\n",
        "import torch.nn\n",
        "from typing import List\n",
        "from a import (\n    b,  # why not\n    c,\n)\n",
        "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import b\n    import c\n",
        "import typing\n\nif typing.TYPE_CHECKING:\n    from a import b\n",
    ],
)
def test_unused_imports_vanish(imports: str) -> None:
    assert head(imports) == ""


@pytest.mark.parametrize(
    "imports",
    [
        "from __future__ import annotations\n",
        "import math  # noqa: F401\n",
        "import math as math\n",
        "from a import *\n",
        "import math\n\nX = math.pi\n",
        'import math\n\n__all__ = ["math"]\n',
        'import math\n\n__all__ = []\n__all__ += ["math"]\n',
        'from a import Tensor\n\nx: "Tensor" = 1\n',
        'from a import Tensor\n\n\ndef g(x: "list[Tensor]") -> None: ...\n',
        'from a import Tensor\n\n\ndef g(x) -> "Tensor": ...\n',
        'from a import Float\n\n\ndef g(x: Float["n m"]) -> None: ...\n',
        'from typing import cast\n\nfrom a import Tensor\n\nx = cast("Tensor", 1)\n',
        "try:\n    import math\nexcept ImportError:\n    pass\n",
        "import torch.nn\n\nX = torch.nn\n",
        "def g():\n    import math\n",
    ],
)
def test_these_imports_stay(imports: str) -> None:
    assert head(imports) == imports.rstrip("\n")


def test_an_import_for_the_examples_of_a_docstring_stays() -> None:
    assert head("import math\n", doc="\n\n    >>> f(math.pi)\n    1\n    ") == "import math"


def test_re_exports_of_a_package_stay() -> None:
    assert head("from .a import b\n", name="__init__.py") == "from .a import b"


def test_only_the_unused_names_of_an_import_vanish() -> None:
    rest = "\n\nX = Any, c\n"
    assert head("from typing import Any, List\n", rest=rest) == "from typing import Any"
    assert (
        head("from a import (\n    b,\n    c as c2,\n    c,\n)\n", rest=rest) == "from a import c"
    )


def test_a_long_import_stays_on_several_lines() -> None:
    names = [f"name_number_{i}" for i in range(9)]
    imports = "from a import (\n" + "".join(f"    {name},\n" for name in [*names, "z"]) + ")\n"
    rest = f"\n\nX = {', '.join(names)}\n"
    assert head(imports, rest=rest) == imports.replace("    z,\n", "").rstrip("\n")


def test_one_of_several_imports_under_type_checking() -> None:
    imports = (
        "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from a import b\n"
        "    from c import d\n"
    )
    rest = "\n\nx: d = 1\n"
    assert head(imports, rest=rest) == imports.replace("    from a import b\n", "").rstrip("\n")


def test_a_removed_group_leaves_no_double_gap() -> None:
    imports = '"""Doc."""\n\nfrom __future__ import annotations\n\nimport math\n\nimport sys\n'
    rest = "\n\nX = sys\n"
    assert head(imports, rest=rest) == (
        '"""Doc."""\n\nfrom __future__ import annotations\n\nimport sys'
    )


def test_a_name_that_is_only_assigned_is_not_used() -> None:
    assert head("import math\n", rest="\n\ndef g():\n    math = 1\n") == ""
