"""What the contact cards (便民联系卡) of an area say."""

from __future__ import annotations

from gridmap.errors import InputError
from gridmap.render.sheets import ContactCard
from gridmap.territory.areas import Area
from gridmap.territory.codes import Level
from gridmap.usecases.sheet_scenes import SheetReader
from gridmap.words import say

__all__ = ["contact_card"]


def contact_card(reader: SheetReader, area: Area, address: str | None) -> ContactCard:
    """Read what is said on the cards for the households of an area; nobody is named.

    Parameters
    ----------
    address
        Where phones find the server.

    Raises
    ------
    InputError
        ``cards-without-address``: there is nothing for their codes to open.
    """
    if address is None:
        raise InputError("cards-without-address")
    community = reader.tree.standing_for(area, Level.COMMUNITY)
    title = reader.title(community)
    between = [one for one in reader.tree.path(area) if one.level.depth > community.level.depth]
    place = say("place-joint", lang=reader.lang).join(
        reader.title(one) for one in reversed(between)
    )
    page = f"{address.rstrip('/')}/#"
    return ContactCard(
        title,
        place,
        reader.workspace.settings.duty_phone,
        f"{page}/badge",
        f"{page}/residents/no_visits?community={community.code}",
    )
