"""The demo workspace: whole, kept, and never in somebody's own folder."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, update

from gridmap.cli import main
from gridmap.errors import Conflict
from gridmap.store.bulk import new_uids
from gridmap.store.steps import BEGINNING
from gridmap.store.tables.ground import area
from gridmap.store.tables.ground import workspace as workspace_table
from gridmap.store.tables.people import assignment
from gridmap.territory.codes import Level
from gridmap.territory.people import Office
from gridmap.usecases.audit import check
from gridmap.usecases.cases import cases
from gridmap.usecases.contacts import contact_households
from gridmap.usecases.coverage import coverage
from gridmap.usecases.credit import coverage_credit
from gridmap.usecases.demo import make_demo
from gridmap.usecases.departments import departments
from gridmap.usecases.ledger_history import ledgers
from gridmap.usecases.ledger_review import review_list
from gridmap.usecases.ledgers import import_ledger
from gridmap.usecases.links import links, suggested_links
from gridmap.usecases.maps import one_file_map
from gridmap.usecases.orphans import OrphanKind, orphans
from gridmap.usecases.party import party_tree
from gridmap.usecases.people import people
from gridmap.usecases.responsibility import refresh_membership
from gridmap.usecases.span import Measure, spans
from gridmap.usecases.teams import teams
from gridmap.usecases.vacancies import vacancies
from gridmap.usecases.visits import Outcome, VisitDraft, record_visit
from gridmap.usecases.workspace import create_workspace, open_workspace
from tests.usecases import worlds


def demo(*arguments: object) -> None:
    with pytest.raises(SystemExit) as left:
        main(["demo", "--no-serve", *map(str, arguments)])
    assert not left.value.code


@pytest.fixture(scope="module")
def made(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo that the wheel builds, finished where somebody stopped it right after it began."""
    folder = tmp_path_factory.mktemp("demo")
    home = folder / "home"
    create_workspace(home, name="茨菇塘街道").close()
    # Away from the checkout, so that nothing but the wheel can be found.
    for arguments in (["--help"], ["demo", "--no-serve", "--home", str(home)]):
        done = subprocess.run(
            [installed / "gridmap", *arguments],
            cwd=folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "home")


@pytest.fixture
def opened(made: Path):
    workspace = open_workspace(made)
    yield workspace
    workspace.close()


def test_the_demo_is_a_whole_subdistrict(opened):
    with opened.database.read() as conn:
        levels = Counter(conn.scalars(select(area.c.level)))
        offices = Counter(conn.scalars(select(assignment.c.office)))
    assert levels["subdistrict"] == 1
    assert levels["community"] == 13
    assert 60 <= levels["grid"] <= 70
    assert levels["patch"] == 723
    assert levels["group"] > 0
    # Some were followed by others, and are not forgotten.
    assert offices["patch_leader"] == 723 + 16
    assert offices["cadre"] == 153
    assert opened.settings.name == "茨菇塘街道"


def test_every_door_of_the_demo_but_a_few_lies_in_a_patch(opened):
    table = coverage(opened, by=Level.PATCH)
    patches = [row for row in table.rows if row.level is Level.PATCH]
    assert len(patches) == 723
    loose = orphans(opened)[OrphanKind.PART]
    nobodys = table.orphans.target + sum(table.orphans.excluded.values())
    assert 0 < nobodys == sum(one.households for one in loose) < 30
    doors = [row.figure.target + sum(row.figure.excluded.values()) for row in patches]
    assert 9_000 < sum(doors) < 11_000
    assert sum(5 <= count <= 15 for count in doors) > 0.75 * 723
    assert sum(count > 15 for count in doors) > 0
    # Drawing an area places parts anew, all over the town: nobody has moved by that.
    with opened.writing(dry_run=True) as conn:
        assert refresh_membership(conn, opened.today()) == 0


