"""In which forms a dossier is written, and what each is to those who fetch it."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """A form of a dossier, by the ending of its file."""

    HTML = "html"
    PDF = "pdf"
    JSON = "json"

    @property
    def media_type(self) -> str:
        """What a browser is told.

        >>> Form.PDF.media_type
        'application/pdf'
        """
        return _MEDIA[self]


_MEDIA = {
    Form.HTML: "text/html; charset=utf-8",
    Form.PDF: "application/pdf",
    Form.JSON: "application/json; charset=utf-8",
}
