"""What somebody who signed in is told about themselves."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import RowMapping

from gridmap.store import accounts as account_store
from gridmap.store import areas as area_store
from gridmap.store import offices as office_store
from gridmap.store import people as person_store
from gridmap.territory.areas import AreaTree
from gridmap.territory.people import Office
from gridmap.territory.policy import Act, Data, Role, role_of
from gridmap.usecases.offices import OfficeView, view_of
from gridmap.usecases.signed_in import Lack, SignedIn
from gridmap.usecases.workspace import Workspace

__all__ = ["Me", "me"]


@dataclass(frozen=True, slots=True)
class Me:
    """Who somebody is here.

    Attributes
    ----------
    uid
        Of the person; ``None`` for whoever sits at this machine while nobody has an account.
    role
        The strongest of their roles; ``None`` without an office.
    may
        All that they may do somewhere, as ``(act, data)``.
    home
        Code of the area they begin with; ``None`` for the whole workspace.
    needs
        What they are asked to set before they go on.
    second_factor
        Whether codes of one are asked for when they sign in.
    """

    uid: str | None
    login: str | None
    name: str | None
    offices: tuple[OfficeView, ...]
    role: Role | None
    may: tuple[tuple[Act, Data], ...]
    home: str | None
    needs: Lack | None
    second_factor: bool = False


def me(workspace: Workspace, who: SignedIn) -> Me:
    """Tell somebody who they are here."""
    may = tuple((act, data) for data in Data for act in Act if who.actor.may(act, data))
    if who.account is None or who.actor.person is None:
        return Me(None, None, None, (), None, may, None, None)
    person = who.actor.person
    with workspace.database.read() as conn:
        account = account_store.by_row(conn, who.account)
        tree = area_store.tree(conn, workspace.today())
        known = person_store.rows_of(conn, [person])[person]
        held = office_store.held(conn, workspace.today(), persons=[person])
    sealed = known["name_sealed"]
    strength = list(Role)
    held.sort(key=lambda row: strength.index(role_of(Office(row["office"]))), reverse=True)
    role = role_of(Office(held[0]["office"])) if held else None
    return Me(
        uid=known["uid"],
        login=account["login"],
        name=workspace.seals.opened(sealed) if sealed else None,
        offices=tuple(view_of(tree, row) for row in held),
        role=role,
        may=may,
        home=_home(tree, held, role),
        needs=who.lacks,
        second_factor=account["totp_sealed"] is not None,
    )


def _home(tree: AreaTree, held: list[RowMapping], role: Role | None) -> str | None:
    codes = sorted(
        tree.areas[row["area"]].code
        for row in held
        if row["area"] in tree.areas and role_of(Office(row["office"])) is role
    )
    return codes[0] if codes else None
