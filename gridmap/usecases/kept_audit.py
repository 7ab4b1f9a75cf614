"""The audit as it was last reckoned, for whoever turns its pages."""

from __future__ import annotations

import copy
import threading
from dataclasses import dataclass
from datetime import date
from typing import Final

from gridmap.errors import Severity
from gridmap.territory.policy import Act, Data
from gridmap.usecases.acting import OPERATOR, Actor
from gridmap.usecases.audit import Audited, check, seen_by
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
        self.workspace = workspace
        self._one_at_a_time = threading.Lock()
        self._kept: dict[tuple[str, int, date], AuditAt] = {}

    def acting_as(self, actor: Actor) -> KeptAudit:
        """Give the same audit to somebody, who sees what concerns their areas."""
        theirs = copy.copy(self)
        theirs.workspace = self.workspace.acting_as(actor)
        return theirs

    def now(self) -> AuditAt:
        """Tell the findings of now, as :func:`gridmap.usecases.audit.check` does.

        Of one severity those come first that concern most ground, then most households.

        Raises
        ------
        NotPermitted
            If the actor has nothing to do with how the ground is set up.
        """
        self.workspace.actor.insist(Act.SEE, Data.SETTING_UP)
        with self._one_at_a_time:
            about = self.workspace.about()
            key = (about.epoch, about.last_seq, self.workspace.today())
            if key not in self._kept:
                everything = check(self.workspace.acting_as(OPERATOR))
                self._kept.clear()
                self._kept[key] = AuditAt(about.last_seq, tuple(sorted(everything, key=_weight)))
            at = self._kept[key]
        return AuditAt(at.seq, seen_by(self.workspace, at.found))


def _weight(one: Audited) -> tuple[int, float, int, str]:
    households = one.finding.fields.get("households")
    return (
        _WORST_FIRST[one.finding.severity],
        -(one.area_m2 or 0.0),
        -households if isinstance(households, int) else 0,
        one.subject,
    )
