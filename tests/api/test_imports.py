"""Setting up in the browser: files handed in, imports looked at, applied, given up."""

from __future__ import annotations

import csv
import io
import json
import threading
import time

import pytest
import shapely

from gridmap.intake.limits import MIB
from gridmap.settings import Settings
from gridmap.usecases import import_desk
from gridmap.usecases.import_desk import ImportDesk
from gridmap.usecases.uploads import FOLDER
from tests.database import ON_BOTH, ON_SQLITE
from tests.usecases.worlds import GRIDS, square

pytestmark = ON_SQLITE

BUSY = {"waiting", "reading", "applying"}


@pytest.fixture
def send(ask):
    def hand_in(text, name="file.csv"):
        content = text if isinstance(text, bytes) else text.encode()
        return ask("POST", "/uploads", params={"name": name}, content=content, status=201)

    return hand_in


@pytest.fixture
def ended(ask):
    def wait(job):
        until = time.monotonic() + 60
        while (job := ask("GET", f"/imports/{job['id']}"))["state"] in BUSY:
            assert time.monotonic() < until
            time.sleep(0.02)
        return job

    return wait


@pytest.fixture
def read(ask, send, ended):
    """Have a file read, and wait for what it would change."""

    def look(kind, text, name="file.csv", **options):
        order = {"kind": kind, "upload": send(text, name)["id"], **options}
        return ended(ask("POST", "/imports", json=order, status=202))

    return look


