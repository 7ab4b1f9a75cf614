"""Areas: bring them in from a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import Connection

from gridmap import intake
from gridmap.errors import Finding, InputError
from gridmap.geo.locate import locate
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store.sequence import ground_changed
from gridmap.store.steps import BEGINNING
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import CodePattern, Level
from gridmap.territory.policy import Act, Data
from gridmap.usecases.audit import place_finding
from gridmap.usecases.changes import Change, ChangedPlaces, ChangeSet
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.responsibility import refresh_membership
from gridmap.usecases.workspace import Workspace

__all__ = ["enter_areas", "import_areas"]

# Two outlines closer than a tenth of a millimetre are one drawing.
_SAME_DEGREES = 1e-9
# In place of the id of an area that has none yet.
_NEW = -1


def import_areas(
    workspace: Workspace,
    path: str | Path,
    *,
    level: Level | None = None,
    crs: str | None = None,
    datum: str | None = None,
    columns: Mapping[str, str] | None = None,
    close_vanished: bool = False,
    dry_run: bool = False,
) -> ChangeSet:
    """Bring in the areas of a map file; areas known by their code are updated.

    Parameters
    ----------
    level
        Level of all its areas; told by the length of each code where it is not given.
    crs, datum, columns
        As in :func:`gridmap.intake.read_areas`.
    close_vanished
        End, from today, the areas that the file no longer has beside its own (same level, same area
        above), with all below them. Without it they are only listed.
    dry_run
        Tell what would change, and keep nothing.

    Raises
    ------
    InputError
        If the file cannot be used, a level cannot be told, or a named parent is unknown.
    NotPermitted
        If an area that changes is not the actor's.
    """
    workspace.actor.insist(Act.CHANGE, Data.SETTING_UP)
    taken = intake.read_areas(path, level=level, crs=crs, datum=datum, columns=columns)
    with workspace.writing(dry_run=dry_run) as conn:
        changes = enter_areas(workspace, conn, taken.rows, close_vanished=close_vanished)
        today = workspace.today()
        refresh_membership(conn, today)
        known = building_store.known_buildings(conn, today)
        place = place_finding(conn, today, known["geom"].to_numpy())
        rebuild_tallies(workspace, conn)
        ground_changed(conn)
    return changes.accounted(taken, place, dry_run=dry_run)


def enter_areas(
    workspace: Workspace, conn: Connection, rows: gpd.GeoDataFrame, *, close_vanished: bool = False
) -> ChangeSet:
    """Enter areas (standard columns of :mod:`gridmap.intake`), parents before children."""
    today = workspace.today()
    area_store.reopen_areas(conn, set(rows["code"]), today)
    tree = area_store.tree(conn, today)
    entries, findings = _placed(rows, workspace.code_pattern, tree)
    findings += _off_pattern(entries, workspace.code_pattern)
    outlines = area_store.outlines(conn, today)
    ids = {code: area.id for code, area in tree.by_code.items()}
    fresh = [entry for entry in entries if entry.code not in ids]
    since = _since(conn, fresh, ids, today)
    altered: list[str] = []
    for entry in entries:
        known = tree.by_code.get(entry.code)
        facts = entry.facts(ids)
        if known is None:
            ids[entry.code] = area_store.add_area(
                conn, entry.level, {"code": entry.code, **facts}, since=since[entry.code]
            )
            continue
        outline = outlines.get(known.id)
        news = _news(known, outline, facts)
        if news:
            # An area that was only a name until now has always had the outline we learn today.
            learned = outline is None and known.name in (None, news.get("name", known.name))
            area_store.change_area(conn, known.id, news, at=today, since=None if learned else today)
            altered.append(entry.code)
    _outline_ancestors(conn, workspace, {entry.code for entry in fresh})
    tree = area_store.tree(conn, today)
    vanished = _vanished(entries, tree)
    added = [entry.code for entry in fresh]
    drawn = area_store.outlines(conn, today)
    changed: dict[Change, list[str]] = {
        "vanished": [area.code for area in vanished],
        "altered": altered,
        "added": added,
    }
    places = tuple(
        ChangedPlaces.of(change, codes, [drawn.get(tree.by_code[code].id) for code in codes])
        for change, codes in changed.items()
    )
    concerned = [tree.by_code[code] for code in (*added, *altered)]
    concerned += vanished if close_vanished else []
    workspace.actor.demand(tree, Act.CHANGE, Data.SETTING_UP, *concerned)
    if close_vanished:
        ended = {below.id for area in vanished for below in tree.subtree(area)}
        area_store.close_areas(conn, ended, today)
    return ChangeSet(
        "areas",
        read=len(rows),
        added=tuple(added),
        altered=tuple(altered),
        unchanged=len(entries) - len(fresh) - len(altered),
        vanished=tuple(area.code for area in vanished),
        findings=tuple(findings),
        places=places,
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """One area to enter; ``row`` is ``None`` for an ancestor that only a prefix names."""

    code: str
    level: Level
    parent: str | None
    name: str | None
    kind: str | None
    outline: BaseGeometry | None
    row: int | None

    def facts(self, ids: Mapping[str, int]) -> dict[str, Any]:
        return {
            "name": self.name,
            "kind": self.kind,
            "parent": ids[self.parent] if self.parent is not None else None,
            "outline": self.outline,
            "outline_source": None if self.outline is None else "import",
        }


def _placed(
    rows: gpd.GeoDataFrame, pattern: CodePattern, tree: AreaTree
) -> tuple[list[_Entry], list[Finding]]:
    """Give every row its level and parent; add the ancestors that only prefixes name."""
    levels, findings = _levels(rows, pattern, tree)
    entries: dict[str, _Entry] = {}
    facts = rows.reindex(columns=["code", "name", "kind", "parent", "within", "row"]).astype(object)
    for (code, name, kind, parent, within, row), outline in zip(
        facts.where(facts.notna(), None).to_numpy(), rows.geometry, strict=True
    ):
        above = parent or _known_parent(code, tree)
        if above is None and within in levels and levels[within].depth < levels[code].depth:
            above = within
        if above is None:
            made = _ancestors_to_make(code, levels, pattern)
            entries |= made
            findings += [
                Finding("area-ancestor-made", fields={"code": one.code, "level": one.level})
                for one in made.values()
            ]
            above = _parent_by_prefix(code, levels, pattern)
        elif levels[above].depth >= levels[code].depth:
            raise InputError("area-parent-finer", code=code, parent=above, row=row)
        entries[code] = _Entry(code, levels[code], above, name, kind, outline, row)
    return sorted(entries.values(), key=lambda entry: (entry.level.depth, entry.code)), findings


def _levels(
    rows: gpd.GeoDataFrame, pattern: CodePattern, tree: AreaTree
) -> tuple[dict[str, Level], list[Finding]]:
    """Tell the level of every code, known or in the file, and that all named parents are there.

    The level of a known area stands; where the file has another, a finding tells.
    """
    levels = {code: area.level for code, area in tree.by_code.items()}
    unclear: list[str] = []
    findings: list[Finding] = []
    for code, level, row in zip(rows["code"], rows["level"], rows["row"], strict=True):
        given = Level(level) if pd.notna(level) else None
        known = tree.by_code.get(code)
        if known is not None:
            if given not in (None, known.level):
                fields = {"code": code, "level": known.level, "given": given}
                finding = Finding("area-level-stands", "warning", row=int(row), fields=fields)
                findings.append(finding)
        elif (told := given or pattern.level_of(code)) is not None:
            levels[code] = told
        else:
            unclear.append(code)
    if unclear:
        raise InputError("area-level-unclear", codes=_some(unclear), count=len(unclear))
    if unknown := sorted(set(rows["parent"].dropna()) - levels.keys()):
        raise InputError("area-parent-unknown", codes=_some(unknown), count=len(unknown))
    return levels, findings


def _known_parent(code: str, tree: AreaTree) -> str | None:
    """Tell the parent that an area has already: a file silent on parents takes none away."""
    known = tree.by_code.get(code)
    return None if known is None or known.parent is None else tree.areas[known.parent].code


def _ancestors_to_make(
    code: str, levels: dict[str, Level], pattern: CodePattern
) -> dict[str, _Entry]:
    """List the ancestors that only the prefixes of ``code`` name, and note their levels."""
    made: dict[str, _Entry] = {}
    for level, prefix in pattern.ancestors(code):
        if prefix in levels or level is Level.COUNTY or level.depth >= levels[code].depth:
            continue
        above = _parent_by_prefix(prefix, levels, pattern)
        levels[prefix] = level
        made[prefix] = _Entry(prefix, level, above, None, None, None, None)
    return made


def _parent_by_prefix(code: str, levels: Mapping[str, Level], pattern: CodePattern) -> str | None:
    """Find the nearest known area above ``code`` whose own code it begins with."""
    above = [
        prefix
        for level, prefix in pattern.ancestors(code)
        if prefix in levels and level.depth < levels.get(code, Level.PATCH).depth
    ]
    return above[-1] if above else None


def _off_pattern(entries: list[_Entry], pattern: CodePattern) -> list[Finding]:
    """Tell the codes that do not look like their level's; they come in all the same."""
    return [
        Finding(
            "area-code-off-pattern",
            "warning",
            row=entry.row,
            fields={"code": entry.code, "level": entry.level, "pattern": pattern},
        )
        for entry in entries
        if entry.level in pattern.lengths and pattern.level_of(entry.code) is not entry.level
    ]


