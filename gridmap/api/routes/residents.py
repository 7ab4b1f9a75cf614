"""What residents ask for, and who answers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import Request
from pydantic import AfterValidator, BaseModel, Field

from gridmap.api.access import Gate, address_of
from gridmap.api.deps import InWorkspace, Limit, OpenWorkspace
from gridmap.api.requests import routes_of
from gridmap.api.routes.me import readable
from gridmap.usecases.resident_requests import (
    Answer,
    Asked,
    RequestKind,
    answer_request,
    ask,
    requests,
    waiting_requests,
)

__all__ = ["residents", "router"]

router = routes_of("residents")
residents = routes_of("residents")

Text = Annotated[str, Field(max_length=400), AfterValidator(readable)]


class NewRequest(BaseModel):
    """What a resident asks for; they need not say who they are."""

    kind: RequestKind
    address: Text = Field(description="Building, unit and door in their own words")
    contact: Text | None = Field(None, description="How to reach them, if they want an answer")
    badge: Annotated[str, Field(max_length=40)] | None = Field(
        None, description="Code of the badge that was shown to them"
    )
    community: Annotated[str, Field(max_length=64)] | None = Field(
        None, description="Code of the community, without a badge"
    )


class RequestReceipt(BaseModel):
    """The number of a request, to ask by."""

    uid: str


class ResidentRequest(BaseModel):
    """A request that waits for an answer."""

    uid: str
    kind: RequestKind
    asked_at: datetime
    community: str
    address: str
    contact: str | None


class RequestCount(BaseModel):
    """How many requests wait for an answer."""

    count: int


class NewAnswer(BaseModel):
    """What becomes of a request."""

    answer: Answer
    household: str | None = Field(None, description="`uid` of the door it means")


@router.post("/requests", status_code=201)
def post_request(request: Request, workspace: OpenWorkspace, asked: NewRequest) -> RequestReceipt:
    """Ask for no visits, to see what is kept, or to have it erased. Anybody may.

    One address is let through with a few in an hour, so that it cannot keep others out.
    """
    Gate.of(request.app).requests.take(address_of(request), workspace.clock())
    uid = ask(
        workspace,
        asked.kind,
        Asked(asked.address, asked.contact),
        badge=asked.badge,
        community=asked.community,
    )
    return RequestReceipt(uid=uid)


@residents.get("/requests")
def list_requests(workspace: InWorkspace, limit: Limit = 200) -> list[ResidentRequest]:
    """List the requests that wait for one's answer, the oldest first."""
    waiting = requests(workspace, most=limit)
    return [ResidentRequest.model_validate(view, from_attributes=True) for view in waiting]


@residents.get("/requests/waiting")
def count_requests(workspace: InWorkspace) -> RequestCount:
    """Tell how many wait for one's answer, without looking at any."""
    return RequestCount(count=waiting_requests(workspace))


@residents.put("/requests/{uid}", status_code=204)
def put_request(workspace: InWorkspace, uid: str, given: NewAnswer) -> None:
    """Answer a request; what it said is let go of."""
    answer_request(workspace, uid, given.answer, household=given.household)
