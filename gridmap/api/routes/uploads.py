"""Files handed in for an import."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import Query, Request
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field
from starlette.requests import ClientDisconnect

from gridmap.api.deps import AtDesk
from gridmap.api.requests import routes_of
from gridmap.errors import InputError
from gridmap.intake.limits import FILE_BYTES

__all__ = ["router"]

router = routes_of("uploads")

_RAW_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


class Upload(BaseModel):
    """A file that came in; it goes with the import that takes it, or after an hour."""

    id: str
    name: str = Field(description="What to call it", examples=["楼栋.xlsx"])
    bytes: int


# The setting `upload_mb` is looked at while the body comes in; this is what no setting goes beyond.
@router.post("", status_code=201, max_body_size=FILE_BYTES, openapi_extra=_RAW_BODY)
async def receive_upload(
    request: Request,
    desk: AtDesk,
    name: Annotated[str, Query(description="What the file is called", max_length=1000)],
) -> Upload:
    """Hand a file in: the body is the file as it is, no larger than the setting `upload_mb`."""
    said = request.headers.get("content-length", "")
    try:
        with desk.uploads.receiving(name) as file:
            file.expect(int(said) if said.isdecimal() else 0)
            async for chunk in request.stream():
                await run_in_threadpool(file.write, chunk)
    except ClientDisconnect as gone:
        raise InputError("upload-broken-off") from gone
    made = desk.uploads.find(file.id)
    return Upload(id=made.id, name=made.name, bytes=made.size)


@router.delete("/{upload}", status_code=204)
def drop_upload(desk: AtDesk, upload: str) -> None:
    """Throw a file away that no import is about to take."""
    desk.drop_upload(upload)
