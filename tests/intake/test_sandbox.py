"""The reading process: locked in, limited, and nothing comes through but tables."""

from __future__ import annotations

import http.server
import os
import sqlite3
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from gridmap.errors import InputError, StoreError
from gridmap.intake import limits, read_areas, read_ledger
from gridmap.intake.confine import DRIVERS
from tests.intake.conftest import document, packed, speaks_both, town
from tests.usecases.ledger_books import book

CHECKOUT = Path(__file__).resolve().parents[2]


def locked_in(program: str) -> subprocess.CompletedProcess[str]:
    """Run a program after the reading process has locked itself in."""
    program = "from gridmap.intake.confine import confine\nconfine()\n" + program
    return subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine that notes what is asked of it."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            body = document(town()).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_HEAD = do_GET  # noqa: N815  (the base class's naming)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}", asked
        running.shutdown()


def test_gdal_keeps_only_the_drivers_that_are_needed() -> None:
    # MEM reads nothing but GDAL's own memory, and GDAL does not start without it.
    listed = locked_in("import pyogrio; print(','.join(pyogrio.list_drivers()))").stdout
    assert set(listed.strip().split(",")) == {*DRIVERS, "MEM"}


def test_gdal_reaches_no_server(server: tuple[str, list[str]]) -> None:
    url, asked = server
    read = "import pyogrio\npyogrio.read_info('/vsicurl/{}/x.geojson')"
    free = subprocess.run(
        [sys.executable, "-c", read.format(url)], capture_output=True, text=True, check=False
    )
    assert free.returncode == 0  # the way is open to anyone else
    assert asked
    asked.clear()
    refused = locked_in(read.format(url))
    assert refused.returncode != 0
    assert asked == []


@pytest.mark.parametrize(
    "reach",
    [
        "import socket; socket.create_connection(('127.0.0.1', {port}), 2)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:{port}', timeout=2)",
        "import subprocess; subprocess.run(['echo'])",
        "import os; os.system('echo')",
    ],
)
def test_python_reaches_nothing(reach: str, server: tuple[str, list[str]]) -> None:
    url, asked = server
    told = locked_in(reach.format(port=url.rsplit(":", 1)[1]))
    assert told.returncode != 0
    assert "while reading a file" in told.stderr
    assert asked == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux caps an address space reliably")
def test_memory_is_capped() -> None:
    greedy = locked_in("import numpy as np; np.ones(1 << 30)")
    assert greedy.returncode != 0
    assert "MemoryError" in greedy.stderr


