"""Rebalancing, dividing and plans on the command line."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook

from gridmap.usecases.plans import plan
from gridmap.usecases.workspace import open_workspace
from tests.usecases.worlds import COMMUNITIES, GRIDS

TOWN = COMMUNITIES[0]


def test_a_plan_from_proposal_to_its_day_and_back(gridmap, town, tmp_path):
    file = tmp_path / "plan.geojson"
    made = gridmap("rebalance", TOWN, "--add", "1", "--size", "1-3", "-o", file)
    assert f"{TOWN}-1 · 荷叶 · grids · draft" in made.out
    layer = json.loads(file.read_text("utf-8"))
    kinds = [feature["properties"]["kind"] for feature in layer["features"]]
    assert sorted(set(kinds)) == ["area", "move"]
    assert kinds.count("area") == 3
    gridmap("rebalance", TOWN, "--merge", ",".join(GRIDS[:2]), "--size", "1-99")
    compared = gridmap("plan", "compare", f"{TOWN}-1", f"{TOWN}-2").out
    assert "Households whose grid changes" in compared
    assert "Grids " in compared
    assert "Grids or" not in compared
    # Each has a today of its own, since what is out of bounds is not the same.
    assert compared.splitlines()[0].split()[1::2] == ["Today", "Today"]
    assert f"{TOWN}-1 · Balanced: households, 1 to 3 each" in compared
    assert gridmap("plan", "show", f"{TOWN}-2", "--json").data["then"]["grids"] == 1
    book = tmp_path / "changes.xlsx"
    gridmap("plan", "changes", f"{TOWN}-2", "-o", book)
    [head, *rows] = CalamineWorkbook.from_path(book).get_sheet_by_index(0).to_python()
    assert (head[0], head[3], len(rows)) == ("Building", "Households", 2)
    workspace = open_workspace(town)
    today = workspace.today()
    soon, later = (today + timedelta(days=days) for days in (30, 31))
    gridmap("plan", "apply", f"{TOWN}-2", "--on", soon)
    assert f"{TOWN}-2 · 荷叶 · grids · holds from {soon}" in gridmap("plan", "list").out
    gridmap("plan", "apply", f"{TOWN}-1", "--on", later, code=5)
    gridmap("plan", "discard", f"{TOWN}-2")
    gridmap("plan", "discard", f"{TOWN}-2", code=5)
    # What was not approved was not submitted either.
    for day in ("2000-01-01", "9999-12-31"):
        gridmap("plan", "apply", f"{TOWN}-1", "--on", day, code=3)
    states = {name: plan(workspace, f"{TOWN}-{name}").state for name in (1, 2)}
    assert states == {1: "draft", 2: "discarded"}
    workspace.close()
    assert "is in effect" in gridmap("plan", "apply", f"{TOWN}-1", "--on", today).err


def test_a_draft_whose_file_cannot_be_written_is_kept_and_told(gridmap, town, tmp_path):
    # Without a folder for the file nothing is looked for; other faults come to light by writing.
    made = gridmap("rebalance", TOWN, "-o", tmp_path / "nowhere" / "plan.geojson", code=3)
    assert "nowhere" in made.err
    assert not made.out
    made = gridmap("rebalance", TOWN, "-o", tmp_path / f"{'plan' * 100}.geojson", code=3)
    assert f"{TOWN}-1 · 荷叶 · grids · draft" in made.out
    assert "plan" * 100 in made.err


def test_an_area_is_divided_into_as_many_as_asked_for(gridmap, town):
    made = gridmap("divide", TOWN, "--parts", "3")
    assert "new-3" in made.out
    assert "new-4" not in made.out
    assert "50 grids cannot be made" in gridmap("divide", TOWN, "--parts", "50", code=3).err


def test_an_area_is_divided_into_even_shares_within_a_tolerance(gridmap, town):
    evenly = gridmap("divide", TOWN, "--tolerance", "0.9").out
    few = gridmap("divide", TOWN, "--parts", "3", "--tolerance", "0.9").out
    assert ("new-2" in evenly, "new-3" in evenly, "new-3" in few) == (True, False, True)
    assert "Asked" not in evenly


def test_an_area_is_divided_from_nothing(gridmap, town):
    made = gridmap("divide", TOWN, "--size", "1-3")
    assert "new-1" in made.out
    assert all(grid in made.out for grid in GRIDS[:2])
    # Where they are too few for three each, what would do is said as it is asked for.
    short = " ".join(gridmap("rebalance", TOWN, "--size", "1-3").out.split())
    assert "4 of them would fit these bounds, 2 more than there are" in short
    assert f"--add {TOWN}=2" in short


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["rebalance", "430"], 4, "430"),
        (["rebalance", TOWN, "--size", "many"], 3, "300-500"),
        (["rebalance", TOWN, "--size", "500-300"], 3, "500"),
        (["rebalance", TOWN, "--tolerance", "7"], 3, "0.05"),
        (["rebalance", TOWN, "--size", "1-3", "--tolerance", "0.1"], 3, "size and tolerance"),
        (["divide", TOWN, "--tolerance", "7"], 3, "0.05"),
        (["divide", TOWN, "--size", "1-3", "--tolerance", "0.1"], 3, "size and tolerance"),
        (["rebalance", TOWN, "--tolerance", "x"], 2, "it is no number"),
        (["rebalance", TOWN, "--seed", "x"], 2, "it is no whole number"),
        (["rebalance", TOWN, "--seconds", "-1"], 2, "it is 0 or more"),
        (["rebalance", TOWN, "--level", "street"], 2, "'street' is not one of 'grid', 'patch'."),
        (["rebalance", TOWN, "--merge", GRIDS[0]], 3, "two at least"),
        (["plan", "apply", "nothing", "--on", "tomorrow"], 2, "'tomorrow' is no day"),
        (["plan", "letters", "x", "-o", "x", "--template", "nil"], 2, "'nil' does not exist"),
        (["rebalance", TOWN, "--add", "one"], 3, "one"),
        (["rebalance", TOWN, "--lock", "nowhere"], 4, "nowhere"),
        (["rebalance", TOWN, "--lock", "nowhere/2/5"], 4, "nowhere/2/5"),
        (["rebalance", TOWN, "--remove", GRIDS[3]], 3, GRIDS[3]),
        (["rebalance", TOWN, "--load", "households +"], 3, "households +"),
        (["plan", "show", "nothing"], 4, "nothing"),
        (["plan", "apply", "nothing", "--on", "2026-99-01"], 2, ""),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(gridmap, town, arguments, code, said):
    err = gridmap(*arguments, code=code).err
    assert said in err
    assert "Traceback" not in err
