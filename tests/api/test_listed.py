"""The list of buildings to place, over HTTP."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely

from gridmap.usecases.listed import import_list
from gridmap.usecases.workspace import Workspace
from tests.database import ON_BOTH, ON_SQLITE
from tests.once import Once
from tests.usecases.conftest import put_once
from tests.usecases.worlds import GRIDS, square

pytestmark = ON_SQLITE

EMPTY = square(0, size=0.1, at=0.45)
POINT = list(EMPTY.centroid.coords[0])


@pytest.fixture
def uids(ask, workspace: Workspace, once: Once, tmp_path: Path) -> list[str]:
    path = tmp_path / "houses.csv"
    path.write_text("地址,户数\n" + "".join(f"荷叶街{n}号,{n}\n" for n in (20, 21, 22)), "utf-8")
    put_once(once, "three-listed", workspace.database, lambda: import_list(workspace, path))
    return [item["uid"] for item in ask("GET", "/listed")["items"]]


@ON_BOTH
def test_a_building_goes_from_the_list_to_the_map_and_back(ask, uids):
    page = ask("GET", "/listed?limit=2")
    assert [item["address"] for item in page["items"]] == ["荷叶街20号", "荷叶街21号"]
    assert (page["left"], page["placed"]) == (3, 0)
    rest = ask("GET", f"/listed?limit=2&after={page['next']}")
    assert ([item["uid"] for item in rest["items"]], rest["next"]) == ([uids[2]], None)
    assert [item["flats"] for item in ask("GET", "/listed?q=22")["items"]] == [22]

    done = ask("PUT", f"/listed/{uids[0]}/place", json={"point": POINT})
    assert done["area"] == GRIDS[0]
    assert done["listed"]["building"] == done["building"]
    shown = ask("GET", f"/buildings/{done['building']}")
    assert (shown["address"], shown["target"], shown["areas"]) == ("荷叶街20号", 20, [GRIDS[0]])
    assert ask("PUT", f"/listed/{uids[0]}/place", json={"point": POINT}) == done

    footprint = json.loads(shapely.to_geojson(EMPTY))
    problem = ask("PUT", f"/listed/{uids[1]}/place", status=409, json={"footprint": footprint})
    assert problem["code"] == "listed-stands-there"
    assert problem["fields"]["building"] == done["building"]
    same = ask("PUT", f"/listed/{uids[1]}/place", json={"building": done["building"]})
    assert same["building"] == done["building"]
    page = ask("GET", "/listed?placed=true")
    assert [item["uid"] for item in page["items"]] == uids[:2]
    assert (page["left"], page["placed"]) == (1, 2)

    assert ask("DELETE", f"/listed/{uids[1]}/place")["building"] is None
    assert ask("DELETE", f"/listed/{uids[0]}/place")["building"] is None
    assert ask("GET", f"/buildings/{done['building']}", status=404)["code"] == "building-unknown"
    done = ask("PUT", f"/listed/{uids[0]}/place", json={"footprint": footprint})
    assert ask("GET", f"/buildings/{done['building']}")["footprint"]["type"] == "Polygon"


@pytest.mark.parametrize(
    ("place", "status", "code"),
    [
        ({}, 422, "request-unreadable"),
        ({"point": POINT, "building": "x"}, 422, "request-unreadable"),
        ({"point": [181, 0]}, 422, "request-unreadable"),
        ({"point": [113]}, 422, "request-unreadable"),
        ({"building": "x"}, 404, "building-unknown"),
        ({"building": "x" * 10_000}, 422, "request-unreadable"),
        ({"footprint": {"type": "Point", "coordinates": [113, 27]}}, 422, None),
        ({"footprint": {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}}, 422, None),
    ],
)
def test_what_places_nothing(ask, uids, place, status, code):
    problem = ask("PUT", f"/listed/{uids[0]}/place", status=status, json=place)
    assert code is None or problem["code"] == code
    assert ask("GET", "/listed")["placed"] == 0


def test_a_number_that_json_does_not_have(ask, uids):
    body = '{"point": [NaN, 27.84]}'
    headers = {"content-type": "application/json"}
    ask("PUT", f"/listed/{uids[0]}/place", status=422, content=body, headers=headers)
    assert ask("PUT", "/listed/x/place", status=404, json={"point": POINT})["code"] == (
        "listed-unknown"
    )
