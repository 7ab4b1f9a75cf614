"""Signing in on either database; how it looks to a browser is in ``tests/api``."""

from __future__ import annotations

import pyotp
import pytest
from sqlalchemy import func, select

from gridmap.errors import Conflict, NotPermitted, NotSignedIn
from gridmap.store import people as person_store
from gridmap.store.tables.access import account
from gridmap.store.tables.people import person
from gridmap.territory.people import Office
from gridmap.territory.policy import Act, Data
from gridmap.usecases import sessions
from gridmap.usecases.accounts import add_account, first_admin
from gridmap.usecases.acting import Actor
from gridmap.usecases.attempts import Attempts
from gridmap.usecases.invitations import invite, join
from gridmap.usecases.keys import rotate_keys
from gridmap.usecases.offices import assign_office
from gridmap.usecases.seats import Seat
from gridmap.usecases.second_factor import begin, confirm
from gridmap.usecases.sessions import Credentials, Rolling, sign_in, who_has
from gridmap.usecases.tokens import add_token, holder_of
from tests.database import ON_BOTH, ON_SQLITE
from tests.usecases.worlds import COMMUNITIES, GRIDS

pytestmark = ON_SQLITE

PASSWORD = "seven lamps over brook"  # noqa: S105  (of invented people)


@pytest.fixture
def rolling(workspace):
    made = Rolling(workspace)
    yield made
    made.close()


def signed_in(workspace, login, code=None):
    given = Credentials(login, PASSWORD, code)
    return sign_in(workspace, given, device=None, logins=Attempts())


def test_a_password_is_kept_so_that_each_guess_is_dear(passwords_as_kept):
    """Argon2id with 64 MiB and three passes: RFC 9106, the second of its recommended options."""
    assert passwords_as_kept.hash(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_a_refusal_is_told_late(workspace, monkeypatch):
    first_admin(workspace, "admin", PASSWORD)
    waits = []
    monkeypatch.setattr(sessions, "_REFUSED_AFTER", 60.0)
    monkeypatch.setattr(sessions.time, "sleep", waits.append)
    for login, password in (("admin", f"{PASSWORD}s"), ("nobody", PASSWORD)):
        given = Credentials(login, password, None)
        with pytest.raises(NotSignedIn):
            sign_in(workspace, given, device=None, logins=Attempts())
    assert [wait > 30 for wait in waits] == [True, True]


@ON_BOTH
def test_from_the_first_administrator_to_a_leader(workspace, rolling):
    first_admin(workspace, "admin", PASSWORD)
    with pytest.raises(Conflict):
        first_admin(workspace, "second", PASSWORD)
    with pytest.raises(Conflict):
        add_account(workspace, "admin", PASSWORD, Seat(Office.CADRE, COMMUNITIES[0]))
    add_account(workspace, "cadre", PASSWORD, Seat(Office.CADRE, COMMUNITIES[0]), name="王芳")
    with workspace.database.read() as conn:
        counted = [conn.scalar(select(func.count()).select_from(one)) for one in (account, person)]
    assert counted == [2, 2]  # what was refused left nobody behind

    cadre = signed_in(workspace, "cadre")
    assert who_has(workspace, cadre.secret, rolling) == cadre.who
    assert who_has(workspace, cadre.secret + "x", rolling) is None
    offer = begin(workspace, cadre.who)
    codes = pyotp.TOTP(offer.secret)
    confirm(workspace, cadre.who, offer.setup, codes.at(workspace.clock()))
    rotate_keys(workspace)
    with pytest.raises(NotSignedIn):
        signed_in(workspace, "cadre", "000000")
    workspace.clock.forward(minutes=1)
    signed_in(workspace, "cadre", codes.at(workspace.clock()))

    with workspace.writing() as conn:
        leader = person_store.add(conn, {"name_sealed": workspace.seals.seal("赵大妈")})["uid"]
    assign_office(workspace, leader, Seat(Office.GRID_WORKER_PART, GRIDS[0]))
    theirs = workspace.acting_as(cadre.who.actor)
    secret = invite(theirs, leader, cadre.who).secret
    joined = join(workspace, secret, logins=Attempts())
    [held] = joined.who.actor.held
    assert held.role == "worker"
    with pytest.raises(NotPermitted):
        invite(workspace.acting_as(joined.who.actor), leader, joined.who)

    token = add_token(theirs, cadre.who, "city", {(Act.SEE, Data.FIGURES)}, days=1)
    holder = holder_of(workspace, token.secret or "", rolling)
    assert holder is not None
    assert holder.actor.may(Act.SEE, Data.FIGURES)
    assert not holder.actor.may(Act.SEE, Data.DOORS)
    rolling.settle()
    assert holder_of(workspace, token.secret or "", rolling) == holder


def test_nobody_makes_accounts_but_who_keeps_them(workspace):
    for actor in (Actor(None), Actor(1)):
        with pytest.raises(NotPermitted):
            add_account(workspace.acting_as(actor), "x", PASSWORD, Seat(Office.ADMIN))
