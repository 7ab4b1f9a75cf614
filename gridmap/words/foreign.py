"""What libraries and the system tell in English alone, put so that the catalogues can say it."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from typing import Any, Final

from gridmap.words import Language, keys, say

__all__ = ["SAID_OF_THE_SYSTEM", "WANTED", "geos_reason", "system_reason", "wanted"]

# What a value has to be, by what pydantic found wrong with it.
WANTED: Final[Mapping[str, str]] = {
    kind: f"wanted-{what}"
    for what, kinds in {
        "something": ("missing",),
        "nothing": ("extra_forbidden",),
        "names": ("invalid_key",),
        "object": ("model_type", "model_attributes_type", "dict_type"),
        "json": ("json_invalid", "json_type"),
        "text": ("string_type", "string_unicode", "string_not_ascii"),
        "more-letters": ("string_too_short",),
        "fewer-letters": ("string_too_long",),
        "pattern": ("string_pattern_mismatch",),
        "file": ("bytes_type", "bytes_too_short", "bytes_too_long", "bytes_invalid_encoding"),
        "list": ("list_type", "tuple_type", "set_type", "frozen_set_type", "iterable_type"),
        "more-items": ("too_short",),
        "fewer-items": ("too_long",),
        "yes-or-no": ("bool_type", "bool_parsing"),
        "whole": ("int_type", "int_parsing", "int_parsing_size", "int_from_float"),
        "number": ("float_type", "float_parsing", "finite_number"),
        "at-least": ("greater_than_equal",),
        "at-most": ("less_than_equal",),
        "above": ("greater_than",),
        "below": ("less_than",),
        "one-of": ("enum", "literal_error"),
        "day": (
            "date_type",
            "date_parsing",
            "date_from_datetime_parsing",
            "date_from_datetime_inexact",
            "date_past",
            "date_future",
        ),
        "moment": (
            "datetime_type",
            "datetime_parsing",
            "datetime_object_invalid",
            "datetime_from_date_parsing",
            "datetime_past",
            "datetime_future",
            "timezone_aware",
            "timezone_offset",
        ),
        "uuid": ("uuid_type", "uuid_parsing", "uuid_version"),
    }.items()
    for kind in kinds
}

_LEAST: Final = ("ge", "gt", "min_length")
_MOST: Final = ("le", "lt", "max_length")

SAID_OF_THE_SYSTEM: Final = frozenset(
    {
        # Kinds of error, as Python tells them apart.
        "PermissionError",
        "FileNotFoundError",
        "FileExistsError",
        "IsADirectoryError",
        "NotADirectoryError",
        "TimeoutError",
        "ConnectionRefusedError",
        "ConnectionError",
        "Timeout",
        "SSLCertVerificationError",
        "SSLError",
        "gaierror",
        "HTTPException",
        # Numbers, where it does not.
        "ENOSPC",
        "EDQUOT",
        "EROFS",
        "EIO",
        "EBUSY",
        "ENAMETOOLONG",
        "EMFILE",
        "EADDRINUSE",
        "EADDRNOTAVAIL",
        "ENETUNREACH",
        "EHOSTUNREACH",
    }
)
"""Reasons that the sentence ``system-reason`` has words for."""


def wanted(finding: Mapping[str, Any], lang: Language | None = None) -> str:
    """Say what a value has to be instead of what was given.

    Parameters
    ----------
    finding
        One of the errors of pydantic's ``ValidationError``. A validator of our own names the
        sentence itself: ``raise ValueError("wanted-one-place")``.
    lang
        Language to speak; the reader's own by default.
    """
    told = finding.get("ctx", {})
    own = str(told.get("error", ""))
    return say(
        own if own in keys("en") else WANTED.get(finding["type"], "wanted-other"),
        lang=lang,
        given=finding.get("input"),
        least=next((told[name] for name in _LEAST if name in told), None),
        most=next((told[name] for name in _MOST if name in told), None),
        words=str(told.get("expected", told.get("pattern"))).replace(" or ", ", "),
    )


def system_reason(fault: Exception) -> str:
    """Name why the system refused something: by a name that can be said, or in its own words.

    An error of the network that is not the system's is told by its kind alone: what it says may be
    what came over the line.
    """
    names = [kind.__name__ for kind in type(fault).__mro__]
    number = getattr(fault, "errno", None)
    # The numbers of TLS are others.
    names += [errno.errorcode.get(number or 0, "")]
    said = next((name for name in names if name in SAID_OF_THE_SYSTEM), None)
    if said is None and isinstance(fault, OSError):
        return fault.strerror or str(fault) or type(fault).__name__
    return said or type(fault).__name__


def geos_reason(said: str) -> str:
    """Name why a polygon is none, for the sentence ``polygon-unusable``.

    Parameters
    ----------
    said
        As :func:`shapely.is_valid_reason` says it: ``Ring Self-intersection[113.1 27.8]``.
    """
    return said.partition("[")[0].strip().lower().replace(" ", "-")
