"""What a sending by some channel brings, where nobody has said it for this one."""

from __future__ import annotations

from ringtrue.core.workspace import Workspace
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.learn_responses import learn_responses
from ringtrue.do.channels import Rates, rates_of


def channel_rates(person: Person, workspace: Workspace, channel: str) -> Rates:
    """Orders, contacts and delay: as earlier campaigns of the channel had them, else as assumed.

    Raises `SourceError` when the table of purchases cannot be read.
    """
    require(person.name, person.roles, Action.WRITE_COPY)
    return rates_of(channel, learn_responses(workspace))