@pytest.mark.parametrize(
    ("death", "code"),
    [
        ("os._exit(3)", "file-unreadable"),
        ("raise RuntimeError('odd')", "file-unreadable"),
        ("bytearray(1 << 40)", "file-too-large-to-read"),
        ("os.kill(os.getpid(), 11)", "file-unreadable"),
    ],
)
def test_a_death_of_the_process_is_a_refusal(
    death: str,
    code: str,
    geojson: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import os, sys, types\n"
        "def answer(*_):\n"
        f"    {death}\n"
        "sys.modules['gridmap.intake.reading'] = stand_in = types.ModuleType('reading')\n"
        "stand_in.answer = answer\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(InputError) as caught:
        read_areas(geojson(town()))
    assert caught.value.code == code
    speaks_both(caught.value)


def test_time_is_limited(geojson: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.05)
    began = time.monotonic()
    with pytest.raises(InputError) as caught:
        read_areas(geojson(town()))
    assert caught.value.code == "file-too-slow"
    assert time.monotonic() - began < 20


def test_a_vrt_cannot_read_another_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.geojson"
    secret.write_text(document(town()), encoding="utf-8")
    file = tmp_path / "houses.geojson"
    file.write_text(
        f'<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{secret}</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>"
    )
    with pytest.raises(InputError) as caught:
        read_areas(file)
    assert caught.value.code == "file-only-refers"


def test_a_vrt_that_hides_behind_a_remark_is_not_read_either(tmp_path: Path) -> None:
    file = tmp_path / "houses.geojson"
    file.write_text(
        "<!-- <osm> --><OGRVRTDataSource><OGRVRTLayer name='x'>"
        "<SrcDataSource>/etc/hosts</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    )
    with pytest.raises(InputError):
        read_areas(file)


@pytest.mark.parametrize("name", ["区,域 (1).geojson", "a&b;$(touch x).geojson", "-o.geojson"])
def test_names_do_not_matter(name: str, geojson: Callable[..., Path]) -> None:
    assert len(read_areas(geojson(town(), name)).rows) == 3


def test_a_full_disk_is_named(
    geojson: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import errno, pathlib, shutil\n"
        "write_text = pathlib.Path.write_text\n"
        "def full(*_):\n"
        "    raise OSError(errno.ENOSPC, 'No space left on device')\n"
        "def half(source, target):\n"
        "    open(target, 'wb').write(b'half a copy, and the disk is full')\n"
        "    full()\n"
        "def answer(file, *content, **how):\n"
        "    full() if list(file.parent.glob('input*')) else write_text(file, *content, **how)\n"
        "shutil.copyfile, pathlib.Path.write_text = half, answer\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(StoreError) as caught:
        read_areas(geojson(town()))
    assert caught.value.code == "disk-full"
    speaks_both(caught.value)


def test_reading_a_file_that_is_open_here_costs_nobodys_commit(tmp_path: Path) -> None:
    file = tmp_path / "live.gpkg"
    with closing(sqlite3.connect(file, isolation_level=None)) as here:
        here.execute("PRAGMA journal_mode = WAL")
        here.execute("CREATE TABLE t (x)")
        with pytest.raises(InputError):  # no layer in it
            read_areas(file)
        elsewhere = "import sqlite3, sys\nconn = sqlite3.connect(sys.argv[1])\nwith conn: {}"
        for action in (
            "conn.execute('INSERT INTO t VALUES (1)')\nconn.close()",
            "assert conn.execute('SELECT count(*) FROM t').fetchone() == (2,)",
        ):
            subprocess.run([sys.executable, "-c", elsewhere.format(action), file], check=True)
            here.execute("INSERT INTO t VALUES (2)")


def test_nothing_is_left_behind(
    geojson: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = tmp_path / "rooms"
    rooms.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(rooms))
    read_areas(geojson(town()))
    bad = geojson([], "bad.geojson")
    bad.write_text('{"type": "FeatureCollection", "features": [')
    with pytest.raises(InputError):
        read_areas(bad)
    assert list(rooms.iterdir()) == []


# Ledgers that grow in memory ----------------------------------------------------------------------


def _with_sheet(tmp_path: Path, change: Any) -> Path:
    """A workbook whose sheet was changed by hand."""
    whole = book(tmp_path / "whole.xlsx", [("6栋", "101")], ["楼栋", "房号"])
    with zipfile.ZipFile(whole) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    members["xl/worksheets/sheet1.xml"] = change(members["xl/worksheets/sheet1.xml"])
    file = tmp_path / "changed.xlsx"
    file.write_bytes(packed(members))
    return file


FAR = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'


def test_a_stray_cell_at_the_end_of_the_sheet_is_refused(tmp_path: Path) -> None:
    file = _with_sheet(tmp_path, lambda xml: xml.replace("</sheetData>", FAR))
    with pytest.raises(InputError) as no:
        read_ledger(file, zone=ZoneInfo("UTC"))
    assert no.value.code in ("sheet-too-large", "file-too-large-to-read")


def test_a_claim_of_a_million_rows_is_no_matter(tmp_path: Path) -> None:
    file = _with_sheet(
        tmp_path,
        lambda xml: xml.replace('<dimension ref="A1:B2"/>', '<dimension ref="A1:XFD1048576"/>'),
    )
    assert len(read_ledger(file, zone=ZoneInfo("UTC")).rows) == 1


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    file = _with_sheet(tmp_path, lambda xml: xml + " " * 400_000_000)
    with pytest.raises(InputError) as no:
        read_ledger(file, zone=ZoneInfo("UTC"))
    assert no.value.code == "archive-bomb"
