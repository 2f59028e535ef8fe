"""A dossier as PDF: the page on paper, tagged, with the JSON that is checked attached to it.

WeasyPrint lays it out with the system's Pango; both are asked for only here, when a PDF is made.
"""

from __future__ import annotations

import logging
import re
import warnings
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ringtrue.core.errors import UsageError

if TYPE_CHECKING:
    import pypdfium2

ATTACHED = "dossier.json"
"""The name of the attachment that is checked."""

MOST_BY_WORKER = 1_500_000
"""Characters of HTML that a worker lays out: some 300 pages, a minute or two, 800 MB of memory."""

_START = b"%PDF-"
_INKS = {"kept": "#0b6e5f", "broken": "#b5391d", "pending": "#8a6100", "void": "#e2ddd3"}
_OUTCOME = re.compile(r'class="(?:key )?f-(kept|broken|pending|void)')
_STYLE = Path(__file__).with_name("templates") / "pdf.css"
_INSTALL = (
    "Install ringtrue[pdf] and the system's Pango (on Debian: libpango-1.0-0 libpangoft2-1.0-0"
    " libharfbuzz-subset0), or take the HTML, which any browser prints."
)


def need_pdf() -> None:
    """Raise `UsageError` where no PDF can be made, before anything is made for one."""
    _weasyprint()


def render_pdf(shown: str, text: str, seal: str, made_at: datetime) -> bytes:
    """The page `shown` as PDF with the JSON `text` attached; the same input, the same bytes.

    Its `seal` stands at the foot of every page.

    Tagged for those who listen, and PDF/A-3 for those who archive. Raises `UsageError` where
    WeasyPrint or Pango is missing.
    """
    weasyprint = _weasyprint()
    at = made_at.astimezone(UTC)
    attached = weasyprint.Attachment(
        string=text,
        name=ATTACHED,
        description="What is sealed; ringtrue verify reads it",
        created=at,
        modified=at,
        relationship="Source",
    )
    rules = _STYLE.read_text(encoding="utf-8").replace("SEAL", seal)
    style = f"<style>{rules}</style></body>"
    inked = _OUTCOME.sub(lambda found: f'fill="{_INKS[found[1]]}" {found[0]}', shown)
    page = weasyprint.HTML(
        string=inked.replace("</body>", style, 1), base_url=None, url_fetcher=_nothing
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # it leaves its colour profile open
        made: bytes = page.write_pdf(
            pdf_variant="pdf/a-3a",
            pdf_identifier=sha256(text.encode()).digest()[:16],
            attachments=[attached],
        )
    return made


def is_pdf(data: bytes) -> bool:
    """Whether bytes begin as a PDF does."""
    return data.startswith(_START)


def json_in_pdf(data: bytes) -> str:
    """The JSON attached to a PDF; raises `UsageError` when there is none, or more than one."""
    import pypdfium2

    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        cure = "Take the file as it was written."
        raise UsageError("the PDF cannot be read", cure=cure) from error
    try:
        found = [each for each in _attachments(file) if each.get_name() == ATTACHED]
        if len(found) != 1:
            what = "it holds no dossier" if not found else "it holds more than one dossier"
            raise UsageError(what, cure="Take the file as it was written.")
        return bytes(found[0].get_data()).decode("utf-8")
    except (pypdfium2.PdfiumError, UnicodeDecodeError) as error:
        cure = "Take the file as it was written."
        raise UsageError("its attachment cannot be read", cure=cure) from error
    finally:
        file.close()


def _attachments(file: pypdfium2.PdfDocument) -> list[Any]:
    return [file.get_attachment(at) for at in range(file.count_attachments())]


def _weasyprint() -> Any:
    try:
        import weasyprint
    except (ImportError, OSError) as error:  # OSError where Pango is not to be found
        raise UsageError("a PDF cannot be made here", cure=_INSTALL) from error
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it names every rule for screens only
    return weasyprint


def _nothing(url: str, *_: object, **__: object) -> None:
    raise ValueError(f"a dossier fetches nothing, not even {url[:100]}")
