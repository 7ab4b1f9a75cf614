"""Functions that run as machine code."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import numba

__all__ = ["compiled"]

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function when it is first called, and keep the machine code for other processes.

    It runs without the interpreter's lock, so threads may run it side by side. Where no folder can
    be written the code is not kept, and every process compiles for itself.
    """
    try:
        swift: Callable[P, R] = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:
        swift = numba.njit(nogil=True)(function)
    return swift
