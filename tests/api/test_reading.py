"""What the API answers: pages without gaps or repeats, bounded lists, its own description."""

from __future__ import annotations

import importlib
import pkgutil
from datetime import date

import jsonschema
import pytest
from fastapi import APIRouter

import gridmap.api.routes
from gridmap.api.openapi import describe
from gridmap.api.requests import StrictRoute
from gridmap.fieldwork.coverage import TALLY
from tests.usecases import worlds
from tests.usecases.worlds import COMMUNITIES, GRIDS

EDGE = 113.141
BOX = f"{worlds.WEST},{worlds.SOUTH},{EDGE},{worlds.SOUTH + 0.001}"


@pytest.fixture
def client(lasting_client):
    return lasting_client


@pytest.mark.parametrize("path", ["/areas", "/buildings", "/cases", "/search"])
@pytest.mark.parametrize("limit", [0, -1, 1001, "many", 2**70])
def test_nobody_gets_more_than_a_page(ask, path, limit):
    joint = "?q=b&" if path == "/search" else "?"
    assert ask("GET", f"{path}{joint}limit={limit}", status=422)["code"] == "request-unreadable"


@pytest.mark.parametrize("path", ["/buildings", "/cases"])
@pytest.mark.parametrize("after", [-1, "b", 2**63, 2**70])
def test_there_is_nothing_after_nonsense(ask, path, after):
    assert ask("GET", f"{path}?after={after}", status=422)["code"] == "request-unreadable"


def routes():
    names = [module.name for module in pkgutil.iter_modules(gridmap.api.routes.__path__)]
    parts = [importlib.import_module(f"gridmap.api.routes.{name}") for name in names]
    routers = [one for part in parts for one in vars(part).values() if isinstance(one, APIRouter)]
    return [route for router in routers for route in router.routes]


def test_every_list_is_bounded():
    answers = {
        path: methods["get"] for path, methods in describe()["paths"].items() if "get" in methods
    }
    schemas = describe()["components"]["schemas"]
    lists = []
    # Drawn all at once, or not at all: labels of a level, a handful of key groups or plans, what
    # belongs to one person or building, offices as areas have them, the searches that are kept,
    # one's own print.
    whole = {
        "/map/areas",
        "/coverage/groups",
        "/backdrops",
        "/buildings/{uid}/premises",
        "/people/{uid}/offices",
        "/people/{uid}/contacts",
        "/offices",
        "/offices/vacant",
        "/links/mine",
        "/links/mine/phones",
        "/party/areas/{code}/aliases",
        "/teams",
        "/departments",
        "/studio/searches",
        "/prints",
    }
    whole = {f"/api/v1{path}" for path in whole}
    assert whole <= answers.keys()
    for path, act in answers.items():
        if path in whole:
            continue
        # One that only leads on answers with no body at all.
        content = act["responses"].get("200", {}).get("content", {})
        schema = content.get("application/json", {}).get("schema", {})
        shape = schemas.get(schema.get("$ref", "").rpartition("/")[2], schema)
        if shape.get("type") == "array" or "next" in shape.get("properties", {}):
            lists.append(path.removeprefix("/api/v1"))
            names = {parameter["name"] for parameter in act.get("parameters", [])}
            assert "limit" in names, path
    known = {"/areas", "/buildings", "/cases", "/check", "/coverage", "/coverage/credit", "/search"}
    assert known <= set(lists)


def test_every_body_is_read_strictly():
    with_body = [route for route in routes() if route.methods & {"POST", "PUT", "PATCH"}]
    assert len(with_body) >= 7
    assert all(isinstance(route, StrictRoute) for route in with_body)


def test_areas_of_a_level_and_within(ask):
    codes = [item["code"] for item in ask("GET", f"/areas?within={COMMUNITIES[1]}")["items"]]
    assert codes == [COMMUNITIES[1], *GRIDS[2:]]
    found = ask("GET", f"/areas/{GRIDS[2]}")
    assert found["parent"] == COMMUNITIES[1]
    assert found["leaf"] is True
    assert found["outline"]["type"] == "MultiPolygon"
    assert ask("GET", f"/areas/{found['uid']}") == found
    assert ask("GET", "/areas/43", status=404)["code"] == "area-unknown"
    assert ask("GET", "/areas?within=43", status=404)["code"] == "area-unknown"


def test_buildings_of_an_area_and_an_extent(ask):
    refs = [item["source_ref"] for item in ask("GET", f"/buildings?area={GRIDS[1]}")["items"]]
    assert refs == ["b2", "b3"]
    refs = [item["source_ref"] for item in ask("GET", f"/buildings?bbox={BOX}")["items"]]
    assert refs == ["b0"]
    assert ask("GET", "/buildings/x", status=404)["code"] == "building-unknown"


@pytest.mark.parametrize(
    "bbox", ["1,2,3", "a,b,c,d", "3,2,1,4", "0,0,nan,1", "0,0,400,1", "1e400,0,1,1"]
)
def test_what_is_no_extent(ask, bbox):
    assert ask("GET", f"/buildings?bbox={bbox}", status=422)["code"] == "bbox-unreadable"


def test_a_building_from_inside(ask):
    [first, *_] = ask("GET", "/buildings")["items"]
    inside = ask("GET", f"/buildings/{first['uid']}")
    assert [door["door"] for door in inside["doors"]] == ["101", "102"]
    assert [part["area"] for part in inside["parts"]] == [GRIDS[0]]
    assert not any(door["estimated"] for door in inside["doors"])
    assert {key: inside[key] for key in first} == first


# Coverage -----------------------------------------------------------------------------------------

