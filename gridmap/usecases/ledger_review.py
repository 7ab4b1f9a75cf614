"""Rows of ledgers that wait for a person to say which building they mean."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, RowMapping

from gridmap.errors import Conflict, NotFound, NotPermitted
from gridmap.intake.frames import TEXT
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import households as household_store
from gridmap.store import ledgers as ledger_store
from gridmap.store import membership as membership_store
from gridmap.store.sequence import ground_changed
from gridmap.territory.addresses import parse
from gridmap.territory.areas import Area
from gridmap.territory.policy import Act, Data
from gridmap.usecases.acting import Reach
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.ledger_doors import DOUBTS
from gridmap.usecases.ledger_places import PlaceFinder
from gridmap.usecases.ledger_waiting import OF_PLACE, SAID, leave_out
from gridmap.usecases.ledgers import enter_ledger_rows
from gridmap.usecases.workspace import Workspace

__all__ = [
    "DoorOffer",
    "Offer",
    "ReviewRow",
    "Settled",
    "drop_row",
    "laid_out",
    "offers_of",
    "place_row",
    "review_list",
]

_COUNTS = ("people", "registered", "migrant")
_TEXTS = tuple(
    name for name in SAID if name not in {*_COUNTS, "key_groups", "do_not_visit", "confirmed_on"}
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A building that a row may mean.

    Attributes
    ----------
    building
        Uid.
    name
        Its address, else its reference.
    score
        From 0 to 1.
    reasons
        What speaks for and against it, as in :class:`gridmap.territory.matching.Candidate`.
    lon, lat
        A point on it, EPSG:4326 degrees.
    """

    building: str
    name: str
    score: float
    reasons: tuple[str, ...]
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class DoorOffer:
    """A known door that a row may mean.

    Attributes
    ----------
    household
        Uid.
    unit, door
        As it is called; either may be missing.
    """

    household: str
    unit: str | None
    door: str | None


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A row that waits.

    Attributes
    ----------
    ledger, sheet, line
        The ledger's name, that of the sheet (blank where there is one only), and the row's number
        in it.
    said
        What it says of its place, without anything about people: address, estate, building, unit,
        floor, door, and the name of premises.
    reason
        ``unsure`` or ``unknown``; ``door`` where the building is clear and the door is not.
    offers
        The surest first.
    doors
        The known doors of that number, where the door is asked for.
    """

    uid: str
    ledger: str
    sheet: str
    line: int
    said: dict[str, str]
    reason: str
    offers: tuple[Offer, ...]
    doors: tuple[DoorOffer, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of saying which building a row means.

    Attributes
    ----------
    rows
        Number of rows that came off the list.
    learned
        What the building is called in ledgers from now on; ``None`` where that says too little.
    building
        How the building is called here.
    asked
        Number of rows that wait on: their building is clear now, their door is not.
    """

    rows: int
    learned: str | None
    building: str
    asked: int = 0


def review_list(workspace: Workspace) -> list[ReviewRow]:
    """List the rows that wait: those near the actor's areas, and those of their own ledgers.

    Raises
    ------
    NotPermitted
        ``not-your-role``.
    """
    with workspace.database.read() as conn:
        return _views(workspace, conn, _mine(workspace, conn))


