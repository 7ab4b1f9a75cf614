"""The map of one area."""

from __future__ import annotations

from sqlalchemy import select

from gridmap.store import areas as area_store
from gridmap.store import membership as membership_store
from gridmap.store.tables.ground import building, part
from gridmap.usecases.maps import one_file_map
from gridmap.usecases.workspace import Workspace
from tests.usecases.worlds import GRIDS


def test_a_building_is_on_the_map_of_the_area_that_answers_for_it(
    sqlite_workspace: Workspace,
) -> None:
    with sqlite_workspace.writing() as conn:
        [whole] = conn.scalars(
            select(part.c.id).join(building).where(building.c.source_ref == "b0")
        )
        grids = area_store.tree(conn, sqlite_workspace.today()).by_code
        membership_store.move(
            conn, {whole: grids[GRIDS[-1]].id}, source="hand", since=sqlite_workspace.today()
        )

    def names(area: str) -> set[str]:
        page = one_file_map(sqlite_workspace, area=area).get_root().render()
        return {name for name in ("b0", "b1", "b6", "b7") if f'"{name}"' in page}

    assert names(GRIDS[0]) == {"b1"}
    assert names(GRIDS[-1]) == {"b0", "b6", "b7"}


def test_openstreetmap_is_named_where_any_ground_comes_from_it(
    sqlite_workspace: Workspace,
) -> None:
    def named() -> bool:
        page = one_file_map(sqlite_workspace).get_root().render()
        return "openstreetmap.org/copyright" in page

    assert not named()
    with sqlite_workspace.writing() as conn:
        conn.execute(building.update().where(building.c.source_ref == "b0").values(source="osm"))
    assert named()