LEVELS = ("county", "subdistrict", "community", "grid", "group", "patch")


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_has_the_same_totals(ask, level):
    answer = ask("GET", f"/coverage?level={level}")
    assert sum(row["target"] for row in answer["areas"]) == 15
    assert answer["orphans"]["target"] == 0
    assert {"rate", "attempted_rate", "attempted", "excluded", *TALLY} <= set(answer["areas"][0])


def test_coverage_within_an_area_stays_inside(ask):
    for level in LEVELS:
        answer = ask("GET", f"/coverage?level={level}&within={GRIDS[1]}")
        assert [(row["code"], row["target"]) for row in answer["areas"]] == [(GRIDS[1], 3)]
    assert ask("GET", "/coverage?within=43", status=404)["code"] == "area-unknown"


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("name", ["as_of", "from", "to"])
def test_the_ends_of_time(ask, name, day):
    everywhere = ask("GET", f"/coverage?{name}={day}")
    assert sum(row["target"] for row in everywhere["areas"]) == 15
    polygon = shape(worlds.square(0))
    within = ask("POST", "/coverage", json={"polygon": polygon, name: str(day)})
    assert (within["target"], within["attempted"]) == (4, 0)
    if name != "as_of":
        credit = ask("GET", f"/coverage/credit?{name}={day}")
        assert (credit["period"][name], credit["areas"]) == (str(day), [])


def shape(geometry):
    return {"type": "Polygon", "coordinates": [list(geometry.exterior.coords)]}


@pytest.mark.parametrize(
    "polygon",
    [
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]},
        {"type": "Polygon", "coordinates": [[["a", "b"], [1, 1], [1, 0]]]},
        {"type": "Polygon", "coordinates": [[[10**400, 0], [1, 1], [1, 0], [10**400, 0]]]},
        {"type": "Polygon", "coordinates": [[{"x": 1}, [1, 1], [1, 0], [0, 0]]]},
        {"type": "Point", "coordinates": [1, 2]},
        {"type": "LineString", "coordinates": [[1, 2], [3, 4]]},
        {"type": "GeometryCollection", "coordinates": []},
        {"type": "Blob", "coordinates": []},
        {"type": "Polygon", "coordinates": 5},
        {"type": "Polygon"},
        "POLYGON ((0 0, 1 0, 1 1, 0 0))",
    ],
)
def test_what_is_no_polygon(ask, polygon):
    problem = ask("POST", "/coverage", json={"polygon": polygon}, status=422)
    assert problem["code"] in {"polygon-unusable", "request-unreadable"}
    assert problem["message"]


# Search, health -----------------------------------------------------------------------------------


def test_search(ask):
    found = ask("GET", f"/search?q={GRIDS[1]}")
    assert [(one["kind"], one["code"]) for one in found] == [("area", GRIDS[1])]
    found = ask("GET", "/search?q=B3")
    assert [(one["kind"], one["code"]) for one in found] == [("building", "b3")]
    assert found[0]["lon"] == pytest.approx(worlds.WEST + worlds.STEP * 1.7, abs=1e-6)
    assert ask("GET", "/search?q=%25") == []
    assert ask("GET", "/search?q=_") == []
    assert ask("GET", "/search?q=%20") == []
    assert len(ask("GET", "/search?q=b&limit=2")) == 2
    ask("GET", "/search?q=" + "x" * 101, status=422)


def test_health(ask):
    health = ask("GET", "/health")
    assert health["name"] == "gridmap"
    assert health["version"]


# Its own description ------------------------------------------------------------------------------


def _walk(node, path=""):
    if isinstance(node, dict):
        yield path, node
        for key, value in node.items():
            yield from _walk(value, f"{path}/{key}")
    elif isinstance(node, list):
        for n, value in enumerate(node):
            yield from _walk(value, f"{path}/{n}")


def test_the_description_describes_every_route():
    described = describe()
    assert set(described["paths"]) == {f"/api/v1{route.path}" for route in routes()}
    for path, methods in described["paths"].items():
        for method, act in methods.items():
            assert act["description"], (method, path)
            assert act["tags"], (method, path)
            for refused in ("404", "409", "422"):
                [told] = act["responses"][refused]["content"].values()
                assert told["schema"]["$ref"].endswith("/Problem"), (method, path, refused)


def test_examples_are_what_the_schemas_allow():
    described = describe()
    seen = 0
    for path, node in _walk(described["components"]["schemas"]):
        for example in node.get("examples", []) if isinstance(node.get("examples"), list) else []:
            schema = {key: value for key, value in node.items() if key != "examples"}
            jsonschema.validate(
                example,
                schema | {"components": described["components"]},
                cls=jsonschema.Draft202012Validator,
            )
            seen += 1
            assert path
    assert seen > 10


@pytest.mark.parametrize(
    "path", ["/areas?outlines=true", "/buildings", "/coverage?level=grid", "/health", "/search?q=b"]
)
def test_answers_are_what_the_schemas_say(ask, path):
    described = describe()
    act = described["paths"]["/api/v1" + path.partition("?")[0]]["get"]
    schema = act["responses"]["200"]["content"]["application/json"]["schema"]
    whole = schema | {"components": described["components"]}
    found = jsonschema.Draft202012Validator(whole).iter_errors(ask("GET", path))
    assert [error.message for error in found] == []


@pytest.mark.parametrize("path", ["/coverage?by=grid", "/areas?levels=grid", "/health?x=1"])
def test_a_parameter_that_a_route_does_not_know_is_told(ask, path):
    answer = ask("GET", path, status=422)
    assert answer["code"] == "request-parameter-unknown"


def test_the_language_is_a_parameter_of_every_route(ask):
    assert ask("GET", "/health?lang=en")["version"]


def test_a_key_group_that_nobody_is_in_is_told(ask):
    answer = ask("GET", "/coverage?target=打错字", status=422)
    assert answer["code"] == "key-group-unknown"
