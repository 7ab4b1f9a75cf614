"""Foreign files are read in a process of their own (:mod:`gridmap.intake.child`).

That process copies the file under a neutral name into a private folder first
(:mod:`gridmap.intake.copying`); only Arrow tables and JSON come back.
"""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gridmap import errors
from gridmap.errors import Finding, InputError, StoreError
from gridmap.intake import limits
from gridmap.intake.kinds import EXTENSIONS, Kind
from gridmap.intake.result import LedgerSheet
from gridmap.intake.scans.flat import FlatPage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np
    import pandas as pd
    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = ["OUTPUT", "Parcel", "append", "read", "scan"]

OUTPUT: Final = "output.xlsx"
"""Name of a finished workbook in its job's folder."""

# The signal by which a system that runs out of memory ends a process.
_KILLED: Final = 9


@dataclass(frozen=True)
class Parcel:
    """One table as it comes back from the reading process.

    Attributes
    ----------
    columns
        Standard columns that the file has, as texts, and ``row``.
    places
        Valid shapely geometries in the file's own system, or ``None`` when it has no places.
    crs
        What the file says of that system.
    kind
        The kind of file.
    read
        Number of records in the file.
    findings
        What the reading process has to tell.
    chosen
        Source column of each standard column.
    headers
        The file's own column names, without those of ID numbers.
    own
        The file's own columns, without those of ID numbers, and ``row``: of a ledger only.
    sheets
        The sheets of a ledger that were read.
    handed_back
        Whether a ledger is rows that were left out of an earlier one.
    """

    columns: pd.DataFrame
    places: NDArray[np.object_] | None
    crs: Any
    kind: Kind
    read: int
    findings: list[Finding]
    chosen: Mapping[str, str] = field(default_factory=dict)
    headers: tuple[str, ...] = ()
    own: pa.Table | None = None
    sheets: tuple[LedgerSheet, ...] = ()
    handed_back: bool = False


def read(
    path: str | os.PathLike[str],
    thing: str,
    *,
    columns: Mapping[str, str] | None = None,
    remembered: Mapping[str, Mapping[str, str]] | None = None,
) -> dict[str, Parcel]:
    """Read a foreign file.

    Parameters
    ----------
    path
        A file on this machine.
    thing
        What it is read for: a name of :data:`gridmap.intake.things.THINGS`, or ``"osm"``.
    columns
        The caller's mapping, ``{standard column: source column}``.
    remembered
        Mappings of earlier ledgers, by the mark of their headers.

    Returns
    -------
    dict
        The tables by name.

    Raises
    ------
    InputError, CrsError
        What is wrong with the file, see ``words/*/intake.ftl``.
    StoreError
        ``disk-full`` when there is no room for its copy.
    """
    job = {"thing": thing, "columns": columns, "remembered": remembered}
    with _done(path, job) as (file, folder, answer):
        kind = Kind(answer["kind"])
        misnamed = _misnamed(file, kind)
        parcels = {
            name: _opened(folder, name, told, kind) for name, told in answer["tables"].items()
        }
    return {
        name: replace(parcel, findings=[*misnamed, *parcel.findings])
        for name, parcel in parcels.items()
    }


def append(
    path: str | os.PathLike[str], additions: Mapping[int, Mapping[int, Sequence[str | None]]]
) -> bytes:
    """Write texts behind the last column of a workbook (xlsx), all else left as it is.

    Parameters
    ----------
    additions
        By position of a sheet (from 0) and line (from 1): the texts, ``None`` for an empty cell.

    Raises
    ------
    InputError
        ``book-not-xlsx``, ``book-too-strange``, and as :func:`read`.
    """
    with _done(path, {"thing": "append", "additions": additions}) as (_, folder, _):
        return (folder / OUTPUT).read_bytes()


def scan(path: str | os.PathLike[str], origin: int) -> list[FlatPage | InputError]:
    """Find the printed pages in a picture or PDF; what is wrong with one stands in its place.

    Parameters
    ----------
    origin
        Where they must have been printed, as :func:`gridmap.territory.page_marks.origin_of` has it.

    Raises
    ------
    InputError
        ``scans-not-installed``, ``scan-unreadable``, ``scan-locked``, ``scan-too-large``,
        ``scan-too-many-pages``, and as :func:`read`.
    """
    with _done(path, {"thing": "scan", "origin": origin}) as (_, folder, answer):
        return [_page(folder, told) for told in answer["pages"]]


def _page(folder: Path, told: Mapping[str, Any]) -> FlatPage | InputError:
    if "error" in told:
        return InputError(told["error"], **told["fields"])
    import numpy as np  # noqa: PLC0415

    dots, seen = (
        np.load(folder / f"{told['name']}-{what}.npy", allow_pickle=False)
        for what in ("dots", "seen")
    )
    size = told["width"], told["height"]
    return FlatPage(told["number"], told["leaf"], *size, dots, seen)