def place_row(workspace: Workspace, uid: str, building: str, *, door: str | None = None) -> Settled:
    """Say which building a row means; it comes in, and so do those that call it the same.

    What it calls the building is another name of it from now on: the next ledger needs no asking.
    A row whose building was clear comes in with the door that is said, or with one of its own, and
    so do those that name the same unit of the building.

    Parameters
    ----------
    building, door
        Uids; ``door`` is a household that is known there.

    Returns
    -------
    Settled
        What came off the list, and what was learned.

    Raises
    ------
    NotFound
        ``review-unknown``, ``building-unknown`` or ``household-unknown``.
    Conflict
        ``review-settled`` if somebody was quicker.
    NotPermitted
        ``review-not-yours``, or ``not-yours`` where the building is not.
    """
    with workspace.writing() as conn:
        row = _open(workspace, conn, uid)
        today = workspace.today()
        known = building_store.one(conn, building)
        if known is None or (known["closed_on"] is not None and known["closed_on"] <= today):
            raise NotFound("building-unknown", building=building)
        key = int(known["id"])
        _demand_building(workspace, conn, key)
        waiting = [row, *(one for one in _mine(workspace, conn) if one["id"] != row["id"])]
        said = [json.loads(workspace.seals.opened(one["said_sealed"])) for one in waiting]
        frame = laid_out(said, [one["line"] for one in waiting])
        found = PlaceFinder(conn, today).find(frame, told=key)
        called, telling = found["said"].iloc[0], found["telling"].iloc[0]
        ids = pd.Series([one["id"] for one in waiting])
        if row["reason"] == "door":
            learned = None
            rows = _with_doors(conn, today, found, waiting, key, door)
            asked = ids.iloc[:0]
        else:
            learned = called if telling and called else None
            alike = (found["said"] == called) & bool(telling)
            alike.iloc[0] = True
            doubted = alike & found["doubt"].isin(DOUBTS)
            rows, asked = found[alike & ~doubted], ids[doubted]
            ledger_store.ask_for_door(
                conn, asked.tolist(), key, dict(zip(asked, found["doubt"][doubted], strict=True))
            )
        enter_ledger_rows(workspace, conn, rows.drop(columns="doubt"))
        if learned:
            ledger_store.learn_alias(conn, key, learned)
        settled = ids[rows.index].tolist()
        ledger_store.close_waiting(conn, settled, "placed")
        ground_changed(conn)
        rebuild_tallies(workspace, conn)
        name = known["address"] or known["name"] or known["source_ref"]
        return Settled(len(settled), learned, name, len(asked))


def _with_doors(
    conn: Connection,
    today: date,
    found: pd.DataFrame,
    waiting: list[RowMapping],
    building: int,
    door: str | None,
) -> pd.DataFrame:
    """Pick the rows that come in once the door of the first is said; known ones have its uid.

    Whoever says that 101 is 1单元101 says it of the other doors that are written the same way.
    """
    alike = pd.Series(
        [
            one["reason"] == "door" and json.loads(one["candidates"])[0][0] == building
            for one in waiting
        ]
    )
    unit = found["unit"].iloc[0]
    alike &= (found["unit"] == unit) & (unit is not None)
    alike.iloc[0] = True
    rows: pd.DataFrame = found[alike].copy()
    if door is None:
        return rows
    standing = _doors_in(conn, today, building)
    if door not in standing.index:
        raise NotFound("household-unknown", household=door)
    bare = standing[standing["unit"].isna()]
    by_number = pd.Series(bare.index, index=bare["door"])
    by_number = by_number[~by_number.index.duplicated(keep=False)]
    meant = rows["door"].map(by_number).astype(object)
    meant.iloc[0] = door
    rows["external_id"] = meant.astype(TEXT)
    chosen: pd.DataFrame = rows[meant.notna() & ~meant.duplicated()]
    return chosen


def _doors_in(conn: Connection, today: date, building: int) -> pd.DataFrame:
    """Read the counted doors of a building by uid, their numbers in one form."""
    rows = [dict(row) for row in household_store.of_building(conn, building, today)]
    doors = pd.DataFrame(rows, columns=["uid", "unit", "door", "estimated"])
    real = doors[~doors["estimated"].astype(bool)].set_index("uid")
    plain = [parse("", door=door).door or door for door in real["door"].fillna("")]
    named: pd.DataFrame = real.assign(called=real["door"], door=plain)
    return named


def drop_row(workspace: Workspace, uid: str) -> None:
    """Take a row off the list without bringing it in; the next ledger does not ask again.

    Raises
    ------
    NotFound, Conflict, NotPermitted
        As :func:`place_row`.
    """
    with workspace.writing() as conn:
        leave_out(workspace, conn, _open(workspace, conn, uid))


def _reach(workspace: Workspace, conn: Connection) -> Reach:
    tree = area_store.tree(conn, workspace.today())
    return workspace.actor.demand(tree, Act.CHANGE, Data.REGISTER)


