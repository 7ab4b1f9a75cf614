"""The map's routes: what they say of a small world, and what they refuse."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from gridmap.errors import StoreError
from gridmap.fieldwork.coverage import STATUSES
from gridmap.settings import Settings
from gridmap.usecases.tile_keeper import TilesNow
from gridmap.usecases.tiles import make_tiles
from tests.api.conftest import a_visit, browser
from tests.database import ON_BOTH, ON_SQLITE
from tests.usecases.worlds import COMMUNITIES, GRIDS, SOUTH, STEP, WEST

pytestmark = ON_SQLITE


@pytest.fixture(scope="module")
def tiled(lasting_client):
    """A browser before a world whose tiles are drawn."""
    assert make_tiles(lasting_client.app.state.workspace) == "ready"
    return lasting_client


@ON_BOTH
def test_a_map_begins_with_what_there_is(ask):
    told = ask("GET", "/map")
    west, south, east, north = told["extent"]
    assert west == pytest.approx(WEST, abs=1e-5)
    assert east == pytest.approx(WEST + 4 * STEP, abs=1e-5)
    assert south < north
    levels = {one["level"]: one["count"] for one in told["levels"]}
    assert (levels["community"], levels["grid"]) == (2, 4)
    assert list(levels)[-2:] == ["community", "grid"]
    assert told["bands"] == [40, 60, 80, 95]
    assert told["counts"] == {
        "areas": sum(levels.values()),
        "buildings": 8,
        "households": 15,
        "listed": 0,
    }
    assert told["tiles"]["state"] == "building"
    assert told["tiles"]["url"] is None
    assert told["today"] == "2026-03-04"
    assert told["basemap"] is None
    assert told["attribution"] is None


def test_a_failure_is_told_in_the_reader_s_words(client, ask, monkeypatch):
    fault = StoreError("tiles-failed", reason="no room")
    keeper = client.app.state.map.tiles
    monkeypatch.setattr(keeper, "now", lambda: TilesNow("1-ab-2", "1-ab-1", "failed", fault=fault))
    for lang in ("en", "zh"):
        told = ask("GET", f"/map?lang={lang}")["tiles"]
        assert (told["state"], told["stale"]) == ("failed", True)
        assert told["url"] == "api/v1/map/tiles/1-ab-1"
        assert "no room" in told["message"]
        assert "gridmap tiles" not in told["message"]


def test_drawing_is_asked_for_again(client, ask, monkeypatch):
    keeper = client.app.state.map.tiles
    asked = []
    monkeypatch.setattr(keeper, "again", lambda _: asked.append(keeper.due()))
    told = ask("POST", "/map/tiles", status=202)
    assert asked == [told["version"]]
    assert told["state"] in {"building", "ready"}


def test_labels_of_a_level(ask):
    grids = ask("GET", "/map/areas?level=grid", headers={"accept-language": "zh"})
    assert [one["code"] for one in grids] == list(GRIDS)
    assert [one["label"] for one in grids[:2]] == ["1 格", "2 格"]
    assert [one["label"] for one in ask("GET", "/map/areas?level=grid&lang=en")][:1] == ["Grid 1"]
    assert {one["buildings"] for one in grids} == {2}
    assert all(one["leaf"] and one["parent"] in COMMUNITIES for one in grids)
    west, south, east, north = grids[0]["extent"]
    lon, lat = grids[0]["middle"]
    assert west < lon < east
    assert south < lat < north
    within = ask("GET", f"/map/areas?level=grid&within={COMMUNITIES[1]}")
    assert [one["code"] for one in within] == list(GRIDS[2:])
    assert [one["buildings"] for one in ask("GET", "/map/areas?level=community")] == [4, 4]
    assert ask("GET", "/map/areas?level=patch") == []
    assert ask("GET", "/map/areas?level=grid&within=43", status=404)["code"] == "area-unknown"


def test_statuses_and_their_changes(client, ask, doors):
    whole = client.get("/api/v1/map/status")
    assert whole.headers["content-type"] == "application/octet-stream"
    seq = int(whole.headers["x-gridmap-seq"])
    first = ask("GET", "/buildings?limit=1")["items"][0]
    assert whole.content[first["i"]] == STATUSES.index("untouched")
    ask("POST", "/visits", json=a_visit(doors[0]), status=201)
    changes = ask("GET", f"/map/status/changes?since={seq}")
    assert changes["buildings"] == [[first["i"], STATUSES.index("partly")]]
    assert changes["whole"] is False
    assert {GRIDS[0], COMMUNITIES[0]} <= set(changes["areas"])
    february = ask("GET", f"/map/status/changes?since={seq}&from=2026-02-01&to=2026-03-01")
    assert february["buildings"] == [[first["i"], STATUSES.index("untouched")]]


def test_what_is_at_a_place_can_be_looked_into(ask):
    at = ask("GET", f"/map/at?lon={WEST + 0.2 * STEP}&lat={SOUTH + 0.2 * STEP}")
    assert at["areas"][-1] == GRIDS[0]
    building = ask("GET", f"/buildings/{at['building']}")
    assert ask("GET", f"/buildings/i:{building['i']}") == building


def test_one_area_for_a_phone(ask):
    scene = ask("GET", f"/map/area/{GRIDS[0]}")
    assert set(scene["layers"]) >= {"buildings", "grid", "community", "borders"}
    inside = scene["layers"]["buildings"]["features"]
    listed = {one["i"]: one["n"] for one in ask("GET", "/buildings")["items"]}
    assert {one["properties"]["i"]: one["properties"]["n"] for one in inside}.items() <= (
        listed.items()
    )
    assert len(inside) >= 2
    west, *_ = scene["extent"]
    corners = json.dumps([one["geometry"] for one in scene["layers"]["grid"]["features"]])
    assert f"{round(west, 6)}" in corners
    assert ask("GET", "/map/area/43", status=404)["code"] == "area-unknown"


def test_tiles_are_read_in_ranges(tiled):
    told = tiled.get("/api/v1/map").json()["tiles"]
    assert (told["state"], told["stale"]) == ("ready", False)
    url = f"/{told['url']}"
    whole = tiled.get(url, headers={"accept-encoding": "gzip"})
    assert whole.status_code == 200
    assert whole.content[:7] == b"PMTiles"
    assert "content-encoding" not in whole.headers
    assert "immutable" in whole.headers["cache-control"]
    size = len(whole.content)
    for asked, start, stop in (
        ("bytes=0-126", 0, 127),
        ("bytes=127-", 127, size),
        (f"bytes=5-{size + 999}", 5, size),
        ("bytes=-10", size - 10, size),
    ):
        part = tiled.get(url, headers={"range": asked, "accept-encoding": "gzip"})
        assert part.status_code == 206
        assert part.content == whole.content[start:stop]
        assert part.headers["content-range"] == f"bytes {start}-{stop - 1}/{size}"
        assert part.headers["etag"] == whole.headers["etag"]
        assert "content-encoding" not in part.headers
    again = tiled.get(url, headers={"if-none-match": whole.headers["etag"]})
    assert again.status_code == 304
    other = tiled.get(url, headers={"range": "bytes=0-1", "if-range": '"older"'})
    assert other.status_code == 200


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,4-5", "bytes=9-5", "bytes=-", "bytes=-0", "bytes=99999999-", "lines=1-2"]
)
def test_what_is_not_one_range_is_refused(tiled, asked):
    told = tiled.get("/api/v1/map").json()["tiles"]
    refused = tiled.get(f"/{told['url']}", headers={"range": asked})
    assert refused.status_code == 416
    assert refused.json()["code"] == "http-range"
    assert refused.headers["content-range"].startswith("bytes */")


def test_a_range_ends_at_the_most_that_is_sent(tiled, monkeypatch):
    monkeypatch.setattr("gridmap.api.ranges.MOST_RANGE_BYTES", 100)
    told = tiled.get("/api/v1/map").json()["tiles"]
    part = tiled.get(f"/{told['url']}?piece=10-900", headers={"range": "bytes=10-900"})
    assert len(part.content) == 100
    assert part.headers["content-range"].startswith("bytes 10-109/")


@pytest.mark.parametrize(
    "path",
    [
        "/map/at?lon=nan&lat=27",
        "/map/at?lon=inf&lat=27",
        "/map/at?lon=181&lat=27",
        "/map/at?lon=113",
        "/map/status/changes",
        "/map/status/changes?since=-1",
        "/map/status/changes?since=99999999999999999999",
        "/map/status?target=nobody",
        "/map/status?from=2026-03-02&to=2026-03-01",
        "/map/areas",
        "/map/areas?level=planet",
        "/buildings?near=nan,27",
        "/buildings?near=113",
        "/buildings?near=113,27,1",
        "/buildings?status=sleeping",
        "/coverage/groups",
    ],
)
def test_hostile_questions_are_refused(lasting_client, path):
    for lang in ("en", "zh"):
        refused = lasting_client.get(f"/api/v1{path}", headers={"accept-language": lang})
        assert refused.status_code == 422
        assert refused.json()["message"]


@pytest.mark.parametrize("version", ["..%2F..%2Fgridmap", "%2e%2e", "1-ab-1", "x" * 60])
def test_unknown_tiles_are_not_found(lasting_client, version):
    assert lasting_client.get(f"/api/v1/map/tiles/{version}").status_code == 404


def test_a_number_of_the_future_means_everything_anew(lasting_client):
    changes = lasting_client.get(f"/api/v1/map/status/changes?since={2**63 - 1}").json()
    assert changes["whole"] is True


def test_pages_load_nothing_from_elsewhere(lasting_client):
    policy = lasting_client.get("/api/v1/map").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy
    own = lasting_client.get("/map").headers.get_list("content-security-policy")
    assert len(own) == 1
    assert "default-src 'none'" in own[0]


@ON_BOTH
def test_cases_of_a_building(ask):
    one, other = ask("GET", "/buildings?limit=2")["items"]
    draft = {"id": "01938f5e-7c1a-7e6b-8d3f-2b1c0a9f8e7d", "category": "fire"}
    opened = ask("POST", "/cases", json={**draft, "building": one["uid"]}, status=201)
    found = ask("GET", f"/cases?building={one['uid']}")["items"]
    assert [case["uid"] for case in found] == [opened["uid"]]
    assert ask("GET", f"/cases?building={other['uid']}")["items"] == []


def test_a_base_map_is_told_and_its_host_allowed(sqlite_workspace):
    url = "https://tile.example.org/{z}/{x}/{y}.png"
    chosen = Settings(basemap_url=url, basemap_datum="gcj02", basemap_attribution="© Example")
    with browser(replace(sqlite_workspace, settings=chosen)) as client:
        answer = client.get("/api/v1/map")
    assert answer.json()["basemap"] == {
        "url": url,
        "datum": "gcj02",
        "attribution": "© Example",
    }
    [pictures] = [
        rule.split()
        for rule in answer.headers["content-security-policy"].split("; ")
        if rule.startswith("img-src")
    ]
    assert pictures == ["img-src", "'self'", "data:", "blob:", "https://tile.example.org"]
