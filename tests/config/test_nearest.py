from __future__ import annotations

import doctest
from types import ModuleType

import pytest

from autograder.config import nearest as nearest_module
from autograder.config import words
from autograder.config.nearest import nearest, one_of


def test_case_does_not_hide_a_near_name() -> None:
    assert nearest("multiheadattention", ["softmax", "MultiHeadAttention"]) == "MultiHeadAttention"


def test_nothing_is_near_to_a_different_word() -> None:
    assert nearest("relu", ["softmax"]) is None


def test_an_empty_list_says_so() -> None:
    assert one_of("relu", [], "tasks") == "There are no tasks yet"


@pytest.mark.parametrize("module", [nearest_module, words])
def test_the_examples_in_the_docstrings_are_true(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0