def _mine(workspace: Workspace, conn: Connection) -> list[RowMapping]:
    """Read the rows that wait for this actor."""
    reach = _reach(workspace, conn)
    areas = None if reach.everywhere else reach.areas
    return ledger_store.waiting(conn, areas=areas, by=workspace.actor.person)


def _open(workspace: Workspace, conn: Connection, uid: str) -> RowMapping:
    reach = _reach(workspace, conn)
    row = ledger_store.waiting_row(conn, uid)
    if row is None:
        raise NotFound("review-unknown", row=uid)
    person = workspace.actor.person
    if row["area"] not in reach and (person is None or row["entered_by"] != person):
        raise NotPermitted("review-not-yours")
    if row["state"] != "open":
        raise Conflict("review-settled")
    return row


def _demand_building(workspace: Workspace, conn: Connection, key: int) -> None:
    """Insist that a building lies where the actor may change the register."""
    tree = area_store.tree(conn, workspace.today())
    leaves = membership_store.members(conn, workspace.today(), [key])["leaf_area"].dropna()
    areas: list[Area | None] = [tree.areas[int(leaf)] for leaf in leaves]
    workspace.actor.demand(tree, Act.CHANGE, Data.REGISTER, *(areas or [None]))


def _views(workspace: Workspace, conn: Connection, waiting: list[RowMapping]) -> list[ReviewRow]:
    seals = workspace.seals
    candidates = {row["id"]: json.loads(row["candidates"]) for row in waiting}
    keys = sorted({key for some in candidates.values() for key, *_ in some})
    offered = {row["id"]: row for row in building_store.offered(conn, keys)}
    views = []
    standing: dict[int, pd.DataFrame] = {}
    for row in waiting:
        said = json.loads(seals.opened(row["said_sealed"]))
        offers = offers_of(candidates[row["id"]], offered)
        place = {name: str(said[name]) for name in OF_PLACE if said.get(name) is not None}
        found = (row["uid"], row["name"], row["sheet"], row["line"])
        doors: tuple[DoorOffer, ...] = ()
        if row["reason"] == "door":
            key = candidates[row["id"]][0][0]
            if key not in standing:
                standing[key] = _doors_in(conn, workspace.today(), key)
            same = standing[key][standing[key]["door"] == said.get("door")]
            doors = tuple(
                DoorOffer(uid, None if pd.isna(unit) else unit, called)
                for uid, unit, called in zip(same.index, same["unit"], same["called"], strict=True)
            )
        views.append(ReviewRow(*found, place, row["reason"], offers, doors))
    return views


def offers_of(
    candidates: Iterable[Sequence[Any]], offered: Mapping[int, Mapping[str, Any]]
) -> tuple[Offer, ...]:
    """Name the buildings (row id, score and reasons) that a row may mean."""
    return tuple(
        Offer(
            offered[key]["uid"],
            offered[key]["address"] or offered[key]["name"] or offered[key]["source_ref"],
            score,
            tuple(reasons),
            offered[key]["point"].x,
            offered[key]["point"].y,
        )
        for key, score, reasons in candidates
        if key in offered
    )


def laid_out(said: list[dict[str, Any]], lines: list[int]) -> pd.DataFrame:
    """Lay rows that waited out as :func:`gridmap.intake.read_ledger` does."""

    def column(name: str) -> list[Any]:
        return [row[name] for row in said]

    def text(name: str) -> list[str | None]:
        return [None if cell is None else str(cell) for cell in column(name)]

    columns: dict[str, Any] = {"row": lines}
    columns |= {name: pd.Series(text(name), dtype=TEXT) for name in _TEXTS}
    columns |= {name: pd.Series(column(name), dtype="Int64") for name in _COUNTS}
    columns["key_groups"] = [tuple(cell or ()) for cell in column("key_groups")]
    columns["do_not_visit"] = [bool(cell) for cell in column("do_not_visit")]
    columns["confirmed_on"] = pd.Series(
        [None if cell is None else date.fromisoformat(cell) for cell in column("confirmed_on")],
        dtype=object,
    )
    return pd.DataFrame(columns)
