"""The ground: workspace, areas, estates, buildings and their parts, streets, gates, land cover."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Integer, Table, Text, UniqueConstraint

from gridmap.store.columns import Geometry, Instant, Real
from gridmap.store.tables.base import (
    ends_by_day,
    flag,
    metadata,
    of_source,
    opened_closed,
    primary_key,
    ref,
    steps_by_day,
    uid,
    valid_from,
)

__all__ = [
    "area",
    "area_version",
    "backdrop",
    "building",
    "building_alias",
    "building_external_id",
    "estate",
    "gate",
    "landcover",
    "listed_building",
    "membership",
    "part",
    "street",
    "workspace",
]

# One row. `last_seq` is the server sequence: whoever writes a visit or case step takes the next
# number from it inside the same transaction, so numbers come in commit order on either database.
# `ground_seq` is the number under which areas, buildings, streets or land cover last changed: drawn
# maps are as good as new until it moves.
# `epoch` changes when an older backup is restored, so that phones send again what it lacks.
workspace = Table(
    "workspace",
    metadata,
    primary_key(),
    uid(),
    Column("metric_crs", Text),
    Column("tz", Text, nullable=False),
    Column("epoch", Text, nullable=False),
    Column("last_seq", Integer, nullable=False, default=0),
    Column("ground_seq", Integer, nullable=False, default=0, server_default="0"),
    Column("last_sheet", Integer, nullable=False, default=0, server_default="0"),
    Column("tallied_on", Date),  # local day whose membership and register the tallies count
    Column("created_at", Instant, nullable=False),
)

area = Table(
    "area",
    metadata,
    primary_key(),
    uid(),
    Column("level", Text, nullable=False),
    ref("split_from", "area", null=True),
)

area_version = Table(
    "area_version",
    metadata,
    primary_key(),
    ref("area"),
    valid_from(),
    Column("code", Text, nullable=False),
    Column("name", Text),
    Column("kind", Text),
    ref("parent", "area", null=True),
    Column("outline", Geometry("MULTIPOLYGON")),
    Column("outline_source", Text),  # import | hand | plan | children
    flag("closed"),
    UniqueConstraint("area", "valid_from"),
    UniqueConstraint("code", "valid_from"),
    Index("ix_area_version_parent", "parent"),
)

estate = Table(
    "estate",
    metadata,
    primary_key(),
    uid(),
    *of_source(),
    Column("name", Text),
    Column("managed", Integer),  # 1 property management, 0 none, NULL not known
    Column("manager", Text),  # the company, 物业
    Column("committee_until", Date),
)

# Other names of a building: old ones, and what ledgers call it as somebody confirmed.
building_alias = Table(
    "building_alias",
    metadata,
    primary_key(),
    ref("building"),
    Column("name", Text, nullable=False, unique=True),
    Index("ix_building_alias_building", "building"),
)

building = Table(
    "building",
    metadata,
    primary_key(),
    uid(),
    *of_source(),
    Column("geom", Geometry("GEOMETRY"), nullable=False),
    Column("name", Text),
    Column("address", Text),
    ref("estate", null=True),
    Column("kind", Text),
    Column("levels", Integer),
    Column("units", Integer),
    Column("flats", Integer),
    Column("footprint_m2", Real, nullable=False, default=0.0),
    *opened_closed(),
    Index("ix_building_address", "address"),
    *ends_by_day("building"),
)

building_external_id = Table(
    "building_external_id",
    metadata,
    primary_key(),
    ref("building"),
    Column("system", Text, nullable=False),
    Column("value", Text, nullable=False),
    UniqueConstraint("system", "value"),
    Index("ix_building_external_id_building", "building"),
)

# A part never changes extent: a split closes it and opens children.
part = Table(
    "part",
    metadata,
    primary_key(),
    uid(),
    ref("building"),
    Column("unit", Text),
    Column("floor_lo", Integer),
    Column("floor_hi", Integer),
    *opened_closed(),
    ref("split_from", "part", null=True),
    Index("ix_part_building", "building"),
    *ends_by_day("part"),
)

membership = Table(
    "membership",
    metadata,
    primary_key(),
    ref("part"),
    valid_from(),
    ref("leaf_area", "area", null=True),
    Column("source", Text, nullable=False),  # polygon | hand | plan
    ref("plan", null=True),
    UniqueConstraint("part", "valid_from"),
    Index("ix_membership_leaf_area", "leaf_area"),
    steps_by_day("membership"),
)


def _around(name: str, geometry: Geometry) -> Table:
    """What people find their way by, as a map has it."""
    return Table(
        name,
        metadata,
        primary_key(),
        *of_source(),
        Column("name", Text),
        Column("kind", Text, nullable=False),
        Column("geom", geometry, nullable=False),
    )


street = _around("street", Geometry("LINESTRING"))
gate = _around("gate", Geometry("POINT"))
landcover = _around("landcover", Geometry("GEOMETRY"))

# A building that a list names and no map has shown yet; `building` is set once somebody placed it.
listed_building = Table(
    "listed_building",
    metadata,
    primary_key(),
    uid(),
    *of_source(),
    Column("name", Text),
    Column("address", Text),
    Column("estate", Text),
    Column("kind", Text),
    Column("levels", Integer),
    Column("units", Integer),
    Column("flats", Integer),
    ref("building", null=True),
    Index("ix_listed_building_building", "building"),
)

# A scanned plan under the map while somebody draws by hand. `pins` is a JSON list of
# [x, y, lon, lat]: pixels of the picture and where on the ground they are.
backdrop = Table(
    "backdrop",
    metadata,
    primary_key(),
    uid(),
    Column("name", Text, nullable=False),
    Column("picture", Text, nullable=False),  # file in the home's folder of backdrops
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("pins", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
)
