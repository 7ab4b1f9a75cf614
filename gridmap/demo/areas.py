"""Areas as they are listed: codes, names, parents and outlines, from subdistrict to patch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

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
    patch_codes, grid_codes
        Codes of patches and grids, by their numbers.
    leaf_of_face
        Code of the leaf area that answers for each face; where a tower's patches share it, the
        first of them.
    """

    frame: pd.DataFrame
    patch_codes: NDArray[np.str_]
    grid_codes: NDArray[np.str_]
    leaf_of_face: NDArray[np.str_]


def number_areas(
    grids: Grids, patches: Patches, faces: Faces, building_of_unit: NDArray[np.int64]
) -> Division:
    """Number all areas from west to east and north to south, and draw their outlines."""
    grid_of_face = grids.of_block[faces.block]
    grid_codes = _grid_codes(grids, faces, grid_of_face)
    group_of_region, groups = _groups(grids, patches, faces, grid_codes)
    region_of_patch = np.full(PATCHES, -1)
    region_of_patch[patches.patch] = patches.region[patches.unit]
    middle = _middles(faces.region, faces.ground)
    grid_of_region = dict(zip(faces.region.tolist(), grid_of_face.tolist(), strict=True))
    order = _reading_order(
        patches, building_of_unit, np.array([middle[r] for r in region_of_patch.tolist()])
    )

    rows: list[tuple[str, str, str, str | None, str | None, shapely.Geometry | None]] = []
    rows.append(
        (
            SUBDISTRICT[0],
            SUBDISTRICT[1],
            "subdistrict",
            None,
            None,
            shapely.coverage_union_all(faces.ground),
        )
    )
    for number, centre in enumerate(COMMUNITIES):
        ground = faces.ground[grids.community[grid_of_face] == number]
        rows.append(
            (
                centre.code,
                centre.name,
                "community",
                SUBDISTRICT[0],
                None,
                shapely.coverage_union_all(ground),
            )
        )
    for grid in np.argsort(grid_codes).tolist():
        code = grid_codes[grid]
        centre = COMMUNITIES[grids.community[grid]]
        name = f"第{int(code[-3:])}{centre.grid_word}"
        kind = "dedicated" if grids.dedicated[grid] else "basic"
        outline = shapely.coverage_union_all(faces.ground[grid_of_face == grid])
        rows.append((code, name, "grid", centre.code, kind, outline))
    for code, (grid, regions) in groups.items():
        kind = COMMUNITIES[grids.community[grid]].groups
        outline = shapely.coverage_union_all(faces.ground[np.isin(faces.region, regions)])
        rows.append((code, f"{code[-1]}组", "group", grid_codes[grid], kind, outline))

    patch_codes = np.empty(PATCHES, dtype="<U18")
    taken: dict[int, int] = {}
    for patch in order.tolist():
        region = int(region_of_patch[patch])
        grid = grid_of_region[region]
        taken[grid] = taken.get(grid, 0) + 1
        patch_codes[patch] = f"{grid_codes[grid]}{taken[grid]:03d}"
        outline = (
            shapely.coverage_union_all(faces.ground[faces.region == region])
            if region < PATCHES
            else None
        )
        parent = group_of_region.get(region, grid_codes[grid])
        rows.append((patch_codes[patch], f"{taken[grid]}邻", "patch", parent, None, outline))
    frame = pd.DataFrame(rows, columns=["code", "name", "level", "parent", "kind", "outline"])
    frame = pd.concat(
        [frame[frame.level != "patch"], frame[frame.level == "patch"].sort_values("code")]
    )
    leaf = np.array([grid_codes[grid] for grid in grid_of_face], dtype="<U18")
    first_patch = {
        int(region_of_patch[patch]): patch_codes[patch] for patch in order[::-1].tolist()
    }
    for face, region in enumerate(faces.region.tolist()):
        leaf[face] = first_patch.get(region, leaf[face])
    return Division(frame.reset_index(drop=True), patch_codes, grid_codes, leaf)


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
    return np.lexsort((at[:, 0], rows)).tolist()


def _reading_order(
    patches: Patches, building_of_unit: NDArray[np.int64], at: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Order patches by place; within a tower by unit, then upwards."""
    lowest = np.full((PATCHES, 2), 0)
    lowest[patches.patch] = np.stack([patches.unit, patches.lo], axis=1)
    band = -np.floor(at[:, 1] / 40.0)
    return np.lexsort((lowest[:, 1], lowest[:, 0], at[:, 0], band))
