"""Kinds of case and how grave a hazard is."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["CaseKind", "CaseState", "HazardCategory", "Severity"]


class CaseKind(StrEnum):
    """What is passed on from the door."""

    HAZARD = "hazard"  # 隐患
    SUGGESTION = "suggestion"  # 意见建议
    DISPUTE = "dispute"  # 矛盾纠纷
    MATTER = "matter"  # 关键小事
    WISH = "wish"  # 微心愿


class CaseState(StrEnum):
    """Where a case stands."""

    OPEN = "open"  # 未结
    HANDLED = "handled"  # 已结


class HazardCategory(StrEnum):
    """What kind of danger; each has one character on the map."""

    FIRE = "fire"  # 火
    ELECTRIC = "electric"  # 电
    GAS = "gas"  # 气
    WATER = "water"  # 水
    BLOCKED = "blocked"  # 堵: stairwell or fire lane
    FALLING = "falling"  # 坠: from height
    LIFT = "lift"  # 梯
    FRAUD = "fraud"  # 诈
    NOISE = "noise"  # 噪
    OTHER = "other"  # 他


class Severity(StrEnum):
    """How grave a hazard is."""

    MINOR = "minor"  # 一般
    SERIOUS = "serious"  # 较大
    SEVERE = "severe"  # 重大
