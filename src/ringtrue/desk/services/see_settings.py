"""What the workspace decides by: policy, signatures, clocks and checklist, in words.

Everything here stands in ringtrue.yaml, which is kept where code is kept; the desk only shows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ringtrue.core.campaign import ChecklistItem, SignOffRule
from ringtrue.core.schedule import Routine
from ringtrue.core.workspace import Workspace
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.gap.wording import percent


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its key in ringtrue.yaml, its value and what it does; `own` when not usual."""

    key: str
    value: str
    does: str
    own: bool


@dataclass(frozen=True, slots=True)
class SignatureRule:
    """Who signs, and for what; both in words."""

    roles: str
    when: str
    why: str


@dataclass(frozen=True, slots=True)
class SettingsView:
    """All settings in groups, as the page shows them; `checklist` is what new campaigns get."""

    judging: tuple[Setting, ...]
    launching: tuple[Setting, ...]
    routines: tuple[Setting, ...]
    network: tuple[Setting, ...]
    signatures: tuple[SignatureRule, ...]
    checklist: tuple[ChecklistItem, ...]


_EFFECTS = {
    "fails": "when a promise will not be kept next month",
    "segment_fails": "when it will be kept overall, but not for a segment",
    "load_unseen": "when it holds as usual, but no day was ever so busy as planned",
    "offer_short": "when more of an offer will be ordered than there is",
    "unproven": "when too few records speak for a promise",
    "vague": "when nothing could keep or break a promise",
    "unbound": "when a promise has no standard",
    "stale": "when the evidence is too old",
    "rule_error": "when copy breaches an advertising rule",
    "rule_warning": "when an advertising rule raises a doubt",
}
_ROUTINES = {
    Routine.MEASURE: "measures every standard of the book",
    Routine.WATCH: "watches the promises of launched campaigns, and opens and closes alerts",
    Routine.NOTIFICATIONS: "tells what is due, and tries notifications again that did not arrive",
    Routine.AUDIT_HEAD: "tells the head of the audit chain, to be kept elsewhere",
    Routine.READ_LIVE: "reads the published pages of launched campaigns again",
    Routine.FORGET: "forgets notifications, jobs and tokens that are older than keep_months",
}
_USUAL = Workspace("")
"""One that says nothing."""


def see_settings(person: Person, workspace: Workspace) -> SettingsView:
    """The settings of the workspace as they are now."""
    require(person.name, person.roles, Action.SEE)
    return SettingsView(
        judging=tuple(_judging(workspace)),
        launching=tuple(_launching(workspace)),
        routines=tuple(_routines(workspace)),
        network=tuple(_network(workspace)),
        signatures=tuple(map(_signature, workspace.sign_offs)),
        checklist=workspace.checklist,
    )


def _judging(workspace: Workspace) -> Iterator[Setting]:
    policy, usual = workspace.policy, _USUAL.policy
    laws = ", ".join(workspace.jurisdictions).upper() or "none"
    own = workspace.jurisdictions != _USUAL.jurisdictions
    yield Setting("jurisdictions", laws, "whose advertising rules copy is held to", own)
    for key, value, does in (
        ("target", percent(policy.target), "the share to be kept where nobody says one"),
        ("confidence", percent(policy.confidence), "how sure the bound for next month is"),
        ("stale_days", f"{policy.stale_days} days", "after these, evidence no longer counts"),
        ("min_decided", f"{policy.min_decided} records", "the fewest that can prove anything"),
    ):
        changed = getattr(policy, key) != getattr(usual, key)
        yield Setting(f"policy.{key}", value, does, changed)
    for key, does in _EFFECTS.items():
        effect = getattr(policy, key)
        yield Setting(f"policy.{key}", effect.value, does, effect != getattr(usual, key))
    for rule, effect in policy.rules:
        yield Setting(
            f"policy.rules.{rule}", effect.value, "when copy breaches this advertising rule", True
        )


def _launching(workspace: Workspace) -> Iterator[Setting]:
    for key, name, unit, does in (
        ("sign_off_days", "sign_off_days", "days", "how long a signature counts"),
        ("objections.days", "objection_days", "days", "within these, an objection is answered"),
        ("objections.hold_at", "hold_at", "objections", "so many open ones hold a campaign"),
        ("keep_months", "keep_months", "months", "so long notifications and ended jobs are kept"),
    ):
        value, usual = getattr(workspace, name), getattr(_USUAL, name)
        yield Setting(key, f"{value} {unit}", does, value != usual)


def _routines(workspace: Workspace) -> Iterator[Setting]:
    schedule, usual = workspace.schedule, _USUAL.schedule
    for routine in Routine:
        rule = schedule.rule(routine)
        own = rule != usual.rule(routine) or schedule.zone != usual.zone
        said = f"{rule} ({schedule.zone})"
        yield Setting(f"schedule.{routine.value}", said, _ROUTINES[routine], own)
    own = (schedule.digest, schedule.zone) != (usual.digest, usual.zone)
    does = "sends the letter of the day to those who want one"
    yield Setting("schedule.digest", f"{schedule.digest} ({schedule.zone})", does, own)


def _network(workspace: Workspace) -> Iterator[Setting]:
    named, anywhere = workspace.private_hosts, workspace.allow_private_addresses
    does = "hosts and networks of your own from which copy may be read"
    yield Setting("private_hosts", ", ".join(named) or "none", does, bool(named))
    does = "whether copy may be read, and notifications posted, anywhere in your own network"
    yield Setting("allow_private_addresses", "yes" if anywhere else "no", does, anywhere)


def _signature(rule: SignOffRule) -> SignatureRule:
    parts = [
        f"some {what} is {' or '.join(values)}"
        for what, values in (
            ("claim", [kind.value.replace("_", " ") for kind in rule.kinds]),
            ("channel", rule.channels),
            ("source", rule.sources),
        )
        if values
    ]
    roles = " and ".join(role.spoken for role in rule.roles)
    return SignatureRule(roles, " and ".join(parts) or "always", rule.why)
