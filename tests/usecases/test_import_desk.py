"""Imports that are looked at before they count."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import func, select

from gridmap import intake
from gridmap.errors import Conflict, CrsError, InputError, NetworkError, NotFound
from gridmap.intake import Intake, OsmExtract
from gridmap.store.tables.households import household
from gridmap.territory.people import Office
from gridmap.usecases import import_desk, imports
from gridmap.usecases.changes import ChangeSet
from gridmap.usecases.households import enter_households
from gridmap.usecases.import_desk import ImportDesk, ImportJob, ImportPhase, ImportState
from gridmap.usecases.imports import ImportKind, ImportOrder
from gridmap.usecases.offices import end_office
from gridmap.usecases.seats import Seat
from gridmap.usecases.uploads import Upload
from gridmap.usecases.workspace import Workspace
from tests.database import ON_BOTH, ON_SQLITE
from tests.usecases.staff import as_holder, somebody
from tests.usecases.worlds import household_rows

pytestmark = ON_SQLITE

BUSY = {ImportState.WAITING, ImportState.READING, ImportState.APPLYING}
FILE = Upload("1", "a.csv", 1, Path("a.csv"))
DOORS = "户编号,楼栋,室号\nH1,b5,101\nH2,b5,102\nH3,b9,101\n"


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[ImportDesk]:
    """A desk, on either database."""
    made = ImportDesk(workspace)
    yield made
    made.close()


def handed_in(desk: ImportDesk, text: str = DOORS, name: str = "台账.csv") -> Upload:
    with desk.uploads.receiving(name) as file:
        file.write(text.encode())
    return desk.uploads.find(file.id)


def ended(desk: ImportDesk, job: ImportJob) -> ImportJob:
    """Wait until a job rests."""
    until = time.monotonic() + 60
    while (job := desk.look(job.id)).state in BUSY:
        assert time.monotonic() < until
        time.sleep(0.01)
    return job


def read(desk: ImportDesk, upload: Upload | None = None, **options: Any) -> ImportJob:
    order = ImportOrder(ImportKind.HOUSEHOLDS, upload or handed_in(desk), **options)
    return ended(desk, desk.hand_in(order))


def households(workspace: Workspace) -> int:
    with workspace.database.read() as conn:
        named = household.c.estimated.is_(False)
        return conn.scalar(select(func.count()).where(named)) or 0


def told(job: ImportJob) -> ChangeSet:
    assert job.changes is not None, job.problem
    return job.changes


@ON_BOTH
def test_an_import_counts_once_it_is_applied(desk: ImportDesk, workspace: Workspace) -> None:
    job = read(desk)
    assert (job.state, told(job).dry_run, told(job).added) == ("done", True, ("H1", "H2"))
    assert told(job).columns == {"external_id": "户编号", "building": "楼栋", "door": "室号"}
    assert told(job).headers == ("户编号", "楼栋", "室号")
    assert households(workspace) == 3
    upload = job.order.upload
    assert upload is not None
    job = ended(desk, desk.apply(job.id))
    assert (job.state, told(job).dry_run, told(job).added) == ("applied", False, ("H1", "H2"))
    assert households(workspace) == 5
    assert not upload.path.exists()


def test_doors_change_at_their_building(desk: ImportDesk) -> None:
    [at] = [
        places for places in told(read(desk)).places if places.change == "added" and places.refs
    ]
    assert at.refs == ("b5",)
    assert at.counts is not None
    assert at.counts.tolist() == [2]
    assert at.geometry[0].geom_type == "Point"


def test_what_was_applied_is_told_as_it_happened(desk: ImportDesk, workspace: Workspace) -> None:
    job = read(desk)
    with workspace.writing() as conn:
        enter_households(workspace, conn, household_rows([("b5", "101")], external_id=["H1"]))
    job = ended(desk, desk.apply(job.id))
    assert told(job).added == ("H2",)
    assert told(job).unchanged == 1


def test_it_is_applied_once(desk: ImportDesk) -> None:
    job = read(desk)
    desk.apply(job.id)
    for _ in range(2):
        with pytest.raises(Conflict) as twice:
            desk.apply(job.id)
        assert twice.value.code == "import-not-ready"
        ended(desk, job)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[threading.Event, threading.Event]]:
    """Two events: set while an import has its transaction open; set it to let go."""
    open_, go = threading.Event(), threading.Event()

    def slow(workspace: Workspace, *args: Any, dry_run: bool) -> ChangeSet:
        with workspace.writing(dry_run=dry_run):
            open_.set()
            assert go.wait(30)
        return ChangeSet("households", 0, dry_run=dry_run)

    monkeypatch.setattr(import_desk, "carry_out", slow)
    yield open_, go
    go.set()


Held = tuple[threading.Event, threading.Event]


def test_one_after_the_other(desk: ImportDesk, held: Held) -> None:
    first = desk.hand_in(ImportOrder(ImportKind.HOUSEHOLDS, handed_in(desk)))
    second = desk.hand_in(ImportOrder(ImportKind.HOUSEHOLDS, handed_in(desk)))
    assert held[0].wait(30)
    first, second = desk.look(first.id), desk.look(second.id)
    assert (first.state, first.phase) == (ImportState.READING, ImportPhase.MATCHING)
    assert (second.state, second.phase) == (ImportState.WAITING, None)
    held[1].set()
    assert ended(desk, second).state is ImportState.DONE


def test_one_is_given_up_while_it_is_read(desk: ImportDesk, held: Held) -> None:
    job = desk.hand_in(ImportOrder(ImportKind.HOUSEHOLDS, handed_in(desk)))
    assert held[0].wait(30)
    assert desk.discard(job.id).state is ImportState.DISCARDED
    held[1].set()
    after = read(desk)
    assert after.state is ImportState.DONE
    job = desk.look(job.id)
    assert (job.state, job.changes) == (ImportState.DISCARDED, None)
    assert job.order.upload is not None
    assert not job.order.upload.path.exists()


def test_one_that_is_written_cannot_be_given_up(desk: ImportDesk, held: Held) -> None:
    held[1].set()
    job = read(desk)
    held[0].clear()
    held[1].clear()
    desk.apply(job.id)
    assert held[0].wait(30)
    assert desk.look(job.id).phase is ImportPhase.WRITING
    with pytest.raises(Conflict):
        desk.discard(job.id)
    # A server that ends waits for it.
    threading.Timer(0.2, held[1].set).start()
    desk.close()
    assert desk.look(job.id).state is ImportState.APPLIED


def test_a_server_that_ends_leaves_no_files(desk: ImportDesk, held: Held) -> None:
    job = desk.hand_in(ImportOrder(ImportKind.HOUSEHOLDS, handed_in(desk)))
    other = handed_in(desk)
    assert held[0].wait(30)
    # What is at the database leaves it first.
    threading.Timer(0.2, held[1].set).start()
    desk.close()
    assert held[1].is_set()
    assert desk.look(job.id).state is ImportState.DISCARDED
    assert list(other.path.parent.iterdir()) == []


def test_the_same_file_again_is_instead(desk: ImportDesk, workspace: Workspace) -> None:
    upload = handed_in(desk, "谁,在哪,几号\nH1,b5,101\n")
    first = read(desk, upload)
    assert told(first).added == ()
    columns = {"external_id": "谁", "building": "在哪", "door": "几号"}
    second = read(desk, upload, columns=columns)
    assert told(second).added == ("H1",)
    assert desk.look(first.id).state is ImportState.DISCARDED
    assert ended(desk, desk.apply(second.id)).state is ImportState.APPLIED


def test_columns_that_cannot_be_told(desk: ImportDesk) -> None:
    upload = handed_in(desk, "哪户,怎样\n1,见面\n", "../走访.csv")
    job = ended(desk, desk.hand_in(ImportOrder(ImportKind.VISITS, upload)))
    assert job.state is ImportState.FAILED
    assert job.problem is not None
    assert job.problem.code == "column-missing"
    assert job.problem.fields["headers"] == ["哪户", "怎样"]
    assert "走访.csv" in str(job.problem)
    assert upload.id not in str(job.problem)
    assert desk.uploads.find(upload.id) == upload


def test_findings_call_the_file_by_its_senders_name(desk: ImportDesk) -> None:
    job = read(desk, handed_in(desk, name="台账.xlsx"))
    [misnamed] = [one for one in told(job).findings if one.code == "file-type-mismatch"]
    assert misnamed.fields["file"] == "台账.xlsx"


def test_a_file_in_use_stays(desk: ImportDesk) -> None:
    job = read(desk)
    assert job.order.upload is not None
    with pytest.raises(Conflict) as refused:
        desk.drop_upload(job.order.upload.id)
    assert refused.value.code == "upload-in-use"
    desk.discard(job.id)
    with pytest.raises(NotFound):
        desk.drop_upload(job.order.upload.id)


def test_a_file_that_is_gone_cannot_be_applied(desk: ImportDesk) -> None:
    job = read(desk)
    assert job.order.upload is not None
    job.order.upload.path.unlink()
    with pytest.raises(NotFound) as gone:
        desk.apply(job.id)
    assert gone.value.code == "upload-unknown"


def test_a_server_that_starts_again_knows_nothing(desk: ImportDesk, workspace: Workspace) -> None:
    job = read(desk)
    with pytest.raises(NotFound) as unknown:
        ImportDesk(workspace).look(job.id)
    assert unknown.value.code == "import-unknown"


def test_a_bug_ends_one_import_and_not_the_desk(
    desk: ImportDesk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Zhang San")

    with monkeypatch.context() as patch:
        patch.setattr(import_desk, "carry_out", broken)
        job = read(desk)
    assert job.state is ImportState.FAILED
    assert job.problem is not None
    assert job.problem.code == "import-unforeseen"
    assert "Zhang" not in str(job.problem)
    # What the bug said may be a line of somebody's register: the log has its kind and its place.
    assert "RuntimeError" in caplog.text
    assert "Zhang" not in caplog.text
    assert read(desk).state is ImportState.DONE


def test_a_bug_in_what_is_drawn_ends_one_import_too(
    desk: ImportDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(ChangeSet, "drawable", broken)
        assert read(desk).state is ImportState.FAILED
    assert read(desk).state is ImportState.DONE


def test_no_more_wait_than_can(desk: ImportDesk, held: Held) -> None:
    def one_more() -> ImportJob:
        return desk.hand_in(ImportOrder(ImportKind.HOUSEHOLDS, handed_in(desk)))

    jobs = [one_more() for _ in range(16)]
    with pytest.raises(Conflict) as full:
        one_more()
    assert full.value.code == "imports-full"
    held[1].set()
    assert {ended(desk, job).state for job in jobs} == {ImportState.DONE}
    # Of those that rest the latest stay.
    for _ in range(2):
        ended(desk, one_more())
    with pytest.raises(NotFound):
        desk.look(jobs[0].id)
    assert desk.look(jobs[-1].id).state is ImportState.DONE


# OpenStreetMap ------------------------------------------------------------------------------------


def test_what_was_fetched_is_what_is_applied(
    desk: ImportDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    nothing = Intake(pd.DataFrame(), [], 0)
    fetched = OsmExtract(nothing, nothing, nothing, nothing)

    def fetch(**facts: object) -> OsmExtract:
        asked.append(facts["place"])
        return fetched

    def enter(_: Workspace, extract: OsmExtract, **more: Any) -> ChangeSet:
        assert extract is fetched
        return ChangeSet("buildings", 1, dry_run=more["dry_run"])

    monkeypatch.setattr(intake, "fetch_osm", fetch)
    monkeypatch.setattr(imports, "enter_osm", enter)
    job = ended(desk, desk.hand_in(ImportOrder(ImportKind.OSM, place="石峰区, 株洲市")))
    assert (job.state, job.order.name) == (ImportState.DONE, "石峰区, 株洲市")
    job = ended(desk, desk.apply(job.id))
    assert (job.state, job.extract) == (ImportState.APPLIED, None)
    assert asked == ["石峰区, 株洲市"]


def test_no_network(desk: ImportDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(**_: object) -> None:
        raise NetworkError("osm-unreachable", url="https://osm.example", reason="TimeoutError")

    monkeypatch.setattr(intake, "fetch_osm", unreachable)
    job = ended(desk, desk.hand_in(ImportOrder(ImportKind.OSM, bbox=(113, 27, 113.1, 27.1))))
    assert job.state is ImportState.FAILED
    assert job.problem is not None
    assert "osm.example" in str(job.problem)
    assert job.order.name == "113, 27, 113.1, 27.1"


# What cannot be meant -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "options", "code"),
    [
        (ImportKind.AREAS, {"upload": None}, "import-source"),
        (ImportKind.OSM, {"place": "x"}, "import-source"),
        (ImportKind.OSM, {"upload": None, "place": "x", "bbox": (0, 0, 1, 1)}, "import-source"),
        (ImportKind.AREAS, {"place": "x"}, "import-option-unfit"),
        (ImportKind.VISITS, {"crs": "EPSG:4326"}, "import-option-unfit"),
        (ImportKind.OSM, {"columns": {"name": "x"}}, "import-option-unfit"),
        (ImportKind.HOUSEHOLDS, {"close_vanished": True}, "import-option-unfit"),
    ],
)
def test_what_cannot_be_meant(kind: ImportKind, options: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError) as refused:
        ImportOrder(kind, **{"upload": FILE, **options})
    assert refused.value.code == code
    assert refused.value.sentence("zh-CN")


@pytest.mark.parametrize(
    "crs", ["/etc/secret.prj", "secret.wkt", "+init=/etc/passwd:1", "x", "4547", "+proj=longlat"]
)
def test_a_system_is_not_looked_for_on_this_machine(crs: str) -> None:
    with pytest.raises(CrsError) as refused:
        ImportOrder(ImportKind.AREAS, FILE, crs=crs)
    assert refused.value.code == "crs-unknown"


@pytest.mark.parametrize("crs", ["EPSG:4547", "epsg:4490 ", 'GEOGCS["x", …]', "PROJCRS["])
def test_codes_and_wkt_are_systems(crs: str) -> None:
    assert ImportOrder(ImportKind.AREAS, FILE, crs=crs).crs == crs


def test_rights_that_ended_while_an_import_waited_count(sqlite_workspace: Workspace) -> None:
    desk = ImportDesk(sqlite_workspace)
    lead = Seat(Office.PLANNER, "430202002")
    person = somebody(sqlite_workspace, "王", lead)
    theirs = desk.acting_as(as_holder(sqlite_workspace, Office.PLANNER, "430202002", person).actor)
    job = read(theirs)
    assert job.state == "done"
    end_office(sqlite_workspace, person, lead)
    # What they were allowed when they ordered it is not asked for again, but what they are now.
    job = ended(theirs, theirs.apply(job.id))
    assert job.state == "failed"
    assert job.problem is not None
    assert job.problem.code == "not-your-role"
    assert households(sqlite_workspace) == 3
    desk.close()
