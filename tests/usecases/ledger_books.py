"""Workbooks as offices write them, and a small town whose buildings have addresses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import shapely
import xlsxwriter

from gridmap.settings import Settings
from gridmap.store.database import Database
from gridmap.usecases.areas import enter_areas
from gridmap.usecases.buildings import enter_buildings
from gridmap.usecases.figures import rebuild_tallies
from gridmap.usecases.responsibility import refresh_membership
from gridmap.usecases.workspace import Workspace
from tests.once import Once
from tests.usecases.conftest import put_once
from tests.usecases.worlds import (
    COMMUNITIES,
    GRIDS,
    Clock,
    area_rows,
    building_rows,
    square,
    workspace_on,
)

ID_NUMBER = "11010519491231002X"
PHONE = "13873300001"

ADDRESSES = (
    "红旗路21号芙蓉小区1栋",
    "红旗路21号芙蓉小区2栋",
    "红旗路21号芙蓉小区3栋",
    "东风路8号樟树花园1栋",
    "东风路8号樟树花园2栋",
    "东风路10号",
    "人民路3号",
    "人民路5号",
)

HEADERS = ("小区", "楼栋", "单元", "房号", "人口数", "居住状态", "人户情况", "房东电话")
ROWS: tuple[tuple[Any, ...], ...] = (
    ("芙蓉小区", "1栋", "1单元", "101", 3, "自住", "人户一致", None),
    ("芙蓉小区", "一栋", "一单元", "102", 2, "出租", "人在户不在", PHONE),
    ("樟树花园", "2", "1", "301", 4, "自住", "户在人不在", None),
)


def book(
    file: Path, rows: Sequence[Sequence[Any]], headers: Sequence[str] = HEADERS, **sheets: Any
) -> Path:
    """Write a workbook with one header line, and further sheets by name."""
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False}) as made:
        for name, lines in {"台账": [headers, *rows], **sheets}.items():
            sheet = made.add_worksheet(name)
            for at, line in enumerate(lines):
                sheet.write_row(at, 0, ["" if cell is None else cell for cell in line])
    return file


def town_on(database: Database, clock: Clock, once: Once) -> Workspace:
    """Two communities of two grids, two buildings with an address and an estimate in each."""
    put_once(once, "addressed-town", database, lambda: _build(workspace_on(database, clock)))
    database.home.mkdir(exist_ok=True)  # the keys lie there, whichever the database
    return Workspace(database.home, database, Settings(), clock)


def _build(workspace: Workspace) -> None:
    with workspace.writing() as conn:
        halves = [shapely.union_all([square(2 * n), square(2 * n + 1)]) for n in (0, 1)]
        grids = [square(n) for n in range(4)]
        enter_areas(workspace, conn, area_rows([*COMMUNITIES, *GRIDS], [*halves, *grids]))
        refresh_membership(conn, workspace.today())
        shapes = [square(n // 2, size=0.2, at=0.1 + 0.5 * (n % 2)) for n in range(8)]
        enter_buildings(
            workspace,
            conn,
            building_rows(
                [f"b{n}" for n in range(8)],
                shapes,
                kind=["apartments"] * 8,
                flats=[2] * 8,
                address=ADDRESSES,
                estate=["芙蓉小区"] * 3 + ["樟树花园"] * 2 + [None] * 3,
            ),
            source="survey",
        )
        rebuild_tallies(workspace, conn)
