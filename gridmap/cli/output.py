"""Where the answer of a command goes: standard output, or a file that is written whole."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from gridmap.errors import InputError
from gridmap.words.foreign import system_reason

__all__ = ["checked_output", "write_output"]


def checked_output(output: Path | None) -> None:
    """Refuse a file that has no folder to be in, before the work that it is to take.

    Raises
    ------
    InputError
        ``output-folder-missing``.
    """
    if output is not None and not output.parent.is_dir():
        raise InputError("output-folder-missing", folder=output.parent)


def write_output(content: bytes, output: Path | None) -> None:
    """Write an answer to ``output``, or to standard output where that is ``None`` or ``-``.

    Raises
    ------
    InputError
        ``output-folder-missing``, ``output-unwritable``; a file that was there stays as it was.
    """
    try:
        if output is None or output == Path("-"):
            _print(content)
        elif output.exists() and not output.is_file():
            output.write_bytes(content)  # /dev/stdout and the like
        else:
            _replace(output, content)
    except BrokenPipeError:
        raise
    except OSError as fault:
        checked_output(output)
        file = output or "stdout"
        raise InputError("output-unwritable", file=file, reason=system_reason(fault)) from fault


def _print(content: bytes) -> None:
    try:
        sys.stdout.buffer.write(content)
        if not content.endswith(b"\n") and sys.stdout.isatty():
            sys.stdout.buffer.write(b"\n")
        sys.stdout.buffer.flush()
    except OSError:
        # What is left in the buffer would fail once more when the process ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise


def _replace(file: Path, content: bytes) -> None:
    """Write a whole file or, when the disk is full, none: what was there stays."""
    file = file.resolve()
    part = file.with_name(f"{file.name}.part")
    try:
        part.write_bytes(content)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
