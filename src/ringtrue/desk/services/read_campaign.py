"""The copy of a campaign as it now stands, with every claim and what the rules say of it."""

from __future__ import annotations

from ringtrue.core.workspace import Workspace
from ringtrue.desk.materials import pages_of, reading_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.services.read_materials import Reading
from ringtrue.desk.services.whole_book import open_book


def read_campaign(workspace: Workspace, campaign: Campaign) -> Reading:
    """Read the newest version of every material; places name the material as their file.

    `workspace` is that of ringtrue.yaml; the store's standards are added. Nothing is written.
    """
    return reading_of(pages_of(campaign, open_book(workspace)))
