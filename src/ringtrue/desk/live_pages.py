"""Reading published pages: which there are, and what each shows against what was signed.

A firm reads its own pages here, which it named itself: one request for each address, asked only
for what is new, under the guard of `ringtrue.say.fetching`. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from ringtrue.core.claim import Claim
from ringtrue.core.errors import ReadError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.materials import copy_of, page_of, versions_of
from ringtrue.desk.models.campaign import Campaign
from ringtrue.desk.models.live import LiveCopyRecord
from ringtrue.desk.models.material import Material, MaterialVersion
from ringtrue.desk.present import limits_of
from ringtrue.desk.services.whole_book import Book
from ringtrue.gap.live_copy import Altered, compare_live
from ringtrue.gap.same_page import Unread
from ringtrue.say.document import Document
from ringtrue.say.fetching import NO_MARKS, Fetched, Marks, fetch_again
from ringtrue.say.reading import format_of_page, read_bytes

MOST_BYTES = 5 * 2**20


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """A material of a launched campaign with the address where it is published.

    `version` is the signed one, without its bytes. `last` is what was there when it was last read.
    """

    material: Material
    campaign: Campaign
    version: MaterialVersion
    last: LiveCopyRecord | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What one reading of a page came to; `page` is None when nothing new came.

    `words` is the SHA-256 (hex) of the text that a reader sees. `same` says that a reader sees what
    was there at the last reading.
    """

    page: Fetched | None
    format: str
    words: str
    unread: Unread | None
    why: str
    altered: tuple[Altered, ...]
    same: bool


def published_pages() -> tuple[PublishedPage, ...]:
    """Every page to be read: of campaigns that are out, each address once.

    Where two campaigns are published at one address, the one that was launched later counts.
    """
    live = Campaign.objects.filter(launched_at__isnull=False, ended_at=None)
    found: dict[str, PublishedPage] = {}
    for campaign in live.order_by("launched_at", "id"):
        for version in versions_of(campaign):
            material = version.material
            if material.address:
                key = material.address.partition("#")[0]
                found[key] = PublishedPage(material, campaign, version, _last(material))
    return tuple(found.values())


def signed_elsewhere(page: PublishedPage, book: Book) -> tuple[Claim, ...]:
    """The claims of all other copy that is out and was signed."""
    live = Campaign.objects.filter(launched_at__isnull=False, ended_at=None)
    return tuple(_claims(live.order_by("id"), page.material.pk, book))


def _claims(campaigns: Iterable[Campaign], but: int, book: Book) -> Iterator[Claim]:
    for campaign in campaigns:
        for version in versions_of(campaign):
            if version.material_id != but:
                yield from page_of(version, book).read.claims


def look(page: PublishedPage, book: Book, workspace: Workspace) -> Seen:
    """Read a page once and hold it against what was signed."""
    last = page.last if page.last and page.last.address == page.material.address else None
    try:
        fetched = fetch_again(
            page.material.address,
            _marks(last),
            reach=workspace.reach,
            limit_bytes=MOST_BYTES,
        )
        document = _document(page, fetched, last)
    except ReadError as error:
        same = last is not None and last.unread == Unread.UNREACHABLE
        return Seen(None, "", "", Unread.UNREACHABLE, error.what, (), same)
    words = sha256("\n".join(each.text for each in document.passages).encode()).hexdigest()
    signed = page_of(page.version, book).read
    found = compare_live(
        copy_of(signed.document, signed.claims),
        copy_of(document, book_claims(document, book)),
        limits=limits_of(page.campaign),
        elsewhere=signed_elsewhere(page, book),
    )
    why = f"What answers at the address {found.unread.value}." if found.unread else ""
    told = (words, page.version.pk, found.unread.value if found.unread else "")
    same = last is not None and (last.words, last.version_id, last.unread) == told
    kind = document.material.format
    return Seen(fetched, kind, words, found.unread, why, found.altered, same)


def book_claims(document: Document, book: Book) -> tuple[Claim, ...]:
    """The claims of a document, with the book's wordings among them."""
    from ringtrue.desk.services.book_wordings import with_book
    from ringtrue.say.claims import find_claims

    return with_book(document, find_claims(document), book.wordings)


def _marks(last: LiveCopyRecord | None) -> Marks:
    return Marks(last.tag, last.modified) if last and last.digest else NO_MARKS


def _document(
    page: PublishedPage, fetched: Fetched | None, last: LiveCopyRecord | None
) -> Document:
    """What came, or what was there last when the server says that it is still the same."""
    name, channel = page.material.name, page.material.channel
    if fetched is not None:
        form, charset = format_of_page(fetched), fetched.charset[:40]
        return read_bytes(name, fetched.data, channel=channel, format=form, charset=charset)
    assert last is not None, "only a page that was read before can be unchanged"
    data = bytes(last.data)
    return read_bytes(name, data, channel=channel, format=last.format, charset=last.charset)


def _last(material: Material) -> LiveCopyRecord | None:
    return LiveCopyRecord.objects.filter(material=material).first()
