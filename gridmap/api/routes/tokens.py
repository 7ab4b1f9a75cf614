"""API tokens: by which programs act for somebody, within scopes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from gridmap.api.deps import InSession, InWorkspace
from gridmap.api.requests import routes_of
from gridmap.api.routes.me import readable
from gridmap.usecases import tokens

__all__ = ["router"]

router = routes_of("tokens")


Scope = Annotated[str, Field(max_length=80, examples=["see figures"])]


class NewToken(BaseModel):
    """What a program is to do."""

    name: Annotated[str, Field(min_length=1, max_length=80), AfterValidator(readable)]
    scopes: list[Scope] = Field(description="Acts and data, as `GET /me` tells what one may")
    days: int = Field(90, ge=1, le=tokens.MOST_DAYS)


class Token(BaseModel):
    """A token; never the secret itself."""

    uid: str
    name: str
    login: str | None = Field(description="For whom it acts")
    scopes: list[Scope]
    made_at: datetime
    ends_at: datetime
    used_at: datetime | None
    revoked: bool


class MadeToken(Token):
    """A new token, with its secret: told only now."""

    secret: str


class Tokens(BaseModel):
    """All one may see."""

    items: list[Token]


def _told(view: tokens.TokenView) -> Token:
    return Token(
        uid=view.uid,
        name=view.name,
        login=view.login,
        scopes=[f"{act} {data}" for act, data in view.scopes],
        made_at=view.made_at,
        ends_at=view.ends_at,
        used_at=view.used_at,
        revoked=view.revoked,
    )


@router.get("")
def get_tokens(workspace: InWorkspace, who: InSession) -> Tokens:
    """List one's own tokens; whoever keeps accounts sees those of all."""
    return Tokens(items=[_told(view) for view in tokens.tokens(workspace, who)])


@router.post("", status_code=201)
def post_token(workspace: InWorkspace, who: InSession, new: NewToken) -> MadeToken:
    """Make a token that acts for oneself: `Authorization: Bearer …`."""
    scopes = {tokens.read_scope(scope) for scope in new.scopes}
    made = tokens.add_token(workspace, who, new.name, scopes, days=new.days)
    return MadeToken(**_told(made).model_dump(), secret=made.secret or "")


@router.delete("/{uid}", status_code=204)
def delete_token(workspace: InWorkspace, who: InSession, uid: str) -> None:
    """Let a token count no more."""
    tokens.revoke_token(workspace, who, uid)
