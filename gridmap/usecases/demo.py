"""The demo workspace: an invented town with everything in it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Connection, select, update

from gridmap.demo import Town, town
from gridmap.demo.plan import SUBDISTRICT
from gridmap.errors import Conflict, NotFound, StoreError
from gridmap.fieldwork.cases import CaseKind, CaseState
from gridmap.geo.crs import area_m2, metric_crs_of
from gridmap.store import areas as area_store
from gridmap.store import cases as case_store
from gridmap.store import departments as department_store
from gridmap.store import households as household_store
from gridmap.store import landscape
from gridmap.store import ledgers as ledger_store
from gridmap.store import membership as membership_store
from gridmap.store import offices as office_store
from gridmap.store import visits as visit_store
from gridmap.store.bulk import append, new_uids
from gridmap.store.sequence import ground_changed, take
from gridmap.store.steps import BEGINNING
from gridmap.store.tables import fieldwork, ground, households
from gridmap.territory.people import Occupancy, Office
from gridmap.usecases.areas import enter_areas
from gridmap.usecases.cases import answering_leaf
from gridmap.usecases.demo_ledgers import bring_earlier_ledger, write_demo_ledger
from gridmap.usecases.demo_people import enter_organisation
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.workspace import Workspace, create_workspace, open_workspace

__all__ = ["fill_demo", "make_demo"]

_SOURCE = "demo"
_SENT_TO = {"blocked": "城管办", "falling": "城管办", "fire": "应急办", "gas": "应急办"}


def make_demo(home: Path) -> Workspace:
    """Open the demo workspace in ``home``; make it first where there is none.

    A demo that was left half-made is finished; what was recorded in a whole one stays.

    Raises
    ------
    Conflict
        ``workspace-not-demo`` if the folder holds a workspace of somebody's own,
        ``demo-outgrown`` if a demo in it was made by a gridmap from which there is no way on.
    """
    try:
        workspace = open_workspace(home)
    except NotFound:
        workspace = create_workspace(home, name=SUBDISTRICT[1])
    except StoreError as fault:
        if fault.code == "database-unfinished":
            raise Conflict("demo-outgrown", home=home) from fault
        raise
    with workspace.database.read() as conn:
        sources = set(conn.scalars(select(ground.building.c.source).distinct()))
        empty = not sources and not area_store.tree(conn, workspace.today()).areas
        told = bool(ledger_store.listing(conn, 1))
        # Before anybody served in it, nobody could have brought in a ledger.
        served = bool(office_store.held(conn, workspace.today(), offices=[Office.PLANNER]))
    if not empty and (sources != {_SOURCE} or not (told or served)):
        workspace.close()
        raise Conflict("demo-outgrown" if sources == {_SOURCE} else "workspace-not-demo", home=home)
    if empty or not told:
        drawn = town(workspace.today())
        if empty:
            fill_demo(workspace, drawn)
        bring_earlier_ledger(workspace, drawn)
        write_demo_ledger(workspace, drawn)
    return workspace


def fill_demo(workspace: Workspace, drawn: Town) -> None:
    """Write the invented town into an empty workspace."""
    with workspace.writing() as conn:
        conn.execute(
            update(ground.workspace).values(
                metric_crs=metric_crs_of(drawn.buildings.geometry.to_numpy()).to_string(),
            )
        )
        rows = drawn.areas.assign(row=np.arange(1, len(drawn.areas) + 1))
        enter_areas(workspace, conn, rows)
        areas = {
            code: area.id for code, area in area_store.tree(conn, workspace.today()).by_code.items()
        }
        for put, frame in (
            (landscape.put_streets, drawn.streets),
            (landscape.put_gates, drawn.gates),
            (landscape.put_landcover, drawn.landcover),
        ):
            put(
                conn,
                _SOURCE,
                {
                    "source_ref": np.array(
                        [f"{n}" for n in range(1, len(frame) + 1)], dtype=object
                    ),
                    "name": frame["name"].to_numpy(object),
                    "kind": frame["kind"].to_numpy(object),
                    "geom": frame.geometry.to_numpy(),
                },
            )
        buildings = _enter_buildings(conn, drawn)
        parts = _enter_parts(conn, drawn, buildings, areas)
        doors = _enter_households(conn, drawn, buildings, parts, workspace.today())
        enter_organisation(workspace, conn, drawn, areas)
        _enter_visits(workspace, conn, drawn, doors)
        _enter_hazards(workspace, conn, drawn, buildings)
        rebuild_tallies(workspace, conn)
        ground_changed(conn)


def _columns(frame: pd.DataFrame, *names: str) -> dict[str, NDArray[Any]]:
    return {name: frame[name].to_numpy(object) for name in names}


def _enter_buildings(conn: Connection, drawn: Town) -> pd.Series:
    """Enter estates and buildings; return building ids by reference."""
    estates = pd.Series(
        append(
            conn,
            ground.estate,
            {
                "source": _SOURCE,
                "source_ref": drawn.estates["ref"].to_numpy(object),
                "name": drawn.estates["name"].to_numpy(object),
                "managed": drawn.estates["managed"].to_numpy(int),
                "committee_until": drawn.estates["committee_until"].to_numpy(),
            },
        ),
        index=drawn.estates["ref"],
    )
    shapes = drawn.buildings.geometry.to_numpy()
    ids = append(
        conn,
        ground.building,
        {
            "source": _SOURCE,
            "geom": shapes,
            "footprint_m2": area_m2(shapes),
            "estate": drawn.buildings["estate"].map(estates).astype("Int64"),
            **_columns(drawn.buildings, "source_ref", "name", "address", "kind", "levels", "units"),
        },
    )
    return pd.Series(ids, index=drawn.buildings["source_ref"])


def _enter_parts(
    conn: Connection, drawn: Town, buildings: pd.Series, areas: dict[str, int]
) -> NDArray[np.int64]:
    """Enter building parts and the leaf area that answers for each."""
    parts = append(
        conn,
        ground.part,
        {
            "building": drawn.parts["building"].map(buildings),
            **_columns(drawn.parts, "unit", "floor_lo", "floor_hi"),
        },
    )
    # A tower is shared by units and floors, which no polygon can tell; nor can it where a patch has
    # no outline.
    outlined = drawn.areas.loc[~drawn.areas.geometry.isna(), "code"]
    shared = (
        drawn.parts["floor_lo"].notna()
        | drawn.parts["unit"].notna()
        | ~drawn.parts["leaf_area"].isin(outlined)
    ).to_numpy()
    leaves = drawn.parts["leaf_area"].map(areas)
    # Nor does it tell that nobody answers for a house, which lies within an outline like any other.
    loose = leaves.isna().to_numpy()
    for source, rows in (("hand", shared & ~loose), ("polygon", ~shared & ~loose)):
        membership_store.add(conn, parts[rows], leaves[rows].to_numpy(np.int64), source=source)
    membership_store.add(conn, parts[loose], [None] * int(loose.sum()), source="hand")
    return parts


def _enter_households(
    conn: Connection,
    drawn: Town,
    buildings: pd.Series,
    parts: NDArray[np.int64],
    today: date,
) -> NDArray[np.int64]:
    """Enter doors, how they are lived in, and their key groups."""
    doors = drawn.households
    ids = household_store.add_households(
        conn,
        doors["building"].map(buildings).to_numpy(np.int64),
        parts[doors["part"].to_numpy(int)],
        unit=doors["unit"].to_numpy(object),
        floor=doors["floor"].to_numpy(object),
        door=doors["door"].to_numpy(object),
    )
    special = ((doors["occupancy"] != Occupancy.OCCUPIED) | doors["do_not_visit"]).to_numpy()
    append(
        conn,
        households.household_status,
        {
            "household": ids[special],
            "valid_from": BEGINNING,
            **_columns(doors[special], "occupancy", "do_not_visit"),
        },
    )
    groups = doors["key_groups"].reset_index(drop=True).explode().dropna()
    append(
        conn,
        households.key_group,
        {
            "household": ids[groups.index.to_numpy()],
            "name": groups.to_numpy(object),
            "valid_from": BEGINNING,
            "confirmed_on": today,
        },
    )
    return ids


def _enter_visits(
    workspace: Workspace, conn: Connection, drawn: Town, doors: NDArray[np.int64]
) -> None:
    """Enter the rounds of the last weeks."""
    made = drawn.visits
    ids = append(
        conn,
        fieldwork.visit,
        {
            "uid": made["id"].to_numpy(object),
            "seq": take(conn, len(made)) + np.arange(len(made)),
            "household": doors[made["household"].to_numpy(int)],
            "campaign": visit_store.open_campaign(conn),
            "received_at": workspace.clock(),
            "void": made["outcome"].isna().to_numpy(),
            **_columns(made, "outcome", "mode", "source"),
            "occurred_at": made["occurred_at"],
            "recorded_at": made["recorded_at"],
        },
    )
    rows = dict(zip(made["id"], ids.tolist(), strict=True))
    corrections = made.dropna(subset="corrects")
    visit_store.point_corrections(
        conn,
        {
            rows[visit]: rows[corrected]
            for visit, corrected in zip(corrections["id"], corrections["corrects"], strict=True)
        },
    )


def _enter_hazards(
    workspace: Workspace, conn: Connection, drawn: Town, buildings: pd.Series
) -> None:
    """Enter the hazards found on the way, some of them sent to a department."""
    departments = {
        row["name"]: row["id"] for row in department_store.listing(conn, workspace.today())
    }
    for hazard in drawn.hazards.itertuples():
        building = None if pd.isna(hazard.building) else int(buildings[hazard.building])
        place = hazard.geometry
        opened = hazard.opened_at.to_pydatetime()
        facts = {
            "kind": CaseKind.HAZARD.value,
            "category": hazard.category,
            "severity": hazard.severity,
            "building": building,
            "area": answering_leaf(conn, workspace.today(), place, building),
            "due_at": opened + timedelta(days=workspace.settings.case_days),
            "department": departments.get(_SENT_TO.get(hazard.category, "")),
        }
        [uid] = new_uids(1)
        note = workspace.seals.seal(hazard.note)
        key = case_store.add_case(conn, uid, facts, place=place, at=opened, note=note)
        if hazard.state == CaseState.HANDLED:
            case_store.add_step(
                conn,
                key,
                "handled",
                CaseState.HANDLED.value,
                at=min(opened + timedelta(days=1), workspace.clock()),
                note=None,
            )
