"""What ringtrue.yaml says is on file for statements: proofs kept as code, beside the copy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from ringtrue.core.errors import ConfigError
from ringtrue.core.proof import Proof, ProofKind
from ringtrue.core.same_words import plain
from ringtrue.desk.config.mistakes import Mistakes
from ringtrue.desk.config.reading import mark_of, text_of
from ringtrue.desk.config.tree import Listing, Mapping


def read_proofs(tree: Mapping, mistakes: Mistakes) -> tuple[Proof, ...]:
    """The `proofs` list; none when it is left out."""
    node = tree.get("proofs")
    if not isinstance(node, Listing) or mistakes.spoils(node):
        return ()
    return tuple(_sound(node, mistakes))


def _sound(listing: Listing, mistakes: Mistakes) -> Iterator[Proof]:
    for item in listing.items:
        if isinstance(item, Mapping):
            proof = mistakes.attempt(partial(_proof, item), None)
            if proof is not None:
                yield proof


def _proof(tree: Mapping) -> Proof:
    wording, dated = text_of(tree, "wording"), _day(tree, "dated")
    until = _day(tree, "valid_until")
    if not plain(wording):
        cure = "Copy the words of the statement from the copy."
        where = str(mark_of(tree, "wording"))
        raise ConfigError(f"there is no word in {wording[:50]!r}", where=where, cure=cure)
    assert dated is not None, "the schema needs it"
    if until is not None and until < dated:
        what = f"it would be valid until {until}, before its day {dated}"
        where = str(mark_of(tree, "valid_until"))
        raise ConfigError(what, where=where, cure="Look at both days again.")
    return Proof(
        wording=wording,
        title=text_of(tree, "title"),
        kind=ProofKind(text_of(tree, "kind")),
        dated=dated,
        valid_until=until,
        reference=text_of(tree, "reference"),
    )


def _day(tree: Mapping, key: str) -> date | None:
    text = text_of(tree, key)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        where, cure = str(mark_of(tree, key)), "Write year, month and day: 2026-04-01."
        raise ConfigError(f"{text[:50]!r} is no day", where=where, cure=cure) from error
