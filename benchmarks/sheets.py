"""Printing sheets, beside geopandas and matplotlib drawing the same content.

A made town of blocks: each sheet has a block of houses with statuses and numbers, the blocks around
it, streets with names, and a list of its houses. Both draw the same on A4; the other does not keep
numbers, names and furniture apart from one another, and is spared that work.

    uv sync --group peers
    python -m benchmarks.sheets
"""

from __future__ import annotations

import io
import resource  # noqa: TID251  (measuring is for POSIX)
import time
from typing import Any, Final

import geopandas as gpd
import numpy as np
import shapely

import gridmap
from benchmarks.protocol import compare, keep

SHEETS: Final = 200
BESIDE: Final = 10  # sheets that both draw
ACROSS, DOWN = 7, 2  # houses on a block
HOUSE, APART = 9.0, 14.0  # metres
STREET: Final = 10.0
EAST, SOUTH = 500_000.0, 3_080_000.0
CRS: Final = "EPSG:4547"
STATUSES: Final = ("untouched", "partly", "done")


def town(sheets: int) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Make areas, buildings and streets of a town of so many blocks."""
    side = int(np.ceil(np.sqrt(sheets)))
    wide, high = ACROSS * APART + STREET, DOWN * APART + STREET
    areas, houses, streets = [], [], []
    made = np.random.default_rng(0)
    for block in range(sheets):
        x, y = EAST + block % side * wide, SOUTH - block // side * high
        code = f"43020200200{block:04}"
        areas.append((code, shapely.box(x, y, x + wide, y + high)))
        for at in range(ACROSS * DOWN):
            left = x + STREET / 2 + at % ACROSS * APART
            low = y + STREET / 2 + at // ACROSS * APART
            notch = made.uniform(1, 4)
            shape = shapely.box(left, low, left + HOUSE, low + HOUSE).difference(
                shapely.box(left, low, left + notch, low + notch)
            )
            houses.append((code, f"荷叶街{at + 1}号", STATUSES[made.integers(3)], shape))
    for row in range(sheets // side + 2):
        y = SOUTH - (row - 1) * high
        line = shapely.LineString([(EAST - 50, y), (EAST + side * wide + 50, y)])
        streets.append((f"荷叶{row}街", "residential", line))
    return (
        gpd.GeoDataFrame(areas, columns=["code", "geometry"], crs=CRS),
        gpd.GeoDataFrame(houses, columns=["area", "address", "status", "geometry"], crs=CRS),
        gpd.GeoDataFrame(streets, columns=["name", "kind", "geometry"], crs=CRS),
    )


def ours(given: Any) -> bytes:
    areas, houses, streets = given
    return gridmap.atlas(areas, houses, streets=streets, title="荷叶街", lang="zh-CN")


def with_matplotlib(given: Any) -> bytes:
    import matplotlib.pyplot as plt  # noqa: PLC0415  (of the peers alone)
    from matplotlib.backends.backend_pdf import PdfPages  # noqa: PLC0415

    areas, houses, streets = given
    out = io.BytesIO()
    hatches = {"untouched": None, "partly": "//", "done": "xxxx"}
    with PdfPages(out) as pdf:
        for code, outline in zip(areas["code"], areas.geometry, strict=True):
            own = houses[houses["area"] == code]
            around = houses[(houses["area"] != code) & houses.intersects(outline.buffer(120))]
            figure = plt.figure(figsize=(8.27, 11.69))
            axes = figure.add_axes((0.06, 0.4, 0.88, 0.5))
            streets.plot(ax=axes, color="grey", linewidth=4)
            around.plot(ax=axes, facecolor="#f1f1f1", edgecolor="#555555", linewidth=0.7)
            for status, hatch in hatches.items():
                some = own[own["status"] == status]
                if len(some):
                    some.plot(ax=axes, facecolor="white", edgecolor="black", hatch=hatch)
            gpd.GeoSeries([outline]).boundary.plot(ax=axes, color="black", linestyle="-.")
            for number, place in enumerate(own.geometry.centroid, start=1):
                axes.annotate(str(number), (place.x, place.y), ha="center", va="center")
            left, low, right, high = outline.bounds
            axes.set_xlim(left - 20, right + 20)
            axes.set_ylim(low - 20, high + 20)
            figure.suptitle(code)
            rows = [
                [str(number), address, "1", "", ""]
                for number, address in enumerate(own["address"], start=1)
            ]
            below = figure.add_axes((0.06, 0.05, 0.88, 0.3))
            below.axis("off")
            below.table(rows, colLabels=["号", "地址", "户数", "走访", "备注"], loc="center")
            pdf.savefig(figure)
            plt.close(figure)
    return out.getvalue()


def main() -> None:
    """Measure and keep."""
    few, many = town(BESIDE), town(SHEETS)
    measured: dict[str, Any] = {
        "sheets beside": BESIDE,
        **compare({"gridmap.atlas": ours, "matplotlib": with_matplotlib}, fresh=lambda: few),
    }
    one = town(1)
    began = time.perf_counter()
    ours(one)
    measured["one sheet, warm, seconds"] = round(time.perf_counter() - began, 3)
    taken = []
    made = b""
    for _ in range(5):
        began = time.perf_counter()
        made = ours(many)
        taken.append(round(time.perf_counter() - began, 2))
    measured[f"{SHEETS} sheets"] = {
        "seconds": sorted(taken)[2],
        "runs": taken,
        "megabytes": round(len(made) / 1e6, 2),
        # Pages are typeset in a process of its own.
        "peak memory of each process, MB": [
            resource.getrusage(whose).ru_maxrss // 1024
            for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        ],
    }
    print(measured)
    keep("sheets", measured, against=("geopandas", "matplotlib", "typst"))


if __name__ == "__main__":
    main()
