"""Forbidden names, however they are reached, and no false alarm."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.grade.forbidden import forbidden_uses

SOFTMAX = ("torch.softmax", "torch.Tensor.softmax", "torch.nn.functional.softmax", "sorted")


def uses(folder: Path, files: dict[str, str], task: str = "weights") -> list[str]:
    """Each use as ``name file:line``."""
    package = folder / "work"
    for name, text in files.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return [f"{use.name} {use.path}:{use.line}" for use in forbidden_uses(package, task, SOFTMAX)]


USED = {
    "in full": "import torch\ndef weights(x):\n    return torch.softmax(x, 0)\n",
    "alias of a module": "import torch as t\ndef weights(x):\n    return t.softmax(x, 0)\n",
    "functional": "import torch.nn.functional as F\ndef weights(x):\n    return F.softmax(x, 0)\n",
    "functional from": "from torch.nn import functional\ndef weights(x):\n    return functional.softmax(x)\n",
    "submodule in full": "import torch.nn\ndef weights(x):\n    return torch.nn.functional.softmax(x)\n",
    "from import": "from torch import softmax\ndef weights(x):\n    return softmax(x, 0)\n",
    "from import as": "from torch import softmax as s\ndef weights(x):\n    return s(x, 0)\n",
    "import star": "from torch import *\ndef weights(x):\n    return softmax(x, 0)\n",
    "import inside": "def weights(x):\n    import torch\n    return torch.softmax(x, 0)\n",
    "method": "def weights(x):\n    return x.softmax(0)\n",
    "method of a result": "def weights(x):\n    return (x - 1).exp().softmax(dim=0)\n",
    "passed on": "import torch\ndef weights(x):\n    return list(map(torch.softmax, x))\n",
    "helper": "import torch\ndef weights(x):\n    return helper(x)\ndef helper(x):\n    return torch.softmax(x, 0)\n",
    "helper of a helper": "import torch\ndef weights(x):\n    return a(x)\ndef a(x):\n    return b(x)\ndef b(x):\n    return x.softmax(0)\n",
    "another name": "import torch\nsoft = torch.softmax\ndef weights(x):\n    return soft(x, 0)\n",
    "annotated name": "import torch\nsoft: object = torch.softmax\ndef weights(x):\n    return soft(x, 0)\n",
    "in a class": "import torch\nclass weights:\n    def forward(self, x):\n        return torch.softmax(x, 0)\n",
    "base class": "class Base:\n    def f(self, x):\n        return x.softmax(0)\nclass weights(Base):\n    pass\n",
    "builtin": "def weights(x):\n    return sorted(x)\n",
}


@pytest.mark.parametrize("text", USED.values(), ids=USED.keys())
def test_use_is_found(tmp_path: Path, text: str) -> None:
    assert len(uses(tmp_path, {"attention.py": text})) == 1


HELPERS = {
    "from": "from .help import soft\ndef weights(x):\n    return soft(x)\n",
    "from as": "from .help import soft as s\ndef weights(x):\n    return s(x)\n",
    "module": "from . import help\ndef weights(x):\n    return help.soft(x)\n",
    "module as": "from . import help as h\ndef weights(x):\n    return h.soft(x)\n",
    "absolute": "from work.help import soft\ndef weights(x):\n    return soft(x)\n",
}


@pytest.mark.parametrize("text", HELPERS.values(), ids=HELPERS.keys())
def test_use_in_a_helper_of_another_file_is_found_there(tmp_path: Path, text: str) -> None:
    helper = "import torch\ndef soft(x):\n    return torch.softmax(x, 0)\n"
    assert uses(tmp_path, {"attention.py": text, "help.py": helper}) == ["torch.softmax help.py:3"]


FINE = {
    "local function of that name": "def softmax(x):\n    return x.exp()\ndef weights(x):\n    return softmax(x)\n",
    "own method of that name": "class weights:\n    def softmax(self, x):\n        return x\n    def f(self, x):\n        return self.softmax(x)\n",
    "text and comment": "def weights(x):\n    '''Not torch.softmax.'''\n    return x  # torch.softmax\n",
    "import without a use": "from torch import softmax, exp\ndef weights(x):\n    return exp(x)\n",
    "module without the name": "import torch.nn.functional as F\ndef weights(x):\n    return F.relu(x)\n",
    "longer name": "import torch\ndef weights(x):\n    return torch.softmax_like(x)\n",
    "another task": "import torch\ndef weights(x):\n    return x\ndef other(x):\n    return torch.softmax(x, 0)\n",
    "own builtin": "def sorted(x):\n    return x\ndef weights(x):\n    return sorted(x)\n",
    "recursion": "def weights(x):\n    return weights(x[1:]) if x else helper(x)\ndef helper(x):\n    return weights(x)\n",
}


@pytest.mark.parametrize("text", FINE.values(), ids=FINE.keys())
def test_no_false_alarm(tmp_path: Path, text: str) -> None:
    assert uses(tmp_path, {"attention.py": text}) == []


def test_helper_of_the_same_name_in_another_file_is_not_meant(tmp_path: Path) -> None:
    files = {
        "a.py": "def weights(x):\n    return _help(x)\ndef _help(x):\n    return x\n",
        "b.py": "import torch\ndef _help(x):\n    return torch.softmax(x, 0)\n",
    }
    assert uses(tmp_path, files) == []


def test_tests_and_files_that_do_not_parse_are_left_out(tmp_path: Path) -> None:
    files = {
        "attention.py": "def weights(x):\n    return helper(x)\n",
        "broken.py": "def helper(x:\n",
        "._attention.py": "\0\1",
        "tests/probes.py": "import torch\ndef helper(x):\n    return torch.softmax(x)\n",
    }
    assert uses(tmp_path, files) == []
