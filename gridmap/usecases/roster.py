"""The roster (花名册): bring in who serves where, from the table that an office keeps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import pandas as pd
from sqlalchemy import Connection

from gridmap import intake
from gridmap.errors import Conflict, Finding, GridmapError, InputError
from gridmap.store import areas as area_store
from gridmap.store import departments as department_store
from gridmap.store import links as link_store
from gridmap.store import offices as office_store
from gridmap.store import party as party_store
from gridmap.store import people as person_store
from gridmap.territory.areas import AreaTree
from gridmap.territory.codes import Level
from gridmap.territory.offices import LEADS, SEATS
from gridmap.territory.people import Office
from gridmap.territory.policy import Act, Data
from gridmap.usecases.area_names import AreaNames
from gridmap.usecases.changes import ChangeSet
from gridmap.usecases.offices import demand_over
from gridmap.usecases.people import changed, entered, facts_of, name_of, plain_phone
from gridmap.usecases.seats import Seat, demand_begun, demand_seat, leave_seat, placed, take_seat
from gridmap.usecases.workspace import Workspace

__all__ = ["ROSTER", "import_people"]

ROSTER: Final = ("name", "phone", "office", "area", "community", "department", "since")
"""Standard columns of a roster, in their usual order."""


def import_people(
    workspace: Workspace,
    path: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    dry_run: bool = False,
) -> ChangeSet:
    """Bring in people and their offices; those known are updated, nobody is taken away.

    Somebody is known by their phone, else by their name among those who serve in the same
    community or department; one phone under two names in one roster is a slip. Each row comes in
    whole or not at all; those that cannot come back with their reason
    (:attr:`~gridmap.usecases.changes.ChangeSet.returned`). Where a row names another lead of an
    area, the office is handed over on its day, and history stays.

    Parameters
    ----------
    columns
        As in :func:`gridmap.intake.read_people`.
    dry_run
        Tell what would change, and keep nothing.

    Raises
    ------
    NotPermitted
        ``not-your-role`` unless the actor may change people somewhere.
    InputError
        As :func:`gridmap.intake.read_people`.
    """
    workspace.actor.insist(Act.CHANGE, Data.PEOPLE)
    taken = intake.read_people(path, zone=workspace.settings.zone, columns=columns)
    with workspace.writing(dry_run=dry_run) as conn:
        changes = _Roster(workspace, conn).enter(taken.rows)
    return changes.accounted(taken, dry_run=dry_run).returning(taken)


@dataclass
class _Row:
    """What one row brings about, kept in mind once it has come in."""

    seats: dict[tuple[Any, ...], int] = field(default_factory=dict)
    people: list[tuple[tuple[object, str | None], int]] = field(default_factory=list)
    handed: list[str] = field(default_factory=list)
    phones: dict[str, str] = field(default_factory=dict)


class _Roster:
    """Writes rows of one roster."""

    def __init__(self, workspace: Workspace, conn: Connection) -> None:
        self.workspace, self.conn, self.today = workspace, conn, workspace.today()
        self.tree: AreaTree = area_store.tree(conn, self.today)
        self.names = AreaNames(self.tree, party_store.aliases(conn, "area"))
        listed = department_store.listing(conn, self.today)
        self.departments = {row["name"]: row["uid"] for row in listed}
        self.known = self._known()
        self.seated: dict[tuple[Any, ...], int] = {}
        self.phones: dict[str, str] = {}
        self.row = _Row()

    def enter(self, rows: pd.DataFrame) -> ChangeSet:
        """Write all rows, each whole or not at all."""
        done: dict[str, list[str]] = {"added": [], "altered": [], "unchanged": []}
        findings: list[Finding] = []
        for record in rows.astype(object).where(rows.notna(), None).to_dict("records"):
            number = int(record["row"])
            self.row = _Row()
            try:
                with self.conn.begin_nested():
                    done[self._row({str(name): cell for name, cell in record.items()})].append(
                        f"#{number}"
                    )
            except GridmapError as no:
                findings.append(Finding(no.code, "error", number, no.fields))
            else:
                self.seated |= self.row.seats
                self.phones |= self.row.phones
                for home, key in self.row.people:
                    self.known[home].add(key)
                findings += [
                    Finding("office-handed-over", "note", number, {"area": area})
                    for area in self.row.handed
                ]
        return ChangeSet(
            "people",
            read=len(rows),
            added=tuple(done["added"]),
            altered=tuple(done["altered"]),
            unchanged=len(done["unchanged"]),
            findings=tuple(findings),
        )

    def _row(self, row: Mapping[str, Any]) -> str:
        seat = self._seat(row)
        if seat is None and row["phone"] is None:
            raise InputError("person-row-bare")
        key, how = self._person(row, seat)
        if seat is None:
            return how
        since: date = row["since"] or self.today
        place = placed(self.conn, self.tree, seat)
        there = office_store.overlapping(self.conn, place, since, None)
        if any(one["person"] == key for one in there):
            self._seat_once(place, key)
            return how
        demand_seat(self.workspace, self.tree, seat, key)
        self._seat_once(place, key)
        for one in there if seat.office in LEADS else ():
            demand_seat(self.workspace, self.tree, seat, one["person"])
            demand_begun(self.workspace, self.tree, one, since)
            leave_seat(self.workspace, self.conn, one, since)
            self.row.handed.append(seat.area or "–")
        take_seat(self.workspace, self.conn, self.tree, key, place, since, None)
        if seat.office is Office.PATCH_LEADER and there:
            link_store.follow(self.conn, there[0]["person"], key, since)
        return "altered" if how == "unchanged" else how

    def _seat_once(self, place: Mapping[str, Any], key: int) -> None:
        """Refuse a second lead of an area in one roster."""
        named = tuple(place.values())
        if place["office"] in LEADS and self.seated.get(named, key) != key:
            code = self.tree.areas[place["area"]].code
            raise Conflict("office-taken", office=place["office"], area=code)
        self.row.seats[named] = key

    def _seat(self, row: Mapping[str, Any]) -> Seat | None:
        if row["office"] is None:
            return None
        office = Office(row["office"])
        if office is Office.DEPARTMENT_OFFICER:
            uid = self.departments.get(row["department"])
            if uid is None:
                raise InputError("roster-department-unknown", name=row["department"] or "–")
            return Seat(office, department=uid)
        written, community = row["area"] or row["community"], row["community"]
        if written is None:
            return Seat(office)
        within = community if row["area"] is not None else None
        return Seat(office, self.names.find(written, SEATS[office], within=within).code)

    def _person(self, row: Mapping[str, Any], seat: Seat | None) -> tuple[int, str]:
        """Find or enter somebody; tell their row and what that did."""
        phone = None if row["phone"] is None else plain_phone(row["phone"])
        found = None
        if phone is not None:
            if self.phones.get(phone, row["name"]) != row["name"]:
                raise Conflict("person-phone-twice")
            self.row.phones[phone] = row["name"]
            found = person_store.by_mark(self.conn, self.workspace.seals.mark(phone))
        if found is None:
            same = self.known[self._home(seat), row["name"]] if seat is not None else set()
            rows = person_store.rows_of(self.conn, same).values()
            # Of the same name with another phone is somebody else.
            fitting = [one for one in rows if phone is None or one["phone_mark"] is None]
            if len(fitting) > 1:
                raise InputError("person-several")
            found = fitting[0] if fitting else None
        if found is None:
            made = entered(self.workspace, self.conn, row["name"], phone)
            self.row.people.append(((self._home(seat), row["name"]), made["id"]))
            return made["id"], "added"
        learned = phone is not None and found["phone_mark"] is None
        if not learned and name_of(self.workspace, found) == row["name"]:
            return found["id"], "unchanged"
        demand_over(self.workspace, self.conn, self.tree, Act.CHANGE, found["id"])
        facts = facts_of(self.workspace, row["name"], phone)
        if phone is None:
            facts = {"name_sealed": facts["name_sealed"]}
        changed(self.conn, found["id"], facts)
        return found["id"], "altered"

    def _known(self) -> defaultdict[tuple[object, str | None], set[int]]:
        """Gather who serves, by community or department and name."""
        held = office_store.held(self.conn, self.today)
        people = person_store.rows_of(self.conn, {row["person"] for row in held})
        names = {key: name_of(self.workspace, row) for key, row in people.items()}
        known: defaultdict[tuple[object, str | None], set[int]] = defaultdict(set)
        for row in held:
            area = self.tree.areas.get(row["area"])
            home = row["department_uid"] if area is None else self._community(area.code)
            known[home, names[row["person"]]].add(row["person"])
        return known

    def _home(self, seat: Seat | None) -> object:
        if seat is None or seat.area is None:
            return None if seat is None else seat.department
        return self._community(seat.area)

    def _community(self, code: str) -> str:
        area = self.tree.by_code[code]
        return self.tree.standing_for(area, Level.COMMUNITY).code
