"""Who serves an area, as paper names them where somebody asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from gridmap.store import offices as office_store
from gridmap.store import people as person_store
from gridmap.territory.areas import Area
from gridmap.territory.people import Office
from gridmap.territory.policy import Act, Data
from gridmap.usecases.looks import LookAct, note_look
from gridmap.usecases.people import name_of
from gridmap.usecases.sheet_scenes import SheetReader
from gridmap.words import Language, say

__all__ = ["who_serves"]

_ON_THE_GROUND: Final = (
    Office.PATCH_LEADER,
    Office.GROUP_LEAD,
    Office.GRID_LEAD,
    Office.GRID_WORKER_FULL,
    Office.GRID_WORKER_PART,
)


def who_serves(reader: SheetReader, areas: Iterable[Area], lang: Language) -> dict[int, str]:
    """Name those who serve on the ground of areas, with their phones; it is written down.

    Residents are never named: their names are not kept.

    Returns
    -------
    dict
        By area id: office, name and phone of each.

    Raises
    ------
    NotPermitted
        If it is not the actor's to see who serves there.
    """
    workspace, tree = reader.workspace, reader.tree
    asked = [*areas]
    workspace.actor.demand(tree, Act.SEE, Data.PEOPLE, *asked)
    wanted = {area.id for area in asked}
    with workspace.writing() as conn:
        held = [
            row
            for row in office_store.held(conn, reader.today, offices=_ON_THE_GROUND)
            if row["area"] in wanted
        ]
        people = person_store.rows_of(conn, {row["person"] for row in held})
        shown: dict[int, list[str]] = {}
        for row in held:
            person = people[row["person"]]
            phone = person["phone_sealed"]
            told = [
                say("office-called", lang=lang, office=row["office"]),
                name_of(workspace, person),
                None if phone is None else workspace.seals.opened(phone),
            ]
            if told[1] or told[2]:
                shown.setdefault(row["area"], []).append(" ".join(filter(None, told)))
        if shown:
            over = tree.over_all(area for area in asked if area.id in shown)
            count = sum(len(one) for one in shown.values())
            area = None if over is None else over.id
            note_look(workspace, conn, LookAct.PHONE, area=area, count=count)
    joint = "；" if lang == "zh-CN" else "; "
    return {key: joint.join(one) for key, one in shown.items()}