def test_the_demo_is_organised(opened):
    four, five = (party_tree(opened, f"43020200200{n}") for n in (2, 3))
    assert (len(four.levels), len(five.levels)) == (4, 5)
    assert {unit.level for unit in five.units} == set(five.levels)
    assert len(departments(opened)) == 6
    assert [(team.area.level, len(team.members)) for team in teams(opened)] == [
        (Level.COMMUNITY, 5),
        (Level.SUBDISTRICT, 5),
    ]
    serving = people(opened, most=10_000)
    assert all(one.name and not one.has_phone for one in serving)
    [home] = people(opened, office=Office.MEMBER_HOUSEHOLD, most=1)
    assert len(contact_households(opened, home.uid)) == 3


def test_the_demo_has_something_of_everything_to_mend(opened):
    found = {kind: len(listed) for kind, listed in orphans(opened).items()}
    assert found[OrphanKind.HOUSEHOLD] == len(review_list(opened)) > 10
    assert found[OrphanKind.PART] == 2
    assert found[OrphanKind.PATCH] == 3
    assert found[OrphanKind.LEADER] == 1
    empty = Counter(one.office for one in vacancies(opened))
    assert empty == {Office.PATCH_LEADER: 3, Office.GRID_WORKER_FULL: 1, Office.GROUP_LEAD: 1}
    table = spans(opened)
    assert {one.measure for one in table.outliers} == {Measure.HOUSEHOLDS, Measure.LEADERS}
    links = [row.links for row in table.rows if row.links is not None]
    assert (sum(one.under for one in links), sum(one.over for one in links)) == (1, 1)


def test_an_office_that_was_handed_over_in_the_demo_tells_its_history(opened):
    board = links(opened)
    [new, *_] = [one for one in board.leaders if one.since is not None and one.since > BEGINNING]
    with opened.database.read() as conn:
        rows = conn.execute(
            select(assignment.c.valid_from, assignment.c.valid_to)
            .where(assignment.c.area == new.area.id, assignment.c.office == Office.PATCH_LEADER)
            .order_by(assignment.c.valid_from)
        ).all()
    assert rows == [(BEGINNING, new.since), (new.since, None)]


def test_the_planner_of_the_demo_brought_a_ledger_in_two_months_ago(opened):
    [earlier] = ledgers(opened)
    assert 3_000 < earlier.rows < 5_000
    assert (opened.today() - earlier.entered_at.date()).days in {61, 62, 63}


def test_the_demos_ledger_shows_what_a_ledger_can_be_like(home, made, tmp_path):
    workspace = open_workspace(home)
    changes = import_ledger(workspace, made.parent / "demo-ledger.xlsx", dry_run=True)
    workspace.close()
    assert 9_000 < changes.read < 12_000
    assert len(changes.sheets) == 14
    assert changes.counts[-1] == ("premises", 54)
    told = Counter(one.code for one in changes.findings)
    assert told["id-numbers-dropped"] == 1
    assert 40 < len(changes.ambiguous) < 80
    assert 20 < changes.rejected < 40
    assert 40 < len(changes.vanished) < 200
    assert 20 < len(changes.added) - 54 < 60
    assert len(changes.altered) > 1_000


def test_the_demos_links_can_be_brought_into_balance(opened):
    before, after = links(opened), suggested_links(opened)
    assert len(before.leaders) == len(after.leaders) == 720
    assert sum(one.cadre is not None for one in before.leaders) == 719
    assert len(before.cadres) == 153
    homes = {one.uid: one.area for one in after.cadres}
    loads: dict[str, Counter[str]] = {}
    for one in after.leaders:
        assert one.cadre is not None
        assert (
            homes[one.cadre].level is not Level.COMMUNITY or homes[one.cadre].code == one.community
        )
        loads.setdefault(one.community, Counter())[one.cadre] += 1
    assert all(max(one.values()) - min(one.values()) <= 1 for one in loads.values())
    assert sum(one.cadre != one.before for one in after.leaders) < 72


