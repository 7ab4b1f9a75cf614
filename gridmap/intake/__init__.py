"""Files in: boundaries, buildings, households, visits and OpenStreetMap extracts.

Uploaded files are hostile until shown otherwise: each is read in a process of its own, told apart
by content and not by name, and comes back as plain columns with a list of what was wrong with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import lazy_loader

if TYPE_CHECKING:
    from gridmap.intake.areas import read_areas
    from gridmap.intake.buildings import read_buildings
    from gridmap.intake.households import read_households
    from gridmap.intake.ledgers import read_ledger
    from gridmap.intake.listed import read_list
    from gridmap.intake.osm import read_osm
    from gridmap.intake.overpass import fetch_osm
    from gridmap.intake.people import read_people
    from gridmap.intake.pictures import Picture, read_picture
    from gridmap.intake.result import Intake, OsmExtract
    from gridmap.intake.sandbox import append
    from gridmap.intake.visits import read_visits

__all__ = [
    "Intake",
    "OsmExtract",
    "Picture",
    "append",
    "fetch_osm",
    "read_areas",
    "read_buildings",
    "read_households",
    "read_ledger",
    "read_list",
    "read_osm",
    "read_people",
    "read_picture",
    "read_visits",
]

# Loaded when first used: the reading process imports this package too and needs none of them.
__getattr__, __dir__, _ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "areas": ["read_areas"],
        "buildings": ["read_buildings"],
        "households": ["read_households"],
        "ledgers": ["read_ledger"],
        "listed": ["read_list"],
        "osm": ["read_osm"],
        "overpass": ["fetch_osm"],
        "people": ["read_people"],
        "pictures": ["Picture", "read_picture"],
        "result": ["Intake", "OsmExtract"],
        "sandbox": ["append"],
        "visits": ["read_visits"],
    },
)
