"""Whoever signed in: who they are here, their password, second factor and browsers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import Request
from pydantic import AfterValidator, BaseModel, Field

from gridmap.api.access import guarded
from gridmap.api.deps import AtOwnAccount, InSession
from gridmap.api.qr import qr_svg
from gridmap.api.requests import routes_of
from gridmap.territory.people import Office
from gridmap.territory.policy import Role, role_of
from gridmap.usecases import accounts, second_factor, sessions
from gridmap.usecases.me import Me as MeView
from gridmap.usecases.me import me
from gridmap.usecases.offices import OfficeView
from gridmap.usecases.passwords import MOST_LENGTH
from gridmap.usecases.signed_in import Lack

__all__ = ["Code", "HeldOffice", "Me", "Password", "held_office", "readable", "router", "tell_me"]

router = routes_of("me")


def readable(text: str) -> str:
    """Refuse half of a character pair: it is no text that anything could be made of."""
    try:
        text.encode()
    except UnicodeEncodeError as fault:
        raise ValueError("wanted-characters") from fault
    return text


Password = Annotated[str, Field(max_length=MOST_LENGTH), AfterValidator(readable)]
Code = Annotated[str, Field(max_length=40, examples=["123456"]), AfterValidator(readable)]


class HeldOffice(BaseModel):
    """An office somebody holds."""

    office: Office
    role: Role = Field(description="What one is here for by it")
    area: str | None = Field(description="Code")
    area_name: str | None
    department: str | None = Field(description="Name")


class Me(BaseModel):
    """Who one is here."""

    uid: str | None = Field(description="None while nobody has an account: all is open here")
    login: str | None
    name: str | None
    offices: list[HeldOffice]
    role: Role | None = Field(description="The strongest of one's roles")
    may: list[str] = Field(
        description="What one may do somewhere", examples=[["see figures", "change visits"]]
    )
    home: str | None = Field(description="Code of the area one begins with")
    needs: Lack | None = Field(description="What is to be set before going on")
    second_factor: bool = Field(description="Whether codes are asked for when one signs in")


class NewPassword(BaseModel):
    """Another password; a login too where there was none."""

    password: Password
    former: Password | None = None
    login: Annotated[str, Field(max_length=200), AfterValidator(readable)] | None = None


class FactorOffer(BaseModel):
    """A second factor that counts once a code of it is sent with `setup`."""

    setup: str
    secret: str
    uri: str
    qr: str = Field(description="The uri as a QR code, SVG")


class Confirmation(BaseModel):
    """The offer, and a code that shows it is in the app."""

    setup: Annotated[str, Field(max_length=1000), AfterValidator(readable)]
    code: Code


class RecoveryCodes(BaseModel):
    """Codes on paper, each good once; told only now."""

    codes: list[str]


class Session(BaseModel):
    """A browser that one is signed in on."""

    uid: str
    device: str | None = Field(examples=["WeChat · Android"])
    made_at: datetime
    seen_at: datetime
    here: bool = Field(description="Whether it is the one that asks")


class Sessions(BaseModel):
    """All of them, the last used first."""

    items: list[Session]


def held_office(view: OfficeView) -> HeldOffice:
    """Show an office."""
    return HeldOffice(
        office=view.office,
        role=role_of(view.office),
        area=view.area,
        area_name=view.area_name,
        department=None if view.department is None else view.department[1],
    )


def tell_me(view: MeView) -> Me:
    """Show somebody who they are."""
    return Me(
        uid=view.uid,
        login=view.login,
        name=view.name,
        offices=[held_office(office) for office in view.offices],
        role=view.role,
        may=[f"{act} {data}" for act, data in view.may],
        home=view.home,
        needs=view.needs,
        second_factor=view.second_factor,
    )


@router.get("")
def get_me(workspace: AtOwnAccount, who: InSession) -> Me:
    """Tell who one is, what one may do, and where one begins."""
    return tell_me(me(workspace, who))


@router.put("/password", status_code=204)
def put_password(
    request: Request, workspace: AtOwnAccount, who: InSession, new: NewPassword
) -> None:
    """Change one's password; sessions on other browsers end."""
    with guarded(request, who):
        accounts.change_password(workspace, who, new.password, former=new.former, login=new.login)


@router.post("/second-factor")
def post_second_factor(workspace: AtOwnAccount, who: InSession) -> FactorOffer:
    """Offer a second factor; nothing is kept yet."""
    offer = second_factor.begin(workspace, who)
    return FactorOffer(setup=offer.setup, secret=offer.secret, uri=offer.uri, qr=qr_svg(offer.uri))


@router.put("/second-factor")
def put_second_factor(
    request: Request, workspace: AtOwnAccount, who: InSession, given: Confirmation
) -> RecoveryCodes:
    """Take the second factor; from now on its codes are asked for."""
    with guarded(request, who):
        return RecoveryCodes(codes=second_factor.confirm(workspace, who, given.setup, given.code))


@router.delete("/second-factor", status_code=204)
def delete_second_factor(
    request: Request, workspace: AtOwnAccount, who: InSession, code: Code
) -> None:
    """Do without it again."""
    with guarded(request, who):
        second_factor.remove(workspace, who, code)


@router.get("/sessions")
def get_sessions(workspace: AtOwnAccount, who: InSession) -> Sessions:
    """List the browsers one is signed in on."""
    views = sessions.sessions(workspace, who)
    return Sessions(
        items=[
            Session(
                uid=view.uid,
                device=view.device,
                made_at=view.made_at,
                seen_at=view.seen_at,
                here=view.here,
            )
            for view in views
        ]
    )
