"""Cases: report a hazard, say that it is handled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection, RowMapping

from gridmap.errors import Conflict, InputError, NotFound
from gridmap.fieldwork.cases import CaseKind, CaseState, HazardCategory, Severity
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import cases as case_store
from gridmap.store import membership as membership_store
from gridmap.store.tallies import NOBODY
from gridmap.territory.identity import without_id_numbers
from gridmap.territory.policy import Act, Data
from gridmap.usecases.gazetteer import named
from gridmap.usecases.responsibility import answering_leaves
from gridmap.usecases.workspace import Workspace

__all__ = [
    "CaseDraft",
    "Reported",
    "Told",
    "answering_leaf",
    "case",
    "cases",
    "handle_case",
    "report_case",
]

# Coordinates nearer than this (about 1 cm) are the same place.
_SAME_DEGREES = 1e-7


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """A case as somebody reports it.

    Attributes
    ----------
    id
        UUID made where it was written down; sending it twice opens one case.
    place
        Longitude and latitude (EPSG:4326); the building's own place if missing.
    building
        Public id of the building it is about.
    """

    id: str
    kind: CaseKind
    category: HazardCategory | None = None
    severity: Severity | None = None
    place: tuple[float, float] | None = None
    building: str | None = None
    note: str | None = None
    opened_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """What became of a case that was sent in."""

    case: RowMapping
    status: Literal["opened", "duplicate"]


@dataclass(frozen=True, slots=True)
class Told:
    """A case, and what was written down when it was opened."""

    case: RowMapping
    note: str | None


def report_case(workspace: Workspace, draft: CaseDraft) -> Reported:
    """Open a case; one that is here already is acknowledged.

    Whoever works on cases may report one wherever they see it: a hazard asks nobody whose it is.

    Raises
    ------
    InputError
        If it says neither a place nor a building, a hazard has no category, or it comes from the
        future.
    NotFound
        If the building is unknown.
    Conflict
        If another case has this id.
    NotPermitted
        If the actor's roles have nothing to do with cases.
    """
    workspace.actor.insist(Act.CHANGE, Data.CASES)
    now = workspace.clock()
    opened = draft.opened_at or now
    if draft.place is None and draft.building is None:
        raise InputError("case-placeless")
    if draft.kind is CaseKind.HAZARD and draft.category is None:
        raise InputError("hazard-uncategorised")
    if opened > now + timedelta(minutes=5):
        local = opened.astimezone(workspace.settings.zone)
        raise InputError("case-in-future", at=f"{local:%Y-%m-%d %H:%M}")
    with workspace.writing() as conn:
        if known := case_store.one(conn, draft.id):
            return _again(workspace, conn, known, draft)
        building = None
        if draft.building is not None:
            building = building_store.one(conn, draft.building)
            if building is None:
                raise NotFound("building-unknown", building=draft.building)
        place = (
            shapely.Point(draft.place)
            if draft.place is not None
            else shapely.point_on_surface(building["geom"])  # type: ignore[index]
        )
        case_store.add_case(
            conn,
            draft.id,
            {
                "kind": draft.kind.value,
                "category": draft.category and draft.category.value,
                "severity": draft.severity and draft.severity.value,
                "building": building and building["id"],
                "area": answering_leaf(
                    conn, workspace.today(), place, building["id"] if building else None
                ),
                "due_at": opened + timedelta(days=workspace.settings.case_days),
            },
            place=place,
            at=opened,
            note=_sealed(workspace, draft.note),
            by=workspace.actor.person,
        )
        return Reported(_found(case_store.one(conn, draft.id), draft.id), "opened")


def _again(workspace: Workspace, conn: Connection, known: RowMapping, draft: CaseDraft) -> Reported:
    """Acknowledge a case that is here already, if it is the same one."""
    facts = (draft.kind, draft.category, draft.severity, draft.building, _safe(draft.note))
    note = _opening_note(workspace, conn, known)
    place = draft.place and shapely.Point(draft.place)
    same = (
        facts == (known["kind"], known["category"], known["severity"], known["building_uid"], note)
        # What was left to us says nothing else either.
        and (place is None or shapely.dwithin(place, known["place"], _SAME_DEGREES))
        and (
            draft.opened_at is None
            or abs(known["opened_at"] - draft.opened_at) < timedelta(milliseconds=1)
        )
    )
    if not same:
        raise Conflict("case-id-taken", case=draft.id)
    return Reported(known, "duplicate")


def answering_leaf(
    conn: Connection, today: date, place: BaseGeometry, building: int | None
) -> int | None:
    """Find the leaf area that a case falls to: the building's own, else that of the place.

    Where leaf areas share the building, the place decides between them if it can.
    """
    answering: list[int] = []
    if building is not None:
        members = membership_store.members(conn, today, [building])
        answering = members["leaf_area"].dropna().astype(int).unique().tolist()
    if len(answering) == 1:
        return answering[0]
    tree, outlines = area_store.tree(conn, today), area_store.outlines(conn, today)
    [leaf] = answering_leaves(np.array([place], dtype=object), tree, outlines).tolist()
    if answering and leaf not in answering:
        return min(answering)
    return None if leaf == NOBODY else leaf


def handle_case(
    workspace: Workspace, uid: str, *, state: CaseState, base_seq: int, note: str | None = None
) -> RowMapping:
    """Say that a case is handled, or open again.

    Parameters
    ----------
    base_seq
        The ``seq`` of the case as the caller saw it.

    Raises
    ------
    Conflict
        If somebody else has moved the case since: a person looks and decides, never the clock.
    NotPermitted
        If it is neither in the actor's areas nor sent to their department.
    """
    with workspace.writing() as conn:
        known = _found(case_store.one(conn, uid), uid)
        _demand(workspace, conn, Act.CHANGE, known)
        if known["seq"] != base_seq:
            raise Conflict("case-moved-on", case=uid, state=known["state"], seq=known["seq"])
        step = "handled" if state is CaseState.HANDLED else "reopened"
        case_store.add_step(
            conn,
            known["id"],
            step,
            state.value,
            at=workspace.clock(),
            note=_sealed(workspace, note),
            by=workspace.actor.person,
        )
        return _found(case_store.one(conn, uid), uid)


def case(workspace: Workspace, uid: str) -> Told:
    """Read one case and its opening note.

    Raises
    ------
    NotFound
        If there is none with this id.
    NotPermitted
        As :func:`handle_case`.
    """
    with workspace.database.read() as conn:
        known = _found(case_store.one(conn, uid), uid)
        _demand(workspace, conn, Act.SEE, known)
        return Told(known, _opening_note(workspace, conn, known))


def cases(
    workspace: Workspace,
    *,
    kind: CaseKind | None = None,
    state: CaseState | None = None,
    area: str | None = None,
    building: str | None = None,
    bbox: tuple[float, float, float, float] | None = None,
    after: int = 0,
    most: int = 500,
) -> list[RowMapping]:
    """Read cases of a kind, state, area (code), building (uid) or extent, page by page.

    Only those in the actor's areas, and those sent to their department.
    """
    actor = workspace.actor
    with workspace.database.read() as conn:
        today = workspace.today()
        # A case outlives the area it fell to: those above still see it.
        tree = area_store.tree(conn, today, ended=True)
        reach = actor.demand(tree, Act.SEE, Data.CASES)
        scope = case_store.Scope()
        if area is not None:
            top = named(area_store.tree(conn, today), area)
            scope = replace(scope, within=[below.id for below in tree.subtree(top)])
        if not reach.everywhere:
            scope = replace(scope, areas=[*reach.areas], departments=[*actor.departments()])
        return case_store.cases(
            conn,
            kind=kind,
            state=state,
            scope=scope,
            building=building,
            bbox=bbox,
            after=after,
            most=most,
        )


def _demand(workspace: Workspace, conn: Connection, act: Act, known: RowMapping) -> None:
    """Insist that a case is in the actor's areas, or was sent to their department."""
    if known["department"] is not None and known["department"] in workspace.actor.departments():
        workspace.actor.insist(act, Data.CASES)
        return
    tree = area_store.tree(conn, workspace.today(), ended=True)
    workspace.actor.demand(tree, act, Data.CASES, tree.areas.get(known["area"]))


def _safe(note: str | None) -> str | None:
    """Blank and mark identity numbers: nobody needs them to handle a case."""
    return None if note is None else without_id_numbers(note, mark="[…]")


def _sealed(workspace: Workspace, note: str | None) -> bytes | None:
    """Seal a note: names and phones stand in it, of whoever knows more or is to be called."""
    plain = _safe(note)
    return None if plain is None else workspace.seals.seal(plain)


def _opening_note(workspace: Workspace, conn: Connection, known: RowMapping) -> str | None:
    sealed = case_store.opening_note(conn, known["id"])
    return None if sealed is None else workspace.seals.opened(sealed)


def _found(known: RowMapping | None, uid: str) -> RowMapping:
    if known is None:
        raise NotFound("case-unknown", case=uid)
    return known
