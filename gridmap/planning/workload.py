"""Workload: what a household costs its leader, by a formula that the office may change."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from gridmap.errors import InputError

__all__ = ["FORMULA", "names_in", "workload"]

Floats = NDArray[np.float64]

FORMULA: Final = "households + 2 * key_groups + 0.1 * walk_up + hazards"
"""What is usual: a household in need counts as three, a door above the third floor without lift as
a tenth more, a hazard as one more."""

_LONGEST: Final = 500

_TWO: Final[Mapping[type[ast.operator], Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}

_CALLS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {"min": np.minimum, "max": np.maximum}


def workload(formula: str, columns: Mapping[str, Floats]) -> Floats:
    """Reckon the workload of every atom.

    Parameters
    ----------
    formula
        Numbers and names of columns with ``+ - * /``, brackets, ``min(a, b)`` and ``max(a, b)``.
    columns
        Shape (n,) each. Where there are none what is reckoned is one number.

    Raises
    ------
    InputError
        ``workload-unreadable``; ``workload-column-unknown`` when there is no such column.

    Examples
    --------
    >>> workload("2 * households + 1", {"households": np.array([10.0, 4.0])})
    array([21.,  9.])
    """
    shape = next((each.shape for each in columns.values()), ())
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return np.broadcast_to(np.asarray(_value(_tree(formula), formula, columns)), shape).astype(
            np.float64
        )


def names_in(formula: str) -> set[str]:
    """Name the columns that a formula asks for."""
    return {
        node.id
        for node in ast.walk(_tree(formula))
        if isinstance(node, ast.Name) and node.id not in _CALLS
    }


def _tree(formula: str) -> ast.expr:
    if len(formula) > _LONGEST:
        raise InputError("workload-unreadable", formula=formula[:80])
    try:
        return ast.parse(formula.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as fault:
        raise InputError("workload-unreadable", formula=formula) from fault


def _number(value: float, formula: str) -> np.float64:
    """Take a number that divides by zero as arrays do."""
    try:
        return np.float64(value)
    except OverflowError:
        raise InputError("workload-unreadable", formula=formula[:80]) from None


def _value(node: ast.expr, formula: str, columns: Mapping[str, Floats]) -> Any:  # noqa: ANN401 - a number or an array
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return _number(value, formula)
        case ast.Name(id=name):
            if name not in columns:
                raise InputError(
                    "workload-column-unknown", name=name, known=", ".join(sorted(columns))
                )
            return columns[name]
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_value(inner, formula, columns)
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _TWO:
            return _TWO[type(sign)](_value(left, formula, columns), _value(right, formula, columns))
        case ast.Call(func=ast.Name(id=name), args=[one, other], keywords=[]) if name in _CALLS:
            return _CALLS[name](_value(one, formula, columns), _value(other, formula, columns))
    raise InputError("workload-unreadable", formula=formula)
