import re
from collections.abc import Callable

import pytest

from ringtrue.say.document import Document

Check = Callable[[Document, Callable[[str], str]], None]


def _spaceless(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="session")
def every_place_holds() -> Check:
    """Check that every word, and every pair of words, stands in the original at its place.

    `undo` turns a stretch of the original into what a reader sees of it.
    """

    def check(document: Document, undo: Callable[[str], str]) -> None:
        original = document.material.text
        for passage in document.passages:
            words = [match.span() for match in re.finditer(r"\S+", passage.text)]
            for (start, end), (_, next_end) in zip(words, [*words[1:], words[-1]], strict=True):
                for stop in (end, next_end):
                    place = document.place(passage, start, stop)
                    seen = undo(original[place.start : place.end])
                    assert _spaceless(seen) == _spaceless(passage.text[start:stop])
                    before = original[: place.start].replace("\r\n", "\n").replace("\r", "\n")
                    assert place.line == before.count("\n") + 1

    return check


@pytest.fixture(scope="session")
def texts() -> Callable[[Document], list[str]]:
    return lambda document: [passage.text for passage in document.passages]