def _since(
    conn: Connection, fresh: list[_Entry], ids: Mapping[str, int], today: date
) -> dict[str, date]:
    """Tell since when each new area stands, parents before children.

    One on ground that no area of its level has had is learned late and stands since the area above
    does. One that takes ground from another, stands beside others without an outline that could
    tell, or has the code of one that ended, begins today.
    """
    ever = area_store.tree(conn, today, ended=True)
    drawn = area_store.outlines(conn, today, ended=True)
    first = area_store.first_days(conn)
    used = {area.code for area in ever.areas.values()}
    peers = {(area.level, area.parent) for area in ever.areas.values()}
    since = {code: first[key] for code, key in ids.items()}
    for level in sorted({entry.level for entry in fresh}, key=lambda level: level.depth):
        entries = [entry for entry in fresh if entry.level is level]
        had = [shape for key, shape in drawn.items() if ever.areas[key].level is level]
        points = shapely.point_on_surface(np.array([one.outline for one in entries], dtype=object))
        taken = locate(points, np.array(had, dtype=object)) >= 0
        for entry, takes in zip(entries, taken.tolist(), strict=True):
            undrawn = entry.outline is None and entry.row is not None
            beside = (level, ids.get(entry.parent or "", _NEW)) in peers
            begins = takes or (undrawn and beside) or entry.code in used
            above = BEGINNING if entry.parent is None else since[entry.parent]
            since[entry.code] = max(today, above) if begins else above
    return since


