"""The office's ledger over HTTP: looked at, brought in, settled, handed out."""

from __future__ import annotations

import io
import time
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from python_calamine import CalamineWorkbook

from gridmap.usecases.workspace import Workspace
from tests.api.conftest import Ask
from tests.database import ON_BOTH, ON_SQLITE
from tests.once import Once
from tests.usecases.ledger_books import HEADERS, ID_NUMBER, PHONE, ROWS, book, town_on
from tests.usecases.worlds import Clock

pytestmark = ON_SQLITE


@pytest.fixture
def workspace(database: Any, clock: Clock, once: Once) -> Workspace:
    """A town with addresses."""
    return town_on(database, clock, once)


def _handed_in(ask: Ask, file: Path, **order: object) -> dict[str, Any]:
    upload = ask("POST", f"/uploads?name={file.name}", status=201, content=file.read_bytes())
    order = {"kind": "ledger", "upload": upload["id"], **order}
    return _done(ask, ask("POST", "/imports", status=202, json=order)["id"])


def _done(ask: Ask, job: str) -> dict[str, Any]:
    for _ in range(300):
        told: dict[str, Any] = ask("GET", f"/imports/{job}")
        if told["state"] not in ("waiting", "reading", "applying"):
            return told
        time.sleep(0.1)
    raise AssertionError(told)


def _cells(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


@ON_BOTH
def test_a_ledger_from_the_browser_and_back(ask: Ask, client: TestClient, tmp_path: Path) -> None:
    rows = [
        (*ROWS[0], ID_NUMBER),
        *((*row, ID_NUMBER) for row in ROWS[1:]),
        ("", "", "", "", 7, "=1+1", "", PHONE, ID_NUMBER),
        ("东海花园", "1栋", "", "9", 1, "", "", PHONE, ID_NUMBER),
    ]
    job = _handed_in(ask, book(tmp_path / "a.xlsx", rows, [*HEADERS, "身份证号"]))
    assert job["state"] == "done", job
    result = job["result"]
    assert (result["added"], result["ambiguous"], result["rejected"]) == (3, 1, 1)
    assert result["columns"]["building"] == "楼栋"
    assert "身份证号" not in result["headers"]
    assert ask("GET", "/ledgers") == []
    returned = client.get(f"/api/v1/imports/{job['id']}/rejected?lang=zh")
    assert returned.headers["cache-control"] == "no-store"
    [titles, row] = _cells(returned.content)
    assert titles == ["行", "原因", *HEADERS]
    assert row[:2] == ["5", "没写住在哪里。补上地址，或楼栋和房号。"]
    assert row[-3:] == ["=1+1", "", PHONE]
    ask("POST", f"/imports/{job['id']}/apply", status=202)
    assert _done(ask, job["id"])["state"] == "applied"
    assert [ledger["rows"] for ledger in ask("GET", "/ledgers")] == [5]
    review = ask("GET", "/ledgers/review")
    assert review["left"] == 1
    [waiting] = review["items"]
    assert (waiting["line"], waiting["reason"]) == (6, "unknown")
    assert PHONE not in str(review)
    [house] = ask("GET", "/search?q=人民路5号")
    placed = ask(
        "PUT", f"/ledgers/review/{waiting['uid']}/building", json={"building": house["uid"]}
    )
    assert placed == {"rows": 1, "learned": "东海花园1栋", "building": "人民路5号", "asked": 0}
    ask("DELETE", f"/ledgers/review/{waiting['uid']}", status=409)
    out = client.get("/api/v1/ledgers/export").content
    cells = _cells(out)
    assert len(cells) == 5
    assert PHONE not in str(cells)
    assert PHONE in str(_cells(client.get("/api/v1/ledgers/export?personal=check").content))
    file = tmp_path / "out.xlsx"
    file.write_bytes(out)
    again = _handed_in(ask, file)["result"]
    assert (again["added"], again["altered"], again["unchanged"]) == (0, 0, 4)


def test_the_template_is_handed_out_in_both_languages(client: TestClient) -> None:
    for lang, word in (("zh", "房号"), ("en", "Door")):
        answer = client.get(f"/api/v1/ledgers/template?lang={lang}")
        assert word in _cells(answer.content)[0]


def test_what_columns_can_be_is_offered(ask: Ask, tmp_path: Path) -> None:
    job = _handed_in(ask, book(tmp_path / "a.xlsx", [("x", 3, "王小明")], ["在哪", "几个人", "谁"]))
    assert job["problem"]["code"] == "ledger-nowhere"
    assert job["problem"]["headers"] == ["在哪", "几个人", "谁"]
    assert job["problem"]["samples"] == {"在哪": ["x"], "几个人": ["3"]}
    assert {"address", "people"} <= {one["name"] for one in job["problem"]["columns"]}