@contextmanager
def _done(
    path: str | os.PathLike[str], job: Mapping[str, Any]
) -> Iterator[tuple[Path, Path, dict[str, Any]]]:
    """Have a job done in a process of its own; give the file, the job's folder and its answer."""
    file = _found(path)
    with (
        _room(),
        tempfile.TemporaryDirectory(prefix="gridmap-", ignore_cleanup_errors=True) as private,
    ):
        folder = Path(private)
        job = {"path": str(file.absolute()), "called": file.name, **job}
        (folder / "job.json").write_text(json.dumps(job, ensure_ascii=False), encoding="utf-8")
        answer = _run(folder, file.name)
        if "error" in answer:
            fields = {"file": file.name, **answer["fields"]}
            raise getattr(errors, answer["error"])(answer["code"], **fields)
        yield file, folder, answer


@contextmanager
def _room() -> Iterator[None]:
    """Say it plainly when the disk with the temporary files is full."""
    try:
        yield
    except OSError as no:
        if no.errno != errno.ENOSPC:
            raise
        raise StoreError("disk-full", place=tempfile.gettempdir()) from no


def _found(path: str | os.PathLike[str]) -> Path:
    """Make sure that the path names a plain file here, not a way to somewhere else."""
    name = os.fspath(path)
    if name.replace("\\", "/").startswith(("/vsi", "vsi")) or "://" in name:
        raise InputError("file-elsewhere", file=name)
    file = Path(name)
    if not file.exists():
        raise InputError("file-missing", file=name)
    if not file.is_file():
        raise InputError("file-is-folder", file=name)
    size = file.stat().st_size
    if size == 0:
        raise InputError("file-empty", file=file.name)
    if size > limits.FILE_BYTES:
        raise InputError("file-too-large", file=file.name, mib=size // limits.MIB)
    return file


def _run(folder: Path, called: str) -> dict[str, Any]:
    """Start the reading process, wait for it, and load what it says."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}
    command = [sys.executable, "-X", "utf8", "-P", "-m", "gridmap.intake.child", str(folder)]
    with (
        (folder / "complaint.txt").open("wb") as complaint,
        subprocess.Popen(  # noqa: S603  (our own module, no foreign text in the command)
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=complaint,
        ) as process,
    ):
        # A timer, not wait(timeout): that looks only twenty times a second.
        expired = threading.Event()

        def stop() -> None:
            expired.set()
            process.kill()

        timer = threading.Timer(limits.SECONDS, stop)
        timer.start()
        try:
            _warm_up()
            process.wait()
        finally:
            timer.cancel()
            process.kill()
    if expired.is_set():
        raise InputError("file-too-slow", file=called, seconds=int(limits.SECONDS))
    answer = folder / "answer.json"
    if process.returncode != 0 or not answer.exists():
        said = (folder / "complaint.txt").read_text(encoding="utf-8", errors="replace")
        starved = any(word in said for word in ("bad_alloc", "MemoryError", "memory allocation of"))
        if starved or process.returncode == -_KILLED:
            raise InputError("file-too-large-to-read", file=called)
        # A crash leaves no words behind, only its number.
        lines = said.strip().splitlines() or [f"exit {process.returncode}"]
        raise InputError("file-unreadable", file=called, detail=lines[-1][:300])
    told: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    return told


def _warm_up() -> None:
    """Load what the frames need while the other process is at work."""
    import geopandas  # noqa: F401, PLC0415
    import pyarrow.feather  # noqa: F401, PLC0415


def _opened(folder: Path, name: str, told: Mapping[str, Any], kind: Kind) -> Parcel:
    import pandas as pd  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415
    import shapely  # noqa: PLC0415
    from pyarrow import feather  # noqa: PLC0415

    table = feather.read_table(str(folder / f"{name}.arrow"), memory_map=False)
    own = folder / "own.arrow"
    places = None
    if "geometry" in table.column_names:
        places = shapely.from_wkb(table["geometry"].to_numpy())
        table = table.drop_columns(["geometry"])
    types = {pa.string(): pd.StringDtype(na_value=pd.NA)}
    frame = table.to_pandas(types_mapper=types.get)
    findings = [Finding(**finding) for finding in told["findings"]]
    return Parcel(
        frame,
        places,
        told["crs"],
        kind,
        told["read"],
        findings,
        told.get("columns", {}),
        tuple(told.get("headers", ())),
        feather.read_table(str(own), memory_map=False) if own.exists() else None,
        tuple(LedgerSheet(**sheet) for sheet in told.get("sheets", ())),
        told.get("handed_back", False),
    )


def _misnamed(file: Path, kind: Kind) -> list[Finding]:
    """Tell when a file's ending promises another kind; it was read by its content."""
    promised = EXTENSIONS.get(file.suffix.lower())
    if promised in (kind, Kind.ZIP) or (promised is None and not file.suffix):
        return []
    fields = {"file": file.name, "kind": kind.value}
    return [Finding("file-type-mismatch", "warning", None, fields)]
