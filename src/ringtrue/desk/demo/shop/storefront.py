"""The shop's own pages, as customers find them: one of them says more than anybody signed."""

from __future__ import annotations

from pathlib import Path

from ringtrue.core.workspace import Workspace
from ringtrue.desk.demo.shop.past import BROKEN, KEPT
from ringtrue.desk.demonstration import TELLER
from ringtrue.desk.jobs.kinds import JobKind
from ringtrue.desk.jobs.queue import enqueue
from ringtrue.desk.models.material import Material
from ringtrue.desk.services.publish_material import publish_material
from ringtrue.desk.terminal import Terminal

_PAGES = Path(__file__).with_name("published")
_OUT = {KEPT: "five-days", BROKEN: "reply"}
"""Campaigns that are out, by name, and the page of each."""

PATH = "shop"
"""Where the desk of a demonstration serves the pages, as if it were the shop's web server."""


def page_of(name: str) -> bytes | None:
    """A page by its name; None when there is none."""
    return (_PAGES / f"{name}.html").read_bytes() if name in _OUT.values() else None


def publish_shop(workspace: Workspace, address: str) -> None:
    """Say that the pages are to be found at this desk, and have the worker read them."""
    for campaign, name in _OUT.items():
        rows = Material.objects.filter(campaign__name=campaign, name="page.html", removed_at=None)
        for page in rows.filter(campaign__ended_at=None).select_related("campaign"):
            publish_material(Terminal(TELLER), page, address=f"{address}/{PATH}/{name}/")
    if workspace.allow_private_addresses:
        enqueue(JobKind.READ_LIVE, key="all")
