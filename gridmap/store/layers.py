"""The layers that GIS users see: views without personal data, the same on both databases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import inspect, select

from gridmap.store.geopackage import register, rtree
from gridmap.store.tables.ground import workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from gridmap.store.columns import Kind

__all__ = ["LAYERS", "Layer", "drop_layers", "restore_layers"]

_DEFAULT_ZONE = "Asia/Shanghai"
_FORESEEN_YEARS = 15


@dataclass(frozen=True, slots=True)
class Layer:
    """A view for GIS users.

    Attributes
    ----------
    kind
        Kind of geometry.
    indexed
        Table and geometry column whose spatial index serves the view; the view's ``id`` is that
        table's.
    query
        What it shows; ``{today}`` stands for the workspace's local day, ``{codes}`` for a list of
        the distinct codes ``v.code``.
    """

    kind: Kind
    indexed: tuple[str, str]
    query: str


def _latest(table: str, key: str, value: str, alias: str) -> str:
    """Join the row of a step table that holds today."""
    return (
        f"{alias}.{key} = {value} AND {alias}.valid_from = (SELECT max(s.valid_from) "  # noqa: S608
        f"FROM {table} s WHERE s.{key} = {value} AND s.valid_from <= {{today}})"
    )


def _open(alias: str) -> str:
    return (
        f"({alias}.opened_on IS NULL OR {alias}.opened_on <= {{today}}) "
        f"AND ({alias}.closed_on IS NULL OR {alias}.closed_on > {{today}})"
    )


_PLACED = (
    "FROM household h "
    f"JOIN placement p ON {_latest('placement', 'household', 'h.id', 'p')} "
    "AND p.part IS NOT NULL "
)

# The campaign that tallies serve: the latest that is not closed.
_CAMPAIGN = (
    "(SELECT c.{column} FROM campaign c WHERE c.closed_seq IS NULL ORDER BY c.id DESC LIMIT 1)"
)
_RULE = _CAMPAIGN.format(column="target_rule")

LAYERS = {
    "areas": Layer(
        "MULTIPOLYGON",
        ("area_version", "outline"),
        f"""
        SELECT v.id, a.uid, v.code, v.name, a.level, v.kind, u.code AS parent, v.outline AS geom
        FROM area_version v
        JOIN area a ON {_latest("area_version", "area", "a.id", "v")}
        LEFT JOIN area_version u ON {_latest("area_version", "area", "v.parent", "u")}
        WHERE NOT v.closed
        """,  # noqa: S608
    ),
    # A building shared between leaf areas lists all their codes.
    "buildings": Layer(
        "GEOMETRY",
        ("building", "geom"),
        f"""
        SELECT b.id, b.uid, b.source, b.source_ref, b.name, b.address, b.kind, b.levels,
            CAST((SELECT count(*) {_PLACED} WHERE h.building = b.id AND {_open("h")}) AS INTEGER)
                AS households,
            CAST((SELECT {{codes}} FROM part t
                JOIN membership m ON {_latest("membership", "part", "t.id", "m")}
                JOIN area_version v ON {_latest("area_version", "area", "m.leaf_area", "v")}
                WHERE t.building = b.id AND {_open("t")}) AS TEXT) AS area,
            CAST((SELECT CASE
                    WHEN count(*) = 0 THEN 'none'
                    WHEN count(CASE WHEN d.settled THEN 1 END) = count(*) THEN 'done'
                    WHEN count(d.id) > 0 THEN 'partly'
                    ELSE 'untouched' END
                {_PLACED}
                LEFT JOIN household_status r
                    ON {_latest("household_status", "household", "h.id", "r")}
                LEFT JOIN key_group g ON g.household = h.id AND g.name = {_RULE}
                    AND g.valid_from = (SELECT max(s.valid_from) FROM key_group s
                        WHERE s.household = h.id AND s.name = g.name AND s.valid_from <= {{today}})
                LEFT JOIN door_state d ON d.household = h.id
                    AND d.campaign = {_CAMPAIGN.format(column="id")}
                WHERE h.building = b.id AND {_open("h")}
                    AND (r.id IS NULL OR (r.occupancy <> 'vacant' AND NOT r.do_not_visit))
                    AND ({_RULE} IS NULL OR g.active)) AS TEXT) AS status,
            b.geom
        FROM building b
        WHERE {_open("b")}
        """,  # noqa: S608
    ),
    "hazards": Layer(
        "POINT",
        ("case_file", "place"),
        """
        SELECT c.id, c.uid, c.category, c.severity, c.state, c.opened_at, c.due_at,
            a.uid AS area, b.uid AS building, c.place AS geom
        FROM case_file c
        LEFT JOIN area a ON a.id = c.area
        LEFT JOIN building b ON b.id = c.building
        WHERE c.kind = 'hazard'
        """,
    ),
    "streets": Layer(
        "LINESTRING",
        ("street", "geom"),
        "SELECT id, source, source_ref, name, kind, geom FROM street",
    ),
    "gates": Layer(
        "POINT",
        ("gate", "geom"),
        "SELECT id, source, source_ref, name, kind, geom FROM gate",
    ),
    "land_cover": Layer(
        "GEOMETRY",
        ("landcover", "geom"),
        "SELECT id, source, source_ref, name, kind, geom FROM landcover",
    ),
}


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _changes(zone: ZoneInfo, start: datetime) -> list[tuple[datetime, timedelta]]:
    """Find the moments at which the zone's offset from UTC changes, with the offset until then."""
    changes = []
    for day in range(_FORESEEN_YEARS * 366):
        early, late = start + timedelta(days=day), start + timedelta(days=day + 1)
        before = _offset(zone, early)
        if before == _offset(zone, late):
            continue
        while late - early > timedelta(minutes=1):
            middle = early + (late - early) / 2
            early, late = (middle, late) if _offset(zone, middle) == before else (early, middle)
        changes.append((late, before))
    return changes


