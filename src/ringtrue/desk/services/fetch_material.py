"""A page of the web as a material: fetched once, under the guards of `say.fetching`."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import urlsplit

from ringtrue.core.workspace import Workspace
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.material import MaterialVersion
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.add_material import NAME, add_material
from ringtrue.say.fetching import fetch
from ringtrue.say.reading import format_of_page

WEB = "web"


def fetch_material(
    person: Person,
    campaign: Campaign,
    workspace: Workspace,
    *,
    address: str,
    name: str = "",
    channel: str = WEB,
) -> MaterialVersion:
    """Fetch a page and add it; without a name it is called by its address.

    Raises `ReadError` for an address that is refused or does not answer, and for a page that
    cannot be read. Nothing is fetched for somebody who may not add it.
    """
    require(person.name, person.roles, Action.WRITE_COPY)
    address = address.strip()
    page = fetch(address, reach=workspace.reach)
    return add_material(
        person,
        campaign,
        name=name or name_of(address),
        channel=channel,
        data=page.data,
        format=format_of_page(page),
        address=address,
        charset=page.charset[:40],
    )


def name_of(address: str) -> str:
    """What a page is called when nobody says: host and path.

    >>> name_of("https://www.example.com/offers/summer?ref=1")
    'www.example.com/offers/summer'
    """
    parts = urlsplit(address)
    path = str(PurePosixPath(parts.path)) if parts.path not in {"", "/"} else ""
    return f"{parts.hostname or address}{path}"[:NAME]
