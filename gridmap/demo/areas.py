"""Areas as they are listed: codes, names, parents and outlines, from subdistrict to patch."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from gridmap.demo.division import Faces, Grids
from gridmap.demo.growing import grow
from gridmap.demo.patches import PATCHES, Patches
from gridmap.demo.plan import COMMUNITIES, SUBDISTRICT
from gridmap.geo.crs import Geometries

__all__ = ["Division", "number_areas"]


@dataclass(frozen=True)
class Division:
    """The areas, and which code answers for what.

    Attributes
    ----------
    frame
        ``code, name, level, parent, kind`` and ``outline`` on the plane (``None`` for patches that
        share a tower), parents first.
    patch_codes
        Codes of patches, by their numbers.
    leaf_of_face
        Code of the leaf area that answers for each face; where a tower's patches share it, the
        first of them.
    """

    frame: pd.DataFrame
    patch_codes: NDArray[np.str_]
    leaf_of_face: NDArray[np.str_]


class _Row(NamedTuple):
    code: str
    name: str
    level: str
    parent: str | None
    kind: str | None
    outline: BaseGeometry | None


def number_areas(grids: Grids, patches: Patches, faces: Faces) -> Division:
    """Number all areas from west to east and north to south, and draw their outlines."""

    def ground(mask: NDArray[np.bool_]) -> BaseGeometry:
        return shapely.coverage_union_all(faces.ground[mask])

    grid_of_face = grids.of_block[faces.block]
    community_of_face = grids.community[grid_of_face]
    grid_codes = _grid_codes(grids, faces, grid_of_face)
    group_of_region, groups = _groups(grids, patches, faces, grid_codes)

    top, title = SUBDISTRICT
    everywhere = np.ones(len(faces.ground), dtype=bool)
    rows = [_Row(top, title, "subdistrict", None, None, ground(everywhere))]
    for number, centre in enumerate(COMMUNITIES):
        outline = ground(community_of_face == number)
        rows.append(_Row(centre.code, centre.name, "community", top, None, outline))
    for grid in np.argsort(grid_codes).tolist():
        code, centre = str(grid_codes[grid]), COMMUNITIES[grids.community[grid]]
        name = f"第{int(code[-3:])}{centre.grid_word}"
        kind = "dedicated" if grids.dedicated[grid] else "basic"
        rows.append(_Row(code, name, "grid", centre.code, kind, ground(grid_of_face == grid)))
    for code, (grid, regions) in groups.items():
        kind_of_group = COMMUNITIES[grids.community[grid]].groups
        outline = ground(np.isin(faces.region, regions))
        name = f"{code[-1]}组"
        rows.append(_Row(code, name, "group", str(grid_codes[grid]), kind_of_group, outline))

    patch_codes, region_of_patch = _patch_codes(patches, faces, grid_codes[grid_of_face])
    for patch in np.argsort(patch_codes).tolist():
        code, region = str(patch_codes[patch]), int(region_of_patch[patch])
        shape = ground(faces.region == region) if region < PATCHES else None
        parent = group_of_region.get(region, code[:15])
        rows.append(_Row(code, f"{int(code[15:])}邻", "patch", parent, None, shape))

    leaf = grid_codes[grid_of_face].astype("<U18")
    last_first = np.argsort(patch_codes)[::-1]
    first_patch = dict(
        zip(region_of_patch[last_first].tolist(), patch_codes[last_first], strict=True)
    )
    for face, region in enumerate(faces.region.tolist()):
        leaf[face] = first_patch.get(region, leaf[face])
    return Division(pd.DataFrame(rows), patch_codes, leaf)


def _patch_codes(
    patches: Patches, faces: Faces, grid_code_of_face: NDArray[np.str_]
) -> tuple[NDArray[np.str_], NDArray[np.int64]]:
    """Number patches within their grids, those of a tower upwards; tell each one's region."""
    region = np.full(PATCHES, -1)
    region[patches.patch] = patches.region[patches.unit]
    lowest = np.zeros((PATCHES, 2), dtype=np.int64)
    lowest[patches.patch] = np.stack([patches.unit, patches.lo], axis=1)
    middle = _middles(faces.region, faces.ground)
    at = np.array([middle[each] for each in region.tolist()])
    grid = dict(zip(faces.region.tolist(), grid_code_of_face.tolist(), strict=True))
    order = np.lexsort((lowest[:, 1], lowest[:, 0], at[:, 0], -np.floor(at[:, 1] / 40.0)))
    codes = np.empty(PATCHES, dtype="<U18")
    count: Counter[str] = Counter()
    for patch in order.tolist():
        home = grid[int(region[patch])]
        count[home] += 1
        codes[patch] = f"{home}{count[home]:03d}"
    return codes, region


