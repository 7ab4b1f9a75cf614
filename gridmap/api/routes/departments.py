"""Departments (部门) that cases are sent to."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from gridmap.api.deps import InWorkspace
from gridmap.api.requests import routes_of
from gridmap.api.routes.people import Name
from gridmap.usecases import departments

__all__ = ["router"]

router = routes_of("departments")


class DepartmentIn(BaseModel):
    """What a department is called."""

    model_config = ConfigDict(extra="forbid")

    name: Name


class Department(BaseModel):
    """A department."""

    uid: str
    name: str


def _department(one: departments.Department) -> Department:
    return Department(uid=one.uid, name=one.name)


@router.get("")
def list_departments(workspace: InWorkspace) -> list[Department]:
    """List the departments of today."""
    return [_department(one) for one in departments.departments(workspace)]


@router.post("", status_code=201)
def post_department(workspace: InWorkspace, told: DepartmentIn) -> Department:
    """Enter a department, or open one of that name again."""
    return _department(departments.add_department(workspace, told.name))


@router.put("/{uid}")
def put_department(workspace: InWorkspace, uid: str, told: DepartmentIn) -> Department:
    """Give a department another name."""
    return _department(departments.rename_department(workspace, uid, told.name))


@router.delete("/{uid}", status_code=204)
def delete_department(workspace: InWorkspace, uid: str) -> None:
    """Close a department from today."""
    departments.close_department(workspace, uid)