@pytest.mark.parametrize("level", list(Level))
def test_the_demo_adds_up_at_every_level(opened, level):
    [top] = coverage(opened, by=Level.SUBDISTRICT).rows
    rows = coverage(opened, by=level).rows
    for name in ("target", "attempted", "reached", "settled"):
        assert sum(getattr(row.figure, name) for row in rows) == getattr(top.figure, name)
    assert 0 < top.figure.reached < top.figure.attempted < top.figure.target
    # From the tallies and from the facts.
    facts = coverage(opened, by=level, as_of=opened.today())
    assert [row.figure for row in facts.rows] == [row.figure for row in rows]


def test_the_demo_has_work_and_hazards(opened):
    states = Counter(case["state"] for case in cases(opened))
    assert states["open"] > 0
    assert states["handled"] > 0
    credit = coverage_credit(opened, by=Level.COMMUNITY)
    assert sum(visits["visits"] for _, visits in credit.rows) > 1_000
    assert credit.nobody["visits"] == 0
    assert all(case["area"] for case in cases(opened))


def test_the_demo_passes_its_own_audit(opened):
    found = Counter(one.finding.code for one in check(opened))
    assert found["part-orphan"] == 2
    assert not {"shifted-buildings", "shifted-areas"} & found.keys()
    assert not {"tiling-overlap", "tiling-outside-parent"} & found.keys()


def test_the_demo_can_be_drawn(opened):
    community = coverage(opened, by=Level.COMMUNITY).rows[0]
    page = one_file_map(opened, area=community.code, lang="zh-CN").get_root().render()
    assert community.name in page


def test_a_second_demo_keeps_what_was_recorded(home):
    workspace = open_workspace(home)
    with workspace.database.read() as conn:
        [door, *_] = worlds.doors(conn)
    draft = VisitDraft(new_uids(1)[0], door, Outcome.MET, workspace.clock())
    receipt = record_visit(workspace, draft)
    workspace.close()
    demo("--home", home)
    workspace = open_workspace(home)
    assert workspace.about().last_seq == receipt.seq
    assert record_visit(workspace, draft).status == "duplicate"
    workspace.close()


@pytest.mark.parametrize("own", ["buildings", "areas"])
def test_somebodys_own_folder_stays_untouched(tmp_path, own):
    workspace = create_workspace(tmp_path)
    with workspace.writing() as conn:
        act: dict[str, Callable[[], object]] = {
            "areas": lambda: worlds.enter_areas(
                workspace, conn, worlds.area_rows(worlds.GRIDS[:1], [worlds.square(0)])
            ),
            "buildings": lambda: worlds.enter_buildings(
                workspace, conn, worlds.building_rows(["b"], [worlds.square(0)]), source="survey"
            ),
        }
        act[own]()
    seq = workspace.about().last_seq
    workspace.close()
    with pytest.raises(Conflict) as refused:
        make_demo(tmp_path)
    assert refused.value.code == "workspace-not-demo"
    assert str(tmp_path) in refused.value.sentence("en")
    workspace = open_workspace(tmp_path)
    assert workspace.about().last_seq == seq
    workspace.close()


def test_a_demo_of_an_earlier_gridmap_says_how_to_go_on(home):
    with sqlite3.connect(home / "gridmap.gpkg") as file:
        file.execute("DELETE FROM assignment WHERE office = 'planner'")
        file.execute("DELETE FROM ledger")
    file.close()
    for spoil in ("SELECT 1", "ALTER TABLE workspace DROP COLUMN tallied_on"):
        with sqlite3.connect(home / "gridmap.gpkg") as file:
            file.execute(spoil)
        file.close()
        with pytest.raises(Conflict) as refused:
            make_demo(home)
        assert refused.value.code == "demo-outgrown"
        assert "delete the folder" in refused.value.sentence("en")


def test_tomorrow_the_demo_has_the_same_figures(home):
    """Nothing in it takes effect on a day to come."""
    workspace = open_workspace(home)
    before = coverage(workspace, by=Level.COMMUNITY)
    with workspace.writing() as conn:
        conn.execute(update(workspace_table).values(tallied_on=None))
    after = coverage(workspace, by=Level.COMMUNITY)
    assert [row.figure for row in after.rows] == [row.figure for row in before.rows]
    workspace.close()
