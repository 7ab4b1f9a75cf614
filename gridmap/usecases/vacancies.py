"""Vacancies: areas that want a lead or a worker and have none on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gridmap.store import areas as area_store
from gridmap.store import offices as office_store
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level
from gridmap.territory.offices import LED_BY, WORKERS
from gridmap.territory.people import Office
from gridmap.territory.policy import Act, Data
from gridmap.usecases.gazetteer import named
from gridmap.usecases.workspace import Workspace

__all__ = ["Vacancy", "vacancies", "vacant_seats"]


@dataclass(frozen=True, slots=True)
class Vacancy:
    """An office that nobody holds.

    Attributes
    ----------
    since
        First day on which nobody held it any more; ``None`` if nobody ever has.
    """

    office: Office
    area: Area
    since: date | None


def vacancies(
    workspace: Workspace, *, within: str | None = None, day: date | None = None
) -> list[Vacancy]:
    """List every patch without leader, group without lead, grid without lead or worker, by code.

    Raises
    ------
    NotFound
        If the area ``within`` is unknown.
    NotPermitted
        If the one who asks may not see who serves there.
    """
    at = day or workspace.today()
    with workspace.database.read() as conn:
        tree = area_store.tree(conn, at)
        top = None if within is None else named(tree, within)
        reach = workspace.actor.demand(tree, Act.SEE, Data.PEOPLE, *([top] if top else []))
        held = {(row["office"], row["area"]) for row in office_store.held(conn, at)}
        ended = office_store.last_ends(conn, at)
    inside = tree.areas.keys() if top is None else {area.id for area in tree.subtree(top)}
    found = []
    for office, area in vacant_seats(tree, held):
        if area.id in inside and area.id in reach:
            kinds = WORKERS if office in WORKERS else {office}
            days = [ended[kind, area.id] for kind in kinds if (kind, area.id) in ended]
            found.append(Vacancy(office, area, max(days, default=None)))
    return sorted(found, key=lambda one: (one.area.code, one.office))


def vacant_seats(tree: AreaTree, held: set[tuple[str, int | None]]) -> list[tuple[Office, Area]]:
    """Find the offices that areas want and nobody holds.

    ``held`` are office and area of those that somebody does. A grid wants one 网格员, full-time or
    part-time; the full-time one stands for both.
    """
    found = []
    for area in tree.areas.values():
        lead = LED_BY.get(area.level)
        if lead is not None and (lead.value, area.id) not in held:
            found.append((lead, area))
        if area.level is Level.GRID and not any((kind.value, area.id) in held for kind in WORKERS):
            found.append((Office.GRID_WORKER_FULL, area))
    return found
