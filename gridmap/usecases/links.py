"""Link one of 双联: which cadre stays in touch with which leaders; seen, suggested, set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import Connection

from gridmap.errors import InputError
from gridmap.geo.crs import LONLAT, metric_crs_of, project
from gridmap.store import areas as area_store
from gridmap.store import buildings as building_store
from gridmap.store import links as link_store
from gridmap.store import membership as membership_store
from gridmap.store import offices as office_store
from gridmap.store import people as person_store
from gridmap.territory.areas import Area, AreaTree
from gridmap.territory.codes import Level
from gridmap.territory.linking import NOBODY, suggest_links
from gridmap.territory.people import Office
from gridmap.territory.policy import Act, Data
from gridmap.usecases.gazetteer import named
from gridmap.usecases.offices import found_person
from gridmap.usecases.people import name_of
from gridmap.usecases.workspace import Workspace

__all__ = [
    "Cadre",
    "LeaderLink",
    "LinkBoard",
    "Serving",
    "links",
    "put_links",
    "serving",
    "suggested_links",
]


@dataclass(frozen=True, slots=True)
class LeaderLink:
    """A leader and the cadre who stays in touch with them.

    Attributes
    ----------
    area
        The patch they lead; of several the one with the lowest code.
    community
        Code of the area that counts as theirs.
    cadre
        uid; ``None`` if it is nobody, or somebody who is no cadre any more.
    since
        First day of the link.
    before
        In a suggestion: who it is today.
    """

    leader: str
    name: str | None
    area: Area
    community: str
    cadre: str | None
    since: date | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Cadre:
    """A cadre who may be linked.

    Attributes
    ----------
    area
        Where they are a cadre: a community, or one above.
    leaders
        How many leaders they stay in touch with, wherever these are.
    """

    uid: str
    name: str | None
    area: Area
    leaders: int


@dataclass(frozen=True, slots=True)
class LinkBoard:
    """Leaders by code of their patch, and the cadres whom they may be linked to."""

    leaders: tuple[LeaderLink, ...]
    cadres: tuple[Cadre, ...]


@dataclass(frozen=True, slots=True)
class Serving:
    """Leaders and cadres of a day by row id of their person, and the links between them.

    Attributes
    ----------
    leaders, cadres
        The area each serves in; of several the one with the lowest code.
    links
        Cadre of each linked leader; only people who are leader and cadre on that day.
    uids
        Public ids of all of them.
    """

    leaders: Mapping[int, Area]
    cadres: Mapping[int, Area]
    links: Mapping[int, int]
    uids: Mapping[int, str]


def serving(conn: Connection, tree: AreaTree, day: date) -> Serving:
    """Read who leads a patch, who is a cadre, and who stays in touch with whom."""
    leaders: dict[int, Area] = {}
    cadres: dict[int, Area] = {}
    uids: dict[int, str] = {}
    wanted = {Office.PATCH_LEADER: leaders, Office.CADRE: cadres}
    for row in office_store.held(conn, day, offices=wanted):
        area = tree.areas.get(row["area"])
        if area is None:
            continue
        found = wanted[Office(row["office"])]
        known = found.get(row["person"])
        found[row["person"]] = area if known is None or area.code < known.code else known
        uids[row["person"]] = row["person_uid"]
    kept = {
        leader: cadre
        for leader, cadre in link_store.links(conn, day).items()
        if leader in leaders and cadre in cadres
    }
    return Serving(leaders, cadres, kept, uids)


def links(workspace: Workspace, *, within: str | None = None, day: date | None = None) -> LinkBoard:
    """Tell who stays in touch with whom on a day.

    Raises
    ------
    NotFound
        If the area ``within`` is unknown.
    NotPermitted
        If the one who asks may not see who serves there.
    """
    at = day or workspace.today()
    with workspace.database.read() as conn:
        tree, seen = _asked(workspace, conn, within, Act.SEE, at)
        now = serving(conn, tree, at)
        chosen = [leader for leader, area in now.leaders.items() if area.id in seen]
        return _board(workspace, conn, tree, now, chosen, at)


def suggested_links(
    workspace: Workspace, *, within: str | None = None, day: date | None = None
) -> LinkBoard:
    """Suggest links in balance, most of them as they are; nothing is kept until :func:`put_links`.

    Returns
    -------
    LinkBoard
        Every leader with the cadre suggested, and ``before`` who it is.

    Raises
    ------
    NotFound
        If the area ``within`` is unknown.
    NotPermitted
        If the one who asks may not change who serves there.
    """
    at = day or workspace.today()
    with workspace.database.read() as conn:
        tree, seen = _asked(workspace, conn, within, Act.CHANGE, at)
        now = serving(conn, tree, at)
        better = _suggested(workspace, conn, tree, now, at)
        chosen = [leader for leader, area in now.leaders.items() if area.id in seen]
        return _board(workspace, conn, tree, better, chosen, at, before=now)


def put_links(
    workspace: Workspace, cadres: Mapping[str, str | None], *, since: date | None = None
) -> int:
    """Write who stays in touch with each leader from a day on; tell how many that changed.

    Parameters
    ----------
    cadres
        uid of the cadre by uid of the leader; ``None`` is nobody.
    since
        First day; today by default.

    Raises
    ------
    NotFound
        ``person-unknown``.
    InputError
        ``link-leader`` or ``link-cadre`` if somebody is not one on that day.
    NotPermitted
        If a leader serves outside the areas whose people the one who asks may change.
    """
    workspace.actor.insist(Act.CHANGE, Data.PEOPLE)
    day = since or workspace.today()
    with workspace.writing() as conn:
        tree = area_store.tree(conn, workspace.today())
        now = serving(conn, tree, day)
        told: dict[int, int | None] = {}
        for leader_uid, cadre_uid in cadres.items():
            leader = found_person(conn, leader_uid)["id"]
            if leader not in now.leaders:
                raise InputError("link-leader", day=day)
            cadre = None if cadre_uid is None else found_person(conn, cadre_uid)["id"]
            if cadre is not None and cadre not in now.cadres:
                raise InputError("link-cadre", day=day)
            told[leader] = cadre
        workspace.actor.demand(
            tree, Act.CHANGE, Data.PEOPLE, *{now.leaders[leader] for leader in told}
        )
        known = link_store.links(conn, day)
        news = {who: cadre for who, cadre in told.items() if known.get(who) != cadre}
        link_store.put_links(conn, news, day)
    return len(news)


def _asked(
    workspace: Workspace, conn: Connection, within: str | None, act: Act, day: date
) -> tuple[AreaTree, set[int]]:
    tree = area_store.tree(conn, day)
    top = None if within is None else named(tree, within)
    reach = workspace.actor.demand(tree, act, Data.PEOPLE, *([top] if top else []))
    inside = tree.areas.values() if top is None else tree.subtree(top)
    return tree, {area.id for area in inside if area.id in reach}


def _board(
    workspace: Workspace,
    conn: Connection,
    tree: AreaTree,
    now: Serving,
    chosen: list[int],
    day: date,
    *,
    before: Serving | None = None,
) -> LinkBoard:
    counts: dict[int, int] = {}
    for cadre in now.links.values():
        counts[cadre] = counts.get(cadre, 0) + 1
    linked = {now.links[leader] for leader in chosen if leader in now.links}
    above = {one.id for leader in chosen for one in tree.path(now.leaders[leader])}
    cadres = {cadre for cadre, area in now.cadres.items() if cadre in linked or area.id in above}
    people = person_store.rows_of(conn, {*chosen, *cadres})
    names = {key: name_of(workspace, row) for key, row in people.items()}
    since = link_store.first_days(conn, day)

    def who(links: Mapping[int, int], leader: int) -> str | None:
        return now.uids[links[leader]] if leader in links else None

    return LinkBoard(
        tuple(
            LeaderLink(
                leader=now.uids[leader],
                name=names[leader],
                area=now.leaders[leader],
                community=_community(tree, now.leaders[leader]).code,
                cadre=who(now.links, leader),
                since=since.get(leader) if leader in now.links and before is None else None,
                before=None if before is None else who(before.links, leader),
            )
            for leader in sorted(chosen, key=lambda one: now.leaders[one].code)
        ),
        tuple(
            Cadre(now.uids[cadre], names[cadre], now.cadres[cadre], counts.get(cadre, 0))
            for cadre in sorted(cadres, key=lambda one: (now.cadres[one].code, one))
        ),
    )


def _suggested(
    workspace: Workspace, conn: Connection, tree: AreaTree, now: Serving, day: date
) -> Serving:
    leaders = sorted(now.leaders, key=lambda one: now.leaders[one].code)
    cadres = sorted(now.cadres)
    place = {cadre: nth for nth, cadre in enumerate(cadres)}
    homes = [now.cadres[cadre] for cadre in cadres]
    numbers = suggest_links(
        _middles(conn, [now.leaders[leader] for leader in leaders], day),
        np.array([_community(tree, now.leaders[one]).id for one in leaders], dtype=np.int64),
        np.array([place.get(now.links.get(one, -1), NOBODY) for one in leaders], dtype=np.int64),
        np.array(
            [home.id if home.level is Level.COMMUNITY else NOBODY for home in homes],
            dtype=np.int64,
        ),
        most=workspace.settings.leaders_per_cadre[1],
    )
    better = {
        leader: cadres[number]
        for leader, number in zip(leaders, numbers.tolist(), strict=True)
        if number != NOBODY
    }
    return Serving(now.leaders, now.cadres, better, now.uids)


def _community(tree: AreaTree, area: Area) -> Area:
    return tree.standing_for(area, Level.COMMUNITY)


def _middles(conn: Connection, areas: list[Area], day: date) -> NDArray[np.float64]:
    """Find the middle of each area in metres: of its outline, else of the buildings it has."""
    outlines = area_store.outlines(conn, day, {area.id for area in areas})
    undrawn = {area.id for area in areas} - outlines.keys()
    members = membership_store.members(conn, day) if undrawn else None
    lonlat = np.full((len(areas), 2), np.nan)
    by_area: dict[int, NDArray[np.float64]] = {}
    if members is not None:
        members = members[members["leaf_area"].isin(undrawn)]
        places = building_store.places(conn, members["building"].unique().tolist())
        at = dict(
            zip(
                places["id"],
                shapely.get_coordinates(shapely.centroid(places["geom"].to_numpy())),
                strict=True,
            )
        )
        for key in undrawn:
            own = members.loc[members["leaf_area"] == key, "building"]
            here = [at[one] for one in own.tolist() if one in at]
            if here:
                by_area[key] = np.mean(here, axis=0)
    for nth, area in enumerate(areas):
        if area.id in outlines:
            lonlat[nth] = shapely.get_coordinates(shapely.centroid(outlines[area.id]))[0]
        elif area.id in by_area:
            lonlat[nth] = by_area[area.id]
    known = ~np.isnan(lonlat[:, 0])
    if known.any():
        points = shapely.points(lonlat[known])
        lonlat[known] = shapely.get_coordinates(project(points, LONLAT, metric_crs_of(points)))
    return lonlat