def _news(known: Area, outline: BaseGeometry | None, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Pick the facts that say something new; a file that is silent on a fact takes none away."""
    news = {
        name: facts[name]
        for name in ("name", "kind", "parent")
        if facts[name] is not None and facts[name] != getattr(known, name)
    }
    drawn = facts["outline"]
    if drawn is not None and (
        outline is None
        or not shapely.equals_exact(outline, _as_multi(drawn), _SAME_DEGREES, normalize=True)
    ):
        news |= {"outline": drawn, "outline_source": "import"}
    return news


def _as_multi(outline: BaseGeometry) -> BaseGeometry:
    return shapely.MultiPolygon([outline]) if isinstance(outline, shapely.Polygon) else outline


def _outline_ancestors(conn: Connection, workspace: Workspace, added: set[str]) -> None:
    """Draw ancestors that have no outline of their own as the union of what is below them."""
    today = workspace.today()
    tree = area_store.tree(conn, today)
    outlines = dict(area_store.outlines(conn, today))
    undrawn = [area for area in tree.areas.values() if area.id not in outlines]
    for area in sorted(undrawn, key=lambda area: area.level.depth, reverse=True):
        below = [
            outlines[child.id] for child in tree.children.get(area.id, ()) if child.id in outlines
        ]
        if area.code in added and below:
            outline = shapely.union_all(np.array(below, dtype=object))
            outlines[area.id] = outline
            area_store.change_area(
                conn,
                area.id,
                {"outline": outline, "outline_source": "children"},
                at=today,
                since=None,
            )


def _vanished(entries: list[_Entry], tree: AreaTree) -> list[Area]:
    """List areas beside those of the file that the file does not have, by code."""
    given = [tree.by_code[entry.code] for entry in entries]
    # What the file divides without naming it is there all the same.
    there = {above.id for area in given for above in tree.path(area)}
    families = {
        (area.level, area.parent)
        for area, entry in zip(given, entries, strict=True)
        if entry.row is not None
    }
    return sorted(
        (
            area
            for area in tree.areas.values()
            if area.id not in there and (area.level, area.parent) in families
        ),
        key=lambda area: area.code,
    )


def _some(codes: list[str], most: int = 5) -> str:
    """Write the first few codes."""
    return ", ".join(codes[:most]) + (" …" if len(codes) > most else "")
