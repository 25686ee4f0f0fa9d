"""The slips of our field as changes of a syntax tree: each takes a node and gives wrong ones.

The list follows what students of numerical code get wrong (signs, axes, off by one, dropped terms,
swapped operands, missing copies) rather than what a general tool changes, so that a survivor is
worth a look.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from autograder.mutation import expressions, library, statements

Operator = Callable[[ast.AST], Iterator[ast.AST]]

OPERATORS: dict[str, Operator] = {
    "comparison": expressions.comparison,
    "arithmetic": expressions.arithmetic,
    "dropped-term": expressions.dropped_term,
    "swapped-operands": expressions.swapped_operands,
    "swapped-names": expressions.swapped_names,
    "off-by-one": expressions.off_by_one,
    "other-number": expressions.other_number,
    "axis": library.axis,
    "boolean": expressions.boolean,
    "reduction": library.reduction,
    "transposed": library.transposed,
    "no-copy": library.no_copy,
    "dropped-argument": library.dropped_argument,
    "skipped-update": statements.skipped_update,
    "constant-for-variable": expressions.constant_for_variable,
    "raises-nothing": statements.raises_nothing,
}
"""Each operator by the name under which a survivor may be recorded as equivalent. The order
matters: of two operators that make the same change, the first one names it."""