def _grid_codes(grids: Grids, faces: Faces, grid_of_face: NDArray[np.int64]) -> NDArray[np.str_]:
    middle = _middles(grid_of_face, faces.ground)
    codes = np.empty(len(grids.community), dtype="<U15")
    for community, centre in enumerate(COMMUNITIES):
        members = np.flatnonzero(grids.community == community)
        at = np.array([middle[grid] for grid in members.tolist()])
        for number, nth in enumerate(_rows_then_columns(at, 220.0), 1):
            codes[members[nth]] = f"{centre.code}{number:03d}"
    return codes


def _groups(
    grids: Grids, patches: Patches, faces: Faces, grid_codes: NDArray[np.str_]
) -> tuple[dict[int, str], dict[str, tuple[int, list[int]]]]:
    """Gather the patches of communities that have groups: code of each region, members of each."""
    weight = np.bincount(patches.region[patches.unit], minlength=int(faces.region.max()) + 1)
    middle = _middles(faces.region, faces.ground)
    grid_of_face = grids.of_block[faces.block]
    code_of: dict[int, str] = {}
    members_of: dict[str, tuple[int, list[int]]] = {}
    for grid in range(len(grids.community)):
        regions = np.unique(faces.region[(grid_of_face == grid) & (faces.region >= 0)])
        if COMMUNITIES[grids.community[grid]].groups is None or len(regions) < 2:
            continue
        place = {region: nth for nth, region in enumerate(regions.tolist())}
        sides = faces.region[faces.pairs]
        sides = sides[np.isin(sides, regions).all(axis=1) & (sides[:, 0] != sides[:, 1])]
        pairs = np.array([[place[one], place[other]] for one, other in sides.tolist()])
        at = np.array([middle[region] for region in regions.tolist()])
        count = max(2, round(len(regions) / 6))
        label = grow(weight[regions].astype(np.float64), at, pairs.reshape(-1, 2), count)
        hearts = np.array([at[label == each].mean(axis=0) for each in range(label.max() + 1)])
        for number, each in enumerate(_rows_then_columns(hearts, 90.0), 1):
            code = f"{grid_codes[grid]}G{number}"
            mine = regions[label == each].tolist()
            members_of[code] = (grid, mine)
            code_of.update(dict.fromkeys(mine, code))
    return code_of, members_of


def _middles(key: NDArray[np.int64], ground: Geometries) -> dict[int, NDArray[np.float64]]:
    """Find the middle of all ground that has the same key."""
    at, area = shapely.get_coordinates(shapely.centroid(ground)), shapely.area(ground)
    values, which = np.unique(key, return_inverse=True)
    total = np.bincount(which, area)
    x, y = (np.bincount(which, area * at[:, axis]) / total for axis in (0, 1))
    return dict(zip(values.tolist(), np.stack([x, y], axis=1), strict=True))


def _rows_then_columns(at: NDArray[np.float64], band: float) -> list[int]:
    """Order places as one reads: rows from north to south, each from west to east."""
    rows = -np.floor(at[:, 1] / band)
    order: list[int] = np.lexsort((at[:, 0], rows)).tolist()
    return order
