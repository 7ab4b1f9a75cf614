"""What commands print and write, where, and how they end."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import shutil
import socket
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
import python_calamine

from gridmap.settings import SETTINGS_FILE
from gridmap.store.bulk import new_uids
from gridmap.usecases.visits import Outcome, VisitDraft, record_visit
from gridmap.usecases.workspace import open_workspace
from gridmap.words import say
from tests.cli.conftest import grids, write_map
from tests.reading_here import reading_here
from tests.usecases import worlds
from tests.usecases.worlds import COMMUNITIES, GRIDS, square

__all__ = ["reading_here"]

REASONS = ["no_answer", "no_access", "refused", "vacant", "moved", "not_found", "untried"]
# The contract of the first release, in its order, and what came to it since.
KEYS = [
    *("code", "name", "level", "target", "target_estimated", "attempted", "reached", "settled"),
    *("rate", "attempted_rate", *REASONS, "excluded_vacant", "excluded_do_not_visit", "excluded"),
]


@pytest.fixture
def visited(ledger):
    """The town with one door met and one that did not answer."""
    workspace = open_workspace(ledger)
    with workspace.database.read() as conn:
        doors = worlds.doors(conn)
    for door, outcome in ((doors[0], Outcome.MET), (doors[2], Outcome.NO_ANSWER)):
        record_visit(workspace, VisitDraft(new_uids(1)[0], door, outcome, workspace.clock()))
    workspace.close()
    return ledger


# Coverage -----------------------------------------------------------------------------------------


def test_json_is_nothing_but_json(gridmap, visited):
    ended = gridmap("coverage", "--by", "grid", "--format", "json")
    assert [list(row) for row in ended.data] == [KEYS] * 4
    first = ended.data[0]
    assert (first["code"], first["level"], first["target"]) == (GRIDS[0], "grid", 3)
    assert (first["attempted"], first["reached"], first["untried"]) == (2, 1, 1)
    assert first["rate"] == pytest.approx(1 / 3)
    assert first["target"] == first["reached"] + sum(first[reason] for reason in REASONS)
    assert ended.err == ""


def test_every_format_has_the_same_figures(gridmap, visited, tmp_path):
    rows = gridmap("coverage", "--by", "community", "--format", "json").data
    table = csv.DictReader(
        io.StringIO(
            gridmap("coverage", "--by", "community", "--format", "csv").out.lstrip("\ufeff")
        )
    )
    assert [row["target"] for row in table] == [str(row["target"]) for row in rows]
    collection = gridmap("coverage", "--by", "community", "--format", "geojson").data
    assert [feature["properties"]["target"] for feature in collection["features"]] == [
        row["target"] for row in rows
    ]
    assert all(feature["geometry"]["type"] for feature in collection["features"])
    file = tmp_path / "coverage.xlsx"
    assert gridmap("coverage", "--by", "community", "--format", "xlsx", "-o", file).out == ""
    sheet = python_calamine.CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    assert {row["code"] for row in rows} <= {str(cell) for line in sheet for cell in line}
    printed = gridmap("coverage", "--by", "community").out
    assert all(row["code"] in printed for row in rows)


@pytest.mark.parametrize("form", ["csv", "json", "geojson", "table", "xlsx"])
def test_a_file_has_what_the_screen_shows(gridmap, visited, tmp_path, form):
    file = tmp_path / "out"
    ended = gridmap("coverage", "--by", "grid", "--format", form, "--output", file)
    assert ended.out == ""
    assert file.stat().st_size > 100
    ended = gridmap("coverage", "--by", "grid", "-o", tmp_path / "no" / "folder", code=3)
    assert "folder" in ended.err


def test_a_dash_is_standard_output(gridmap, visited, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    asked = ("coverage", "--by", "grid", "--format", "json")
    before = sorted(tmp_path.iterdir())
    assert gridmap(*asked, "-o", "-").data == gridmap(*asked).data
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("level", ["county", "subdistrict", "community", "grid", "group", "patch"])
def test_every_level_adds_up(gridmap, visited, level):
    rows = gridmap("coverage", "--by", level, "--format", "json").data
    assert sum(row["target"] for row in rows) == 15
    assert sum(row["reached"] for row in rows) == 1
    assert sum(row["excluded"] for row in rows) == 2


def test_days_and_periods(gridmap, visited):
    def reached(*options):
        rows = gridmap("coverage", "--by", "grid", "--format", "json", *options).data
        return sum(row["reached"] for row in rows)

    assert reached("--from", "2020-01-01") == 1
    assert reached("--to", "2020-01-01") == 0
    assert reached("--as-of", "2020-01-01") == 0
    ended = gridmap(
        "coverage", "--by", "grid", "--from", "2021-01-01", "--to", "2020-01-01", code=3
    )
    assert "2021-01-01" in ended.err
    gridmap("coverage", "--by", "grid", "--from", "yesterday", code=2)


def test_orphans_are_told_apart(gridmap, town, write):
    gridmap("import", "buildings", write("far.geojson", [(square(30), {"building": "house"})]))
    ended = gridmap("coverage", "--by", "grid", "--format", "json")
    assert sum(row["target"] for row in ended.data) == 16
    assert "1 household" in ended.err
    found = gridmap("check", "--format", "json").data
    assert [one["code"] for one in found if one["severity"] == "warning"] == ["part-orphan"]


def test_an_empty_workspace(gridmap, home, tmp_path):
    assert gridmap("coverage", "--by", "grid", "--format", "json").data == []
    assert gridmap("check", "--format", "json").data == []
    gridmap("coverage", "--by", "grid")
    gridmap("map", "-o", tmp_path / "map.html")
    gridmap("rebuild")
    gridmap("doctor")


def test_a_key_group(gridmap, town, write):
    table = "户编号,楼栋,门牌,重点群体\nA1,b0,101,独居老人\nA2,b0,102,\n"
    gridmap("import", "households", write("ledger.csv", table))
    rows = gridmap("coverage", "--by", "grid", "--target", "独居老人", "--format", "json").data
    assert [row["target"] for row in rows] == [1, 0, 0, 0]


# Map, rebuild, doctor -----------------------------------------------------------------------------


def test_the_map_is_one_file_without_remote_addresses(gridmap, visited, tmp_path):
    file = tmp_path / "map.html"
    assert gridmap("map", "-o", file).out == ""
    page = file.read_text(encoding="utf-8")
    assert GRIDS[0] in page
    assert 'src="http' not in page
    gridmap("map", "-o", file, "--area", COMMUNITIES[1])
    assert GRIDS[0] not in file.read_text(encoding="utf-8")
    assert gridmap("map", "-o", file, "--area", "43", code=4).err


def test_rebuilding_changes_no_figure(gridmap, visited):
    before = gridmap("coverage", "--by", "grid", "--format", "json").data
    assert "17" in gridmap("rebuild").err
    assert gridmap("coverage", "--by", "grid", "--format", "json").data == before


def test_the_doctor_tells_what_there_is(gridmap, visited):
    told = gridmap("doctor").out
    for fact in (str(visited), "EPSG:", "Asia/Shanghai", "GDAL", "Buildings: 8", "Visits: 2"):
        assert fact in told


def test_the_version(gridmap):
    assert gridmap("--version").out == f"gridmap {version('gridmap')}\n"


# Which workspace ----------------------------------------------------------------------------------


def test_the_home_before_and_after_a_command_and_by_environment(
    gridmap, town, tmp_path, monkeypatch
):
    other = shutil.copytree(town, tmp_path / "other")
    gridmap("import", "areas", "--level", "grid", grids_file(tmp_path), "--home", other)

    def count(*arguments):
        return gridmap(*arguments).out.partition("Areas: ")[2].partition("\n")[0]

    assert count("doctor") == "7"
    assert count("doctor", "--home", other) == "8"
    assert count("--home", other, "doctor") == "8"
    assert count("--home", tmp_path / "nowhere", "doctor", "--home", other) == "8"
    dry = ("areas", grids_file(tmp_path), "--level", "grid", "--dry-run")
    # What was typed counts, however far ahead, and not the environment.
    for said in (
        ("--home", other, "import", *dry),
        ("import", "--home", other, *dry),
        ("import", *dry, "--home", other),
    ):
        assert "0 new" in gridmap(*said).out
    assert "1 new" in gridmap("import", *dry).out
    monkeypatch.setenv("GRIDMAP_HOME", str(other))
    assert count("doctor") == "8"


def grids_file(folder):
    return write_map(folder / "grid.geojson", [(square(7), {"code": "430202002002099"})])


def test_no_workspace_and_one_too_many(gridmap, town, tmp_path):
    ended = gridmap("doctor", "--home", tmp_path / "nowhere", code=4)
    assert "gridmap init" in ended.err
    assert str(town) in gridmap("init", "--home", town, code=5).err


def test_tiles_drawn_ahead(gridmap, town):
    assert "as the ground is now" in gridmap("tiles", "--home", town).err
    [file] = (town / "tiles").glob("*.pmtiles")
    assert file.read_bytes()[:7] == b"PMTiles"
    before = file.stat().st_ino
    assert "as the ground is now" in gridmap("tiles", "--home", town).err
    assert file.stat().st_ino == before


def test_nothing_to_draw_tiles_of(gridmap, home):
    assert "nothing to draw" in gridmap("tiles").err


# Settings -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"tz = 'Mars/Base'\n", "tz"),
        (b"tz = 'Asia'\n", "tz"),
        (b"tz = ''\n", "tz"),
        (b"colour = 'red'\n", "colour"),
        (b"case_days = 0\n", "case_days"),
        (b"code_pattern = 'grid'\n", "grid"),
        (b"code_pattern = 'grid:15 patch:15'\n", "patch:15"),
        (b"tz = \n", SETTINGS_FILE),
        ("name = '荷叶社区'\n".encode("gbk"), SETTINGS_FILE),
    ],
)
def test_settings_that_cannot_be(gridmap, home, content, said):
    (home / SETTINGS_FILE).write_bytes(content)
    assert said in gridmap("doctor", code=3).err


def test_settings_of_a_workspace_and_of_the_environment(gridmap, home, write, monkeypatch):
    (home / SETTINGS_FILE).write_text("code_pattern = 'community:10 grid:13'\n", encoding="utf-8")
    file = write("grids.geojson", [(square(0), {"code": "1234567890123"})])
    ended = gridmap("import", "areas", file)
    assert "2 new" in ended.out
    assert "1234567890" in ended.err
    monkeypatch.setenv("GRIDMAP_CODE_PATTERN", "grid:10")
    assert gridmap("import", "areas", write("more.geojson", grids()), code=3).err


# Endings and languages ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("coverage",), "'--by' is missing"),
        (("coverage", "--by", "planet"), "'planet' is not one of"),
        (("dance",), 'no command "dance"'),
        (("import", "osm", "--dance"), "no option --dance"),
        (("map",), "'--output' / '-o' is missing"),
    ],
    ids=lambda it: " ".join(it) if isinstance(it, tuple) else "",
)
def test_misuse_is_told_with_the_way_to_help(gridmap, home, arguments, said):
    told = gridmap(*arguments, code=2)
    assert said in told.err
    assert "--help` tells how it is used" in told.err
    assert told.out == ""


def test_a_command_without_what_it_is_to_do_shows_its_help(gridmap, home):
    for words in ((), ("import",)):
        shown = gridmap(*words, "--help").out
        assert f"Usage: {' '.join(('gridmap', *words))} [OPTIONS] COMMAND" in shown
        assert gridmap(*words, code=2).out.strip() == shown.strip()


def test_errors_say_what_where_and_what_to_do(gridmap, town, write, tmp_path):
    assert "nowhere.geojson" in gridmap("import", "areas", tmp_path / "nowhere.geojson", code=3).err
    assert gridmap("import", "osm", code=3).err
    assert "x,y" in gridmap("import", "osm", "--bbox", "x,y", code=3).err
    file = write("grids.geojson", grids())
    assert "code" in gridmap("import", "areas", file, "--column", "code", code=3).err
    assert "EPSG:0" in gridmap("import", "areas", file, "--crs", "EPSG:0", code=3).err
    assert "mars" in gridmap("import", "areas", file, "--datum", "mars", code=3).err
    assert "0.0.0.0" in gridmap("serve", "--host", "0.0.0.0", code=6).err  # noqa: S104
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        assert str(port) in gridmap("serve", "--port", port, code=7).err


def test_a_full_disk_spoils_no_file_that_was_there(gridmap, visited, tmp_path, monkeypatch):
    file = tmp_path / "grids.csv"
    file.write_text("last week's")

    def fill(self, content):
        with self.open("wb") as stream:
            stream.write(content[: len(content) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", fill)
        said = gridmap("coverage", "--by", "grid", "--format", "csv", "-o", file, code=3).err
    assert "grids.csv" in said
    assert "the disk is full" in said
    assert file.read_text() == "last week's"
    assert [other.name for other in tmp_path.glob("grids.csv*")] == ["grids.csv"]
    gridmap("coverage", "--by", "grid", "--format", "csv", "-o", file)
    assert "430202" in file.read_text()


def test_an_output_in_a_folder_that_is_missing_names_the_folder(gridmap, visited, tmp_path):
    command = ("coverage", "--by", "grid", "--format", "csv", "-o", tmp_path / "nowhere" / "a.csv")
    said = gridmap(*command, code=3).err
    assert f"no folder {tmp_path / 'nowhere'}" in " ".join(said.split())


def test_an_output_that_takes_nothing_is_named(visited):
    command = [sys.executable, "-m", "gridmap", "coverage", "--by", "grid", "--format", "json"]
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [*command, "--home", str(visited)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=120,
            check=False,
        )
    assert "stdout cannot be written" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert ended.returncode == 3


def test_a_bug_is_told_apart_from_a_fault_of_the_data(gridmap, home, monkeypatch):
    def broken(*_: object) -> None:
        raise RuntimeError("oh")

    monkeypatch.setattr("gridmap.usecases.audit.examine", broken)
    told = gridmap("doctor", code=1).err
    # Where, and of which kind; not its words, which may be of residents.
    assert "RuntimeError" in told
    assert "test_reports.py" in told
    assert "oh" not in told.split()


def as_process(*arguments, **environment):
    names = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))
    }
    names.pop("GRIDMAP_LANG", None)
    return subprocess.run(
        [sys.executable, "-m", "gridmap", *map(str, arguments)],
        capture_output=True,
        env=names | {"PYTHONUTF8": "0"} | environment,
        timeout=120,
        check=False,
    )


def test_a_process_in_chinese_with_json_in_a_pipe(visited):
    done = as_process("coverage", "--by", "grid", "--format", "json", LC_ALL="zh_CN.UTF-8")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout.decode("utf-8"))
    assert rows[0]["target"] == 3
    assert done.stderr == b""


def test_a_process_that_fails_in_chinese(town):
    done = as_process("map", "-o", "x.html", "--area", "43", LANG="zh_CN.UTF-8")
    assert done.returncode == 4
    assert say("area-unknown", lang="zh-CN", code="43") in done.stderr.decode("utf-8")


def test_a_terminal_that_cannot_write_chinese(town):
    done = as_process(
        "coverage", "--by", "community", LC_ALL="C", PYTHONIOENCODING="ascii", GRIDMAP_LANG="zh"
    )
    assert done.returncode == 0, done.stderr
    assert COMMUNITIES[0].encode() in done.stdout
