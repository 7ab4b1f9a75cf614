"""The audit in pages, each finding with the way to its place."""

from __future__ import annotations

import pytest
import shapely

from gridmap.usecases import kept_audit
from gridmap.usecases.areas import enter_areas
from gridmap.usecases.responsibility import refresh_membership
from tests.api.conftest import a_visit
from tests.database import ON_BOTH, ON_SQLITE
from tests.usecases.worlds import COMMUNITIES, GRIDS, area_rows, square

pytestmark = ON_SQLITE


@pytest.fixture
def troubled(workspace):
    """The small world with a grid laid over two others, and nothing named."""
    with workspace.writing() as conn:
        over = square(0, size=1.5)
        enter_areas(workspace, conn, area_rows([COMMUNITIES[0] + "009"], [over]))
        refresh_membership(conn, workspace.today())
    return workspace


def pages(ask, limit):
    after, found = 0, []
    while after is not None:
        page = ask("GET", f"/check?after={after}&limit={limit}")
        found += page["items"]
        assert len(page["items"]) <= limit
        after = page["next"]
    return page, found


@ON_BOTH
def test_pages_have_every_finding_once_the_worst_first(ask, troubled):
    whole = ask("GET", "/check")
    assert whole["next"] is None
    page, found = pages(ask, 3)
    assert found == whole["items"]
    assert page["total"] == len(found) > 3
    ranks = [["error", "warning", "note"].index(one["severity"]) for one in found]
    assert ranks == sorted(ranks)
    areas = [one["area_m2"] for one in found if one["area_m2"] and one["severity"] == "warning"]
    assert areas == sorted(areas, reverse=True)


def test_a_finding_leads_to_its_place(ask, troubled):
    found = ask("GET", "/check")["items"]
    overlap = next(one for one in found if one["code"] == "tiling-overlap")
    assert overlap["thing"] == "area"
    assert ask("GET", f"/areas/{overlap['uid']}")["code"] == overlap["subject"]
    assert shapely.box(*overlap["extent"]).intersects(shapely.Point(overlap["point"]))
    assert overlap["outline"]["type"] == "Polygon"
    assert "overlap" in overlap["message"]


def test_a_building_leads_to_itself(ask, workspace):
    with workspace.writing() as conn:
        enter_areas(workspace, conn, area_rows([GRIDS[0]], [square(0, size=0.05)]))
    found = [one for one in ask("GET", "/check")["items"] if one["thing"] == "building"]
    assert {one["subject"] for one in found} == {"b0", "b1"}
    for one in found:
        assert ask("GET", f"/buildings/{one['uid']}")["source_ref"] == one["subject"]


def test_nobody_reckons_twice_what_stays_the_same(ask, troubled, clock, doors, monkeypatch):
    reckoned = []

    def counted(workspace):
        reckoned.append(workspace)
        return check(workspace)

    check = kept_audit.check
    monkeypatch.setattr(kept_audit, "check", counted)
    pages(ask, 2)
    assert len(reckoned) == 1
    ask("POST", "/visits", json=a_visit(doors[0]), status=201)
    assert ask("GET", "/check")["seq"] == ask("GET", "/health")["seq"]
    assert len(reckoned) == 2
    clock.forward(days=1)
    ask("GET", "/check")
    assert len(reckoned) == 3
