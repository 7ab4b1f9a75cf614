"""Hazards found on the rounds: some handled, some open, some open too long."""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from gridmap.demo.plane import dice
from gridmap.geo.crs import Geometries

__all__ = ["found_hazards"]

_INDOORS: Final = {
    "fire": ("楼道里给电动车充电", "消防箱空了", "疏散通道的门上了锁"),
    "electric": ("飞线从三楼拉到车棚", "电表箱门脱落，线露在外面", "架空线垂到窗边"),
    "gas": ("厨房软管老化，闻得到气味", "煤气瓶放在楼梯间", "热水器没有烟道"),
    "water": ("屋顶漏水到三楼", "地下室积水", "楼道水管爆裂"),
    "blocked": ("楼道堆满旧家具", "单元门口堆着装修垃圾", "自行车堵住楼梯"),
    "falling": ("外墙瓷砖松动", "阳台花盆没有护栏", "雨棚要掉下来了"),
    "lift": ("电梯困人两次", "电梯门夹人", "电梯年检过期"),
    "fraud": ("有人上门推销“保健床”", "楼道里贴满贷款广告", "冒充社区干部收费"),
    "noise": ("夜里切割石材", "楼下烧烤到半夜", "空调外机整夜响"),
    "other": ("单元门关不上", "楼道灯不亮", "围墙开裂"),
}
_OUTDOORS: Final = {
    "water": ("化粪池外溢", "水管爆裂，路面积水"),
    "blocked": ("杂物占了消防通道", "围挡占了人行道"),
    "falling": ("广告牌松动", "枯树枝要断了"),
    "noise": ("广场音响太大声", "夜里施工"),
    "other": ("窨井盖松动", "路灯不亮", "路面塌了一个坑"),
}
_SEVERITIES: Final = ("minor", "serious", "severe")
_HAZARDS: Final = 42


def found_hazards(
    today: date,
    refs: NDArray[np.str_],
    outlines: Geometries,
    tall: NDArray[np.bool_],
    streets: Geometries,
) -> pd.DataFrame:
    """Report hazards at buildings and, one in five, on streets.

    Parameters
    ----------
    today
        Local date; all were opened before it.
    refs, outlines, tall
        Buildings with homes: reference, ground on the plane, and whether there are lifts.
    streets
        Pieces of street on the plane.

    Returns
    -------
    pandas.DataFrame
        ``category, severity, state, building, geometry, opened_at, note``, the points on the plane.
    """
    rng = dice(11)
    categories = list(_INDOORS)
    opened = np.sort(rng.gamma(1.6, 4.0, _HAZARDS).clip(0.2, 23.0))[::-1]
    midnight = pd.Timestamp(today, tz="Asia/Shanghai")
    rows = []
    for nth, days in enumerate(opened.tolist()):
        category = categories[nth % len(categories)]
        grave = 0.04 if category in {"noise", "other"} else 0.2
        severity = str(rng.choice(_SEVERITIES, p=(0.6 - grave, 0.4, grave)))
        handled = rng.random() < min(0.75, 0.08 * days)
        choice = np.flatnonzero(tall) if category == "lift" else np.arange(len(refs))
        place = int(rng.choice(choice))
        outdoors = category in _OUTDOORS and rng.random() < 0.45
        point = (
            shapely.line_interpolate_point(
                streets[int(rng.integers(len(streets)))], 0.4, normalized=True
            )
            if outdoors
            else shapely.point_on_surface(outlines[place])
        )
        at = (midnight - pd.Timedelta(days=days)).floor("D") + pd.Timedelta(
            minutes=int(rng.integers(9 * 60, 20 * 60))
        )
        at = min(at, midnight - pd.Timedelta(hours=4))
        rows.append(
            {
                "category": category,
                "severity": severity,
                "state": "handled" if handled else "open",
                "building": None if outdoors else refs[place],
                "geometry": point,
                "opened_at": at.tz_convert("UTC"),
                "note": str(rng.choice((_OUTDOORS if outdoors else _INDOORS)[category])),
            }
        )
    frame = pd.DataFrame(rows).sort_values("opened_at", kind="stable", ignore_index=True)
    return frame.astype({"building": "string", "opened_at": "datetime64[us, UTC]"})
