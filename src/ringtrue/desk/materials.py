"""The copy of a campaign as it now stands: the newest version of every material, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import OuterRef, Subquery

from ringtrue.core.claim import Claim
from ringtrue.desk import clock
from ringtrue.desk.campaign_proofs import on_file
from ringtrue.desk.copy_blocks import Block, blocks_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.material import MaterialVersion
from ringtrue.desk.proofs import OnFile
from ringtrue.desk.services.read_materials import Reading, ReadMaterial, ask_rules
from ringtrue.desk.services.whole_book import Book
from ringtrue.gap.limits import Copy
from ringtrue.say.document import Document, Role

_DOCUMENTS = 128
"""So many documents are kept as they were read, in each process."""


@dataclass(frozen=True, slots=True)
class Page:
    """One material: its newest version (without the bytes) and what was read in it."""

    version: MaterialVersion
    book: Book
    read: ReadMaterial

    @property
    def name(self) -> str:
        """The material's name, which places in it carry as their file."""
        return self.version.material.name

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The passages in pieces, for a page to show; cut once for the same version."""
        return _blocks(_key(self.version), self.book)


def versions_of(campaign: Campaign) -> tuple[MaterialVersion, ...]:
    """The newest version of every material that was not removed, without the bytes."""
    newest = MaterialVersion.objects.filter(material=OuterRef("material")).order_by("-number")
    found = MaterialVersion.objects.filter(
        material__campaign=campaign,
        material__removed_at=None,
        number=Subquery(newest.values("number")[:1]),
    )
    return tuple(found.select_related("material", "by").defer("data").order_by("material_id"))


def pages_of(campaign: Campaign, book: Book) -> tuple[Page, ...]:
    """Every material read, with the book's wordings among the claims, and with its proofs."""
    known = on_file(campaign, book.workspace, clock.now().date())
    return tuple(page_of(version, book, known) for version in versions_of(campaign))


def page_of(version: MaterialVersion, book: Book, known: OnFile | None = None) -> Page:
    """One material read; what was read before is not read again."""
    known = known if known is not None and known.proofs else None
    return Page(version, book, _read(_key(version), book, known))


def document_of(version: MaterialVersion) -> Document:
    """The document of a version; see `ringtrue.say.document`."""
    return _document(_key(version))


def copy_of(document: Document, claims: tuple[Claim, ...]) -> Copy:
    """A document as its reader meets it: without its title and its descriptions."""
    passages = document.passages
    return Copy("\n".join(each.text for each in passages if each.role is not Role.META), claims)


def reading_of(pages: tuple[Page, ...]) -> Reading:
    """The pages as the reading that a review begins with."""
    return Reading(tuple(page.read for page in pages), ())


@dataclass(frozen=True, slots=True)
class _Key:
    """All that the reading of a version depends on, and where its bytes are."""

    pk: int
    digest: str
    name: str
    channel: str
    format: str
    charset: str


def _key(version: MaterialVersion) -> _Key:
    material = version.material
    return _Key(
        version.pk,
        version.digest,
        material.name,
        material.channel,
        version.format,
        version.charset,
    )


@lru_cache(_DOCUMENTS)
def _read(key: _Key, book: Book, known: OnFile | None) -> ReadMaterial:
    from ringtrue.desk.services.book_wordings import with_book

    document = _document(key)
    claims = with_book(document, _claims(key), book.wordings)
    measured = known.known(claims) if known else ()
    return ask_rules(document, claims, book.workspace, measured)


@lru_cache(_DOCUMENTS)
def _blocks(key: _Key, book: Book) -> tuple[Block, ...]:
    return blocks_of(_document(key), _read(key, book, None).claims)


@lru_cache(_DOCUMENTS)
def _claims(key: _Key) -> tuple[Claim, ...]:
    from ringtrue.say.claims import find_claims

    return find_claims(_document(key))


@lru_cache(_DOCUMENTS)
def _document(key: _Key) -> Document:
    from ringtrue.say.reading import read_bytes

    data = MaterialVersion.objects.values_list("data", flat=True).get(pk=key.pk)
    return read_bytes(
        key.name, bytes(data), channel=key.channel, format=key.format, charset=key.charset
    )
