"""What ringtrue.yaml says about the gate: who signs, the checklist, objections."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from ringtrue.core.campaign import DEFAULT_RULES, ChecklistItem, SignOffRule
from ringtrue.core.claim import Kind
from ringtrue.core.errors import ConfigError
from ringtrue.core.role import Role
from ringtrue.core.source import Source
from ringtrue.core.workspace import Workspace
from ringtrue.desk.config.reading import mark_of, number_of, text_of, texts_of
from ringtrue.desk.config.shape import nearest
from ringtrue.desk.config.tree import Listing, Mapping, Scalar, read_tree

ROLLOUT = Path(__file__).with_name("rollout.yaml")
"""The checklist of a workspace that has none, written as ringtrue.yaml would write it."""


def read_sign_offs(tree: Mapping, sources: tuple[Source, ...]) -> tuple[SignOffRule, ...]:
    """The `sign_offs` list; the usual rules when it is left out, none when it is empty."""
    node = tree.get("sign_offs")
    if not isinstance(node, Listing):
        return DEFAULT_RULES
    known = tuple(source.name for source in sources)
    return tuple(_rule(item, known) for item in node.items if isinstance(item, Mapping))


def _rule(tree: Mapping, known: tuple[str, ...]) -> SignOffRule:
    _refuse_unknown(tree.get("sources"), known)
    return SignOffRule(
        roles=tuple(Role(name) for name in texts_of(tree, "roles")),
        kinds=tuple(Kind(name) for name in texts_of(tree, "kinds")),
        channels=texts_of(tree, "channels"),
        sources=texts_of(tree, "sources"),
        why=text_of(tree, "why"),
    )


def _refuse_unknown(node: object, known: tuple[str, ...]) -> None:
    """A rule for a source that is not there would never ask anybody."""
    for item in node.items if isinstance(node, Listing) else ():
        if isinstance(item, Scalar) and item.text not in known:
            what = f"there is no source {item.text!r}"
            raise ConfigError(what, where=str(item.mark), cure=nearest(item.text, known))


def read_checklist(tree: Mapping) -> tuple[ChecklistItem, ...]:
    """The `checklist`; the usual one of a roll-out when it is left out, none when it is empty."""
    node = tree.get("checklist")
    if not isinstance(node, Listing):
        return usual_checklist()
    seen: dict[str, int] = {}
    found = []
    for item in node.items:
        assert isinstance(item, Mapping)
        key = text_of(item, "key")
        if key in seen:
            what = f"two items of the checklist have the key {key!r}"
            cure = f"The other one is at line {seen[key]}; give each its own."
            raise ConfigError(what, where=str(mark_of(item, "key")), cure=cure)
        seen[key] = item.mark.line
        found.append(_item(item, key))
    return tuple(found)


def _item(tree: Mapping, key: str) -> ChecklistItem:
    days = number_of(tree, "days_before")
    return ChecklistItem(
        key=key,
        title=text_of(tree, "title"),
        blocking=text_of(tree, "blocking", "true").lower() == "true",
        days_before=None if days is None else int(days),
    )


@cache
def usual_checklist() -> tuple[ChecklistItem, ...]:
    """What a roll-out needs, for a workspace that does not say it.

    >>> len(usual_checklist()), usual_checklist()[0].key
    (15, 'front-line-told')
    """
    return read_checklist(read_tree(ROLLOUT.read_text(encoding="utf-8"), ROLLOUT.name))


class Terms(NamedTuple):
    """How long people have, in days, and how many open objections hold a campaign."""

    objection_days: int
    hold_at: int
    sign_off_days: int


def read_terms(tree: Mapping) -> Terms:
    """`objections` and `sign_off_days`, with the defaults of `core.workspace`."""
    usual = Workspace(folder="")
    node = tree.get("objections")
    objections = node if isinstance(node, Mapping) else Mapping((), tree.mark)
    return Terms(
        objection_days=int(number_of(objections, "days") or usual.objection_days),
        hold_at=int(number_of(objections, "hold_at") or usual.hold_at),
        sign_off_days=int(number_of(tree, "sign_off_days") or usual.sign_off_days),
    )