def areas_file(*codes, size=0.5):
    features = [
        {
            "type": "Feature",
            "properties": {"code": code},
            "geometry": json.loads(shapely.to_geojson(square(n, size=size))),
        }
        for n, code in enumerate(codes)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def test_a_file_becomes_areas(ask, read, ended):
    code = GRIDS[0] + "01"
    job = read("areas", areas_file(code), "邻.geojson", level="patch")
    assert (job["state"], job["name"], job["phase"], job["problem"]) == (
        "done",
        "邻.geojson",
        None,
        None,
    )
    result = job["result"]
    assert (result["read"], result["added"], result["dry_run"]) == (1, 1, True)
    assert result["some"]["added"] == [code]
    assert result["extent"] == list(square(0, size=0.5).bounds)
    ask("GET", f"/areas/{code}", status=404)
    job = ended(ask("POST", f"/imports/{job['id']}/apply", status=202))
    assert (job["state"], job["result"]["dry_run"]) == ("applied", False)
    assert ask("GET", f"/areas/{code}")["level"] == "patch"
    assert ask("POST", f"/imports/{job['id']}/apply", status=409)["code"] == "import-not-ready"


def test_the_changes_on_the_map(ask, read):
    text = areas_file(GRIDS[0], GRIDS[2] + "01", GRIDS[0])
    job = read("areas", text, "a.geojson")
    drawn = ask("GET", f"/imports/{job['id']}/map")
    assert (drawn["type"], drawn["more"]) == ("FeatureCollection", 0)
    told = {
        feature["properties"]["change"]: (feature["properties"], feature["geometry"])
        for feature in drawn["features"]
    }
    assert set(told) == {"rejected", "altered", "added", "vanished"}
    properties, geometry = told["rejected"]
    assert properties["ref"] == "#3"
    assert "stands in row 1 already" in properties["message"]
    assert shapely.from_geojson(json.dumps(geometry)).equals(square(2, size=0.5))
    assert told["added"][0] == {
        "change": "added",
        "ref": GRIDS[2] + "01",
        "count": 1,
        "message": None,
    }
    assert told["vanished"][0]["ref"] == GRIDS[1]


def test_places_beyond_the_bound_are_counted(ask, read, monkeypatch):
    monkeypatch.setattr(import_desk, "MOST_PLACES", 2)
    job = read("areas", areas_file(*(f"{grid}01" for grid in GRIDS)), "a.geojson")
    drawn = ask("GET", f"/imports/{job['id']}/map")
    assert (len(drawn["features"]), drawn["more"]) == (2, 2)


def test_the_report_is_a_table_without_formulas(client, ask, read):
    row = 'b9,=HYPERLINK("http://evil.example")\n'
    job = read("households", "楼栋,室号\n=cmd|x,1\n" + row, "=台账 1.csv")
    answer = client.get(f"/api/v1/imports/{job['id']}/report", headers={"accept-language": "zh"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "filename*=UTF-8''%3D%E5%8F%B0%E8%B4%A6%201-" in answer.headers["content-disposition"]
    assert answer.content.startswith("\ufeff".encode())
    titles, *rows = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert len(titles) == 3
    assert [row[0] for row in rows] == ["2", "3"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert job["result"]["rejected"] == 2


def test_columns_that_cannot_be_told_can_be_chosen(ask, read, ended):
    job = read("visits", "哪户,怎样,身份证号\n1,见面,430202199001011234\n", "走访.csv")
    assert (job["state"], job["result"]) == ("failed", None)
    problem = job["problem"]
    assert (problem["code"], problem["fields"]["column"]) == ("column-missing", "outcome")
    assert problem["headers"] == ["哪户", "怎样"]
    wanted = {column["name"]: column for column in problem["columns"]}
    assert wanted["outcome"]["required"]
    assert "走访结果" in wanted["outcome"]["headers"]
    order = {
        "kind": "visits",
        "upload": job["upload"],
        "columns": {"household": "哪户", "outcome": "怎样", "occurred_at": "怎样"},
    }
    again = ended(ask("POST", "/imports", json=order, status=202))
    assert again["result"]["columns"] == order["columns"]
    assert again["result"]["headers"] == ["哪户", "怎样"]


def test_findings_take_turns(read):
    rows = "".join(f"b1,{n},奇怪\n" for n in range(300)) + "nowhere,1,\n"
    result = read("households", "楼栋,室号,居住状态\n" + rows)["result"]
    assert len(result["findings"]) == 200
    assert result["findings"][0]["code"] == "household-building-unknown"
    assert result["more"] == 101


def test_what_is_about_the_whole_file_comes_before_its_rows(read):
    far = json.loads(areas_file("a", "a"))
    for feature in far["features"]:
        feature["geometry"]["coordinates"][0] = [
            [x + 8, y] for x, y in feature["geometry"]["coordinates"][0]
        ]
        feature["id"] = "b77"
    result = read("buildings", json.dumps(far), "far.geojson")["result"]
    assert [one["code"] for one in result["findings"]] == [
        "buildings-far",
        "building-ref-duplicate",
    ]


def test_a_kind_that_no_file_has(ask, send):
    upload = send("x,y\n")["id"]
    refusals = [
        ({"kind": "dogs", "upload": upload}, 422, "request-unreadable"),
        ({"kind": "areas"}, 422, "import-source"),
        ({"kind": "areas", "upload": upload, "place": "x"}, 422, "import-option-unfit"),
        ({"kind": "areas", "upload": upload, "crs": "/etc/x.prj"}, 422, "crs-unknown"),
        ({"kind": "areas", "upload": upload, "home": "/"}, 422, "request-unreadable"),
        ({"kind": "areas", "upload": "../../x"}, 404, "upload-unknown"),
    ]
    for order, status, code in refusals:
        assert ask("POST", "/imports", json=order, status=status)["code"] == code


def test_nobody_knows_it(ask):
    for method, path in (("GET", ""), ("GET", "/map"), ("GET", "/report"), ("POST", "/apply")):
        assert ask(method, f"/imports/x{path}", status=404)["code"] == "import-unknown"
    assert ask("DELETE", "/imports/x", status=404)["code"] == "import-unknown"
    assert ask("DELETE", "/uploads/x", status=404)["code"] == "upload-unknown"


def test_given_up(client, ask, read, workspace):
    job = read("households", "楼栋,室号\nb5,1\n")
    assert client.delete(f"/api/v1/uploads/{job['upload']}").status_code == 409
    assert ask("DELETE", f"/imports/{job['id']}")["state"] == "discarded"
    assert list((workspace.home / FOLDER).iterdir()) == []
    for method, path in (("GET", "/map"), ("GET", "/report"), ("POST", "/apply")):
        assert ask(method, f"/imports/{job['id']}{path}", status=409)["code"] == "import-not-ready"


@ON_BOTH
def test_visits_come_in_while_a_file_is_read(ask, send, doors, monkeypatch):
    """Only matching holds the lock; what is still being read keeps nobody from anything."""
    reading, go = threading.Event(), threading.Event()

    def slow(*_: object) -> None:
        reading.set()
        assert go.wait(30)

    monkeypatch.setattr(import_desk, "fetched", slow)
    ask("POST", "/imports", json={"kind": "areas", "upload": send("x,y\n")["id"]}, status=202)
    assert reading.wait(30)
    try:
        visit = {
            "id": "01938f5e-7c1a-7e6b-8d3f-2b1c0a9f8e7d",
            "household": doors[0],
            "outcome": "met",
            "occurred_at": "2026-03-04T10:00:00+08:00",
        }
        ask("POST", "/visits", json=visit, status=201)
    finally:
        go.set()


# Files on their way in ----------------------------------------------------------------------------


@pytest.fixture
def narrow(client, workspace):
    """A server that takes files of one MiB."""
    held = type(workspace)(
        workspace.home, workspace.database, Settings(upload_mb=1), workspace.clock
    )
    client.app.state.desk = ImportDesk(held)
    return workspace.home / FOLDER


def test_a_large_file_is_let_through(ask, send, workspace):
    made = send(b"x" * (9 * MIB), "../../wide.csv")
    assert (made["name"], made["bytes"]) == ("wide.csv", 9 * MIB)
    [path] = (workspace.home / FOLDER).iterdir()
    assert path.stat().st_size == 9 * MIB


@pytest.mark.parametrize("honest", [True, False])
def test_a_file_that_is_too_large(client, narrow, honest):
    def body():
        for _ in range(17):
            yield b"x" * 65536

    content = b"".join(body()) if honest else body()
    answer = client.post("/api/v1/uploads?name=a.csv", content=content)
    assert (answer.status_code, answer.json()["code"]) == (422, "upload-too-large")
    assert list(narrow.iterdir()) == []


def test_a_file_of_nothing(ask, workspace):
    answer = ask("POST", "/uploads?name=a.csv", content=b"", status=422)
    assert answer["code"] == "file-empty"
    assert list((workspace.home / FOLDER).iterdir()) == []


def test_a_page_of_another_site_cannot_hand_in(client):
    headers = {"origin": "https://evil.example"}
    for path in ("/uploads?name=x", "/imports", "/imports/x/apply"):
        answer = client.post(f"/api/v1{path}", content=b"x", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "http-foreign-page")
    assert client.delete("/api/v1/imports/x", headers=headers).status_code == 403


def test_what_is_packed_stays_packed(client, ended, ask):
    """A body is taken as it is: nothing here unpacks it, whatever its headers say."""
    packed = b"\x1f\x8b" + b"\0" * 100
    answer = client.post(
        "/api/v1/uploads?name=a.csv", content=packed, headers={"content-encoding": "gzip"}
    )
    upload = answer.json()
    assert upload["bytes"] == len(packed)
    order = {"kind": "areas", "upload": upload["id"]}
    job = ended(ask("POST", "/imports", json=order, status=202))
    assert (job["state"], job["problem"]["code"]) == ("failed", "file-type-unknown")


# What to ask for ----------------------------------------------------------------------------------


def test_the_vocabulary(ask):
    told = ask("GET", "/vocabulary")
    kinds = {kind["kind"]: kind["columns"] for kind in told["kinds"]}
    whole = ["areas", "buildings", "households", "visits", "osm", "list", "ledger", "people"]
    assert list(kinds) == whole
    assert [column["name"] for column in kinds["areas"] if column["required"]] == ["code"]
    assert kinds["osm"] == []
    assert all(columns for kind, columns in kinds.items() if kind != "osm")
    assert told["upload_bytes"] == 512 * MIB
    assert "gcj02" in told["datums"]
    assert "patch" in told["levels"]
