"""What ringtrue.yaml says about the gate: who signs, the checklist, objections."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ringtrue.core.campaign import DEFAULT_RULES, ChecklistItem, SignOffRule
from ringtrue.core.claim import Kind
from ringtrue.core.errors import ConfigError
from ringtrue.core.role import Role
from ringtrue.core.source import Source
from ringtrue.core.workspace import Workspace
from ringtrue.desk.config.mistakes import Mistakes
from ringtrue.desk.config.reading import mark_of, number_of, text_of, texts_of
from ringtrue.desk.config.shape import nearest
from ringtrue.desk.config.tree import Listing, Mapping, Scalar, read_tree

ROLLOUT = Path(__file__).with_name("rollout.yaml")
"""The checklist of a workspace that has none, written as ringtrue.yaml would write it."""


def read_sign_offs(
    tree: Mapping, sources: tuple[Source, ...], mistakes: Mistakes
) -> tuple[SignOffRule, ...]:
    """The `sign_offs` list; the usual rules when it is left out, none when it is empty."""
    node = tree.get("sign_offs")
    if not isinstance(node, Listing) or mistakes.spoils(node):
        return DEFAULT_RULES
    if not mistakes.spoils(tree):
        _refuse_unknown(node, [source.name for source in sources], mistakes)
    return tuple(_rule(item) for item in node.items if isinstance(item, Mapping))


def _rule(tree: Mapping) -> SignOffRule:
    return SignOffRule(
        roles=tuple(Role(name) for name in texts_of(tree, "roles")),
        kinds=tuple(Kind(name) for name in texts_of(tree, "kinds")),
        channels=texts_of(tree, "channels"),
        sources=texts_of(tree, "sources"),
        why=text_of(tree, "why"),
    )


def _refuse_unknown(rules: Listing, known: Sequence[str], mistakes: Mistakes) -> None:
    """A rule for a source that is not there would never ask anybody."""
    for rule in rules.items:
        node = rule.get("sources") if isinstance(rule, Mapping) else None
        for item in node.items if isinstance(node, Listing) else ():
            if isinstance(item, Scalar) and item.text not in known:
                what = f"there is no source {item.text!r}"
                cure = nearest(item.text, known)
                mistakes.note(ConfigError(what, where=str(item.mark), cure=cure))


def read_checklist(tree: Mapping, mistakes: Mistakes) -> tuple[ChecklistItem, ...]:
    """The `checklist`; the usual one of a roll-out when it is left out, none when it is empty."""
    node = tree.get("checklist")
    if not isinstance(node, Listing) or mistakes.spoils(node):
        return usual_checklist()
    items = [item for item in node.items if isinstance(item, Mapping)]
    seen: dict[str, int] = {}
    for item in items:
        key = text_of(item, "key")
        if key in seen:
            what = f"two items of the checklist have the key {key!r}"
            cure = f"The other one is at line {seen[key]}; give each its own."
            mistakes.note(ConfigError(what, where=str(mark_of(item, "key")), cure=cure))
        seen.setdefault(key, item.mark.line)
    return tuple(_item(item, text_of(item, "key")) for item in items)


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
    mistakes = Mistakes()
    tree = read_tree(ROLLOUT.read_text(encoding="utf-8"), ROLLOUT.name, mistakes)
    found = read_checklist(tree, mistakes)
    mistakes.tell()
    return found


class Terms(NamedTuple):
    """How long people have, in days, how many open objections hold a campaign, what is kept."""

    objection_days: int
    hold_at: int
    sign_off_days: int
    keep_months: int


def read_terms(tree: Mapping) -> Terms:
    """`objections`, `sign_off_days` and `keep_months`, with the defaults of `core.workspace`."""
    usual = Workspace(folder="")
    node = tree.get("objections")
    objections = node if isinstance(node, Mapping) else Mapping((), tree.mark)
    return Terms(
        objection_days=int(number_of(objections, "days") or usual.objection_days),
        hold_at=int(number_of(objections, "hold_at") or usual.hold_at),
        sign_off_days=int(number_of(tree, "sign_off_days") or usual.sign_off_days),
        keep_months=int(number_of(tree, "keep_months") or usual.keep_months),
    )