def _local_day(zone: ZoneInfo, start: datetime) -> str:
    """Write today's local date for SQLite, which knows no time zones."""

    def day(offset: timedelta) -> str:
        return f"date('now', '{offset.total_seconds() / 60:+.0f} minutes')"

    changes = _changes(zone, start)
    last = _offset(zone, start + timedelta(days=_FORESEEN_YEARS * 366))
    if not changes:
        return day(last)
    cases = " ".join(
        f"WHEN datetime('now') < '{moment:%Y-%m-%d %H:%M}' THEN {day(offset)}"
        for moment, offset in changes
    )
    return f"CASE {cases} ELSE {day(last)} END"


def drop_layers(conn: Connection) -> None:
    """Take the views away, so that a migration can alter the tables below them."""
    for name in (*LAYERS, *(rtree(name, "geom") for name in LAYERS)):
        conn.exec_driver_sql(f'DROP VIEW IF EXISTS "{name}"')


def restore_layers(conn: Connection) -> None:
    """Make the views anew, in the caller's transaction.

    To be called again when the workspace's time zone was written: on SQLite "today" is part of the
    views.
    """
    drop_layers(conn)
    sqlite = conn.dialect.name == "sqlite"
    if sqlite:
        known = inspect(conn).has_table(workspace.name)
        name = conn.scalar(select(workspace.c.tz)) if known else None
        midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        today = _local_day(ZoneInfo(name or _DEFAULT_ZONE), midnight)
        codes = "group_concat(DISTINCT v.code)"
    else:
        today = "(SELECT CAST(now() AT TIME ZONE w.tz AS date) FROM workspace w)"
        codes = "string_agg(DISTINCT v.code, ',')"
    for view, layer in LAYERS.items():
        query = layer.query.format(today=today, codes=codes)
        conn.exec_driver_sql(f'CREATE VIEW "{view}" AS {query}')
    if sqlite:
        register(
            conn, {view: (layer.kind, rtree(*layer.indexed)) for view, layer in LAYERS.items()}
        )
    else:
        for table, column in {layer.indexed for layer in LAYERS.values()}:
            conn.exec_driver_sql(
                f'CREATE INDEX IF NOT EXISTS "gist_{table}_{column}" ON "{table}" USING gist '
                f'("{column}")'
            )
