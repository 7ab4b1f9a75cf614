"""The audit as it was last reckoned, for whoever turns its pages."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date
from typing import Final

from gridmap.errors import Severity
from gridmap.usecases.audit import Audited, check
from gridmap.usecases.workspace import Workspace

__all__ = ["AuditAt", "KeptAudit"]

_WORST_FIRST: Final[dict[Severity, int]] = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True, slots=True)
class AuditAt:
    """All findings as of a server sequence, the worst first."""

    seq: int
    found: tuple[Audited, ...]


class KeptAudit:
    """Reckons the audit once for all who ask while nothing changes."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._one_at_a_time = threading.Lock()
        self._kept: tuple[tuple[int, date], AuditAt] | None = None

    def now(self) -> AuditAt:
        """Tell the findings of now, as :func:`gridmap.usecases.audit.check` does.

        Of one severity those come first that concern most ground, then most households.
        """
        with self._one_at_a_time:
            key = (self._workspace.about().last_seq, self._workspace.today())
            if self._kept is None or self._kept[0] != key:
                found = tuple(sorted(check(self._workspace), key=_weight))
                self._kept = key, AuditAt(key[0], found)
            return self._kept[1]


def _weight(one: Audited) -> tuple[int, float, int, str]:
    households = one.finding.fields.get("households")
    return (
        _WORST_FIRST[one.finding.severity],
        -(one.area_m2 or 0.0),
        -households if isinstance(households, int) else 0,
        one.subject,
    )
