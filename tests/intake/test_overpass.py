"""OpenStreetMap over the network, against a server on this machine with recorded answers."""

from __future__ import annotations

import http.server
import json
import threading
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import osmnx
import pytest

from gridmap.errors import GridmapError, InputError, NetworkError
from gridmap.intake import fetch_osm
from tests.intake.conftest import ring, speaks_both

TOWN = (
    '<?xml version="1.0" encoding="UTF-8"?><osm version="0.6" generator="Overpass API">'
    '<note>The data is made available under ODbL.</note><meta osm_base="2026-11-20T00:00:00Z"/>'
    '<node id="1" lat="27.0" lon="113.0"/><node id="2" lat="27.0" lon="113.001"/>'
    '<node id="3" lat="27.001" lon="113.001"/><node id="4" lat="27.001" lon="113.0"/>'
    '<node id="5" lat="27.0" lon="113.01"/><node id="6" lat="27.0" lon="113.011"/>'
    '<node id="7" lat="27.001" lon="113.011"/>'
    '<node id="8" lat="27.0005" lon="113.0"><tag k="barrier" v="gate"/></node>'
    '<node id="9" lat="27.0005" lon="113.01"><tag k="barrier" v="gate"/></node>'
    '<way id="21"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="1"/>'
    '<tag k="building" v="yes"/><tag k="name" v="在里面"/></way>'
    '<way id="22"><nd ref="5"/><nd ref="6"/><nd ref="7"/><nd ref="5"/>'
    '<tag k="building" v="yes"/><tag k="name" v="在外面"/></way>'
    '<way id="23"><nd ref="1"/><nd ref="6"/><tag k="highway" v="residential"/></way>'
    "</osm>"
)
PLACE = [
    {
        "place_id": 1,
        "osm_type": "relation",
        "osm_id": 9,
        "lat": "27.0",
        "lon": "113.0",
        "class": "boundary",
        "type": "administrative",
        "importance": 0.5,
        "display_name": "茨菇塘街道",
        "name": "茨菇塘街道",
        "boundingbox": ["26.999", "27.002", "112.999", "113.002"],
        "geojson": {"type": "Polygon", "coordinates": [ring(112.999, 26.999, 0.003)]},
    }
]


@dataclass
class StandIn:
    """What the server answers, and what it was asked."""

    url: str = ""
    overpass: str = TOWN
    status: int = 200
    places: list[object] = field(default_factory=lambda: list(PLACE))
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    state = StandIn()

    class Handler(http.server.BaseHTTPRequestHandler):
        def reply(self, content: str, kind: str) -> None:
            body = content.encode()
            self.send_response(state.status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            state.asked.append(urllib.parse.parse_qs(sent)["data"][0])
            self.reply(state.overpass, "application/osm3s+xml")

        def do_GET(self) -> None:
            state.asked.append(self.path)
            self.reply(json.dumps(state.places), "application/json")

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        state.url = f"http://127.0.0.1:{server.server_port}"
        monkeypatch.setattr(osmnx.settings, "nominatim_url", state.url)
        # It rests a second before it asks, so that the real one is not asked too often.
        monkeypatch.setattr(osmnx._nominatim, "time", SimpleNamespace(sleep=lambda _: None))
        yield state
        server.shutdown()


def refused(**request: object) -> GridmapError:
    with pytest.raises(GridmapError) as caught:
        fetch_osm(**request)
    speaks_both(caught.value)
    return caught.value


BBOX = (112.99, 26.99, 113.02, 27.01)


def test_a_bbox(stand_in: StandIn) -> None:
    told = fetch_osm(bbox=BBOX, overpass_url=f"{stand_in.url}/api/")
    assert told.buildings.rows["name"].tolist() == ["在里面", "在外面"]
    assert told.streets.rows["source_ref"].tolist() == ["way/23"]
    assert told.gates.rows["source_ref"].tolist() == ["node/8", "node/9"]
    assert 'node[barrier~"^(gate|' in stand_in.asked[0]
    assert "[bbox:26.99,112.99,27.01,113.02]" in stand_in.asked[0]
    assert len(stand_in.asked) == 1


def test_a_place_is_cut_to_its_outline(
    stand_in: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = {name: value for name, value in vars(osmnx.settings).items() if name[0] != "_"}
    told = fetch_osm("茨菇塘街道, 株洲市", overpass_url=stand_in.url)
    assert told.buildings.rows["name"].tolist() == ["在里面"]
    assert told.buildings.rows.index.tolist() == [0]
    assert told.streets.rows["source_ref"].tolist() == ["way/23"]  # it reaches in
    assert told.gates.rows["source_ref"].tolist() == ["node/8"]
    after = {name: value for name, value in vars(osmnx.settings).items() if name[0] != "_"}
    assert after == before
    assert list(tmp_path.iterdir()) == []  # osmnx would leave a cache folder


def test_a_place_nobody_knows(stand_in: StandIn) -> None:
    stand_in.places = []
    told = refused(place="Nirgendwo", overpass_url=stand_in.url)
    assert isinstance(told, InputError)
    assert told.code == "osm-place-unknown"


@pytest.mark.parametrize(
    ("status", "code"), [(429, "osm-busy"), (504, "osm-busy"), (400, "osm-refused")]
)
def test_a_server_that_says_no(status: int, code: str, stand_in: StandIn) -> None:
    stand_in.status = status
    told = refused(bbox=BBOX, overpass_url=stand_in.url)
    assert isinstance(told, NetworkError)
    assert told.code == code
    assert str(status) in told.sentence("zh-CN")


def test_nobody_there(stand_in: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    # Port 9 is the discard service, which nobody runs.
    assert refused(bbox=BBOX, overpass_url="http://127.0.0.1:9").code == "osm-unreachable"
    monkeypatch.setattr(osmnx.settings, "nominatim_url", "http://127.0.0.1:9")
    assert refused(place="x", overpass_url=stand_in.url).code == "osm-unreachable"
    assert refused(bbox=BBOX, overpass_url="file:///etc").code == "osm-unreachable"


@pytest.mark.parametrize(
    "answer",
    [
        TOWN[: len(TOWN) // 2],
        "<html><body>sign in</body></html>",
        TOWN.replace("</osm>", "<remark> runtime error: Query timed out </remark></osm>"),
    ],
    ids=["cut", "portal", "remark"],
)
def test_an_answer_that_is_none(answer: str, stand_in: StandIn) -> None:
    stand_in.overpass = answer
    assert refused(bbox=BBOX, overpass_url=stand_in.url).code == "osm-answer"


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({}, "osm-place-or-bbox"),
        ({"place": "x", "bbox": BBOX}, "osm-place-or-bbox"),
        ({"bbox": (1, 2, 3)}, "osm-bbox"),
        ({"bbox": (113.02, 26.99, 112.99, 27.01)}, "osm-bbox"),
        ({"bbox": (26.99, 112.99, 27.01, 113.02)}, "osm-bbox"),
    ],
)
def test_requests_that_cannot_be(request_: dict[str, object], code: str) -> None:
    assert refused(**request_).code == code
