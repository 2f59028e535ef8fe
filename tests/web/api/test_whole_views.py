"""What a page is shown of a thing, the API tells as well: field by field, or there is a reason."""

from __future__ import annotations

from dataclasses import fields
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ringtrue.web.api.schemas.base import Shown

_VIEWS = (
    ("alerts.Alert", "see_alerts.AlertView"),
    ("audit.Event", "see_audit.AuditLine"),
    ("campaigns.CampaignRow", "see_campaigns.CampaignRow"),
    ("campaigns.Campaign", "see_campaign.CampaignView"),
    ("campaigns.Reason", "see_campaign.ReasonView"),
    ("cycle.Cycle", "simulate_cycle.CycleView"),
    ("cycle.CycleLoop", "read_loop.LoopView"),
    ("cycle.KeptHere", "simulate_cycle.Kept"),
    ("cost.Cost", "count_cost.Cost"),
    ("delivery.Delivery", "see_delivery.DeliveryView"),
    ("delivery.NotArrived", "see_delivery.DeliveryLine"),
    ("delivery.Webhook", "see_delivery.WebhookView"),
    ("dossiers.Dossiers", "ask_for_dossier.Dossiers"),
    ("dossiers.DossierAsked", "ask_for_dossier.DossierAsked"),
    ("dossiers.DossierFile", "ask_for_dossier.DossierLine"),
    ("live.LiveFinding", "see_live_copy.FindingView"),
    ("load.Load", "see_readiness.ReadinessView"),
    ("live.LivePage", "see_live_copy.LivePageView"),
    ("materials.Claim", "see_campaign.ClaimView"),
    ("materials.Comment", "see_campaign.CommentView"),
    ("materials.Material", "see_campaign.MaterialView"),
    ("notifications.Notification", "see_notifications.NotificationView"),
    ("notifications.Wish", "see_notifications.Choice"),
    ("offers.Offer", "see_offers.OfferView"),
    ("offers.Offers", "see_offers.OffersView"),
    ("people.Person", "see_people.PersonRow"),
    ("promises.Promise", "see_promise.PromiseView"),
    ("reviews.CampaignChecked", "check_campaign.CheckedCampaign"),
    ("settings.Setting", "see_settings.Setting"),
    ("settings.Settings", "see_settings.SettingsView"),
    ("settings.SignatureRule", "see_settings.SignatureRule"),
    ("sign_offs.SignOff", "see_campaign.SignOffView"),
    ("sources.Source", "see_sources.SourceRow"),
    ("standards.Standard", "see_book.StandardView"),
    ("study.Study", "see_promise.StudyView"),
    ("tokens.Token", "see_tokens.TokenRow"),
)
"""A schema, and what its page is given."""

ELSEWHERE = {
    ("audit.Event", "details"): "the payload, as pairs",
    ("campaigns.Campaign", "campaign"): "told field by field",
    ("campaigns.Campaign", "state"): "of the gate",
    ("campaigns.Campaign", "reasons"): "of the gate",
    ("campaigns.Campaign", "decision"): "the outlook of the gate",
    ("campaigns.Campaign", "changed"): "of the gate",
    ("campaigns.Campaign", "seal"): "of the gate",
    ("campaigns.Campaign", "may"): "/me tells what the caller may do",
    ("delivery.Delivery", "webhooks"): "a list of its own",
    ("live.LivePage", "last"): "the first of its copies",
    ("materials.Material", "blocks"): "the text cut for HTML",
    ("people.Person", "lacks"): "the roles that are not among theirs",
    ("promises.Promise", "standing"): "the figures",
    ("promises.Promise", "counts"): "of the figures",
    ("promises.Promise", "months"): "of the figures",
    ("promises.Promise", "parts"): "the segments",
    ("promises.Promise", "budget"): "of the figures",
    ("promises.Promise", "campaigns"): "live and coming of the figures",
}
"""Fields that are not told under their own name, and where they are instead."""


def told(schema: type[Shown]) -> set[str]:
    """What a schema reads of a thing."""
    found = set()
    for name, field in schema.model_fields.items():
        alias = field.validation_alias
        found.add(getattr(alias, "path", [alias or name])[0])
    return found


@pytest.mark.parametrize(("schema", "view"), _VIEWS)
def test_each_field_of_a_view_is_told(schema: str, view: str) -> None:
    room, _, name = schema.partition(".")
    file, _, noun = view.partition(".")
    shown = getattr(import_module(f"ringtrue.web.api.schemas.{room}"), name)
    seen = getattr(import_module(f"ringtrue.desk.services.{file}"), noun)
    reasons = {field for one, field in ELSEWHERE if one == schema}
    assert {each.name for each in fields(seen)} - told(shown) == reasons
