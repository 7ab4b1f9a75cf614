"""Offices held by the people who serve, and the groups they serve first."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["KeyGroup", "Occupancy", "Office", "Registration"]


class Office(StrEnum):
    """What a person does somewhere, between two dates."""

    CADRE = "cadre"  # 社区/街道干部
    GRID_LEAD = "grid_lead"  # 网格长
    GRID_WORKER_FULL = "grid_worker_full"  # 专职网格员
    GRID_WORKER_PART = "grid_worker_part"  # 兼职网格员
    GRID_CADRE = "grid_cadre"  # 包格干部
    GROUP_LEAD = "group_lead"  # 组长
    PATCH_LEADER = "patch_leader"  # 邻长
    BUILDING_LEAD = "building_lead"  # 楼栋长
    MEMBER_HOUSEHOLD = "member_household"  # 党员中心户
    SERVICE_POST = "service_post"  # 公益岗位
    PLANNER = "planner"  # 街道规划员
    DEPARTMENT_OFFICER = "department_officer"  # 部门联络员
    ADMIN = "admin"  # 管理员


class KeyGroup(StrEnum):
    """Groups that service reaches first; a workspace may add its own, towards service only."""

    HARDSHIP = "困难群众"
    ELDER_ALONE = "独居老人"
    CHILD_LEFT_BEHIND = "留守儿童"
    DISABLED = "残疾人"
    MEMBER_IN_HARDSHIP = "困难党员"
    MEMBER_AWAY = "流动党员"


class Occupancy(StrEnum):
    """How a dwelling is lived in, by the register."""

    OCCUPIED = "occupied"  # 自住
    RENTED = "rented"  # 出租
    COLLECTIVE = "collective"  # 集体户
    VACANT = "vacant"  # 空置: out of every target


class Registration(StrEnum):
    """Whether those who live in a dwelling are registered there (人户关系)."""

    BOTH = "both"  # 人户一致
    LIVES_HERE = "lives_here"  # 人在户不在
    REGISTERED_HERE = "registered_here"  # 户在人不在
