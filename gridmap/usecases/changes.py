"""What an import changes, or would change: the same account for a dry run and for the real one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gridmap.errors import Finding
from gridmap.intake import Intake

__all__ = ["ChangeSet"]


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Account of one import.

    Attributes
    ----------
    kind
        ``areas``, ``buildings``, ``households``, ``visits`` and so on.
    read
        Records in the source.
    added, altered, vanished, ambiguous
        Codes or references of the things concerned. Vanished ones are known to the workspace and
        lie within the source's extent, but the source does not have them: they stay until somebody
        decides. Ambiguous ones were left out for the same reason.
    unchanged
        Number of records that say what is known already.
    counts
        Further figures worth telling, such as placeholder households, by name.
    findings
        What was repaired, looks odd, or kept a row out (severity ``error``).
    dry_run
        True if nothing was kept.
    """

    kind: str
    read: int
    added: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    unchanged: int = 0
    vanished: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    findings: tuple[Finding, ...] = ()
    dry_run: bool = False

    def accounted(self, taken: Intake, *further: Finding | None, dry_run: bool) -> ChangeSet:
        """Complete the account by what reading the source told, and by ``further`` findings."""
        return replace(
            self,
            read=taken.read,
            findings=(*taken.findings, *self.findings, *filter(None, further)),
            dry_run=dry_run,
        )

    @property
    def rejected(self) -> int:
        """Number of records that were left out."""
        return len({found.row for found in self.findings if found.severity == "error"})
