"""Captions: SubRip (.srt) and WebVTT (.vtt), with the second at which each is shown.

A sentence that goes on over several cues is one passage, so that a promise is not cut where the
screen was full. Speakers, styling and sounds in brackets are not copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ringtrue.core.errors import ReadError
from ringtrue.say.decoding import decode
from ringtrue.say.document import Layout, Role, Taken
from ringtrue.say.entities import pieces_of
from ringtrue.say.weaving import Piece, weave

NAME = "captions"
SUFFIXES = (".srt", ".vtt")
TYPES = ("text/vtt", "application/x-subrip")

LONGEST_GAP = 3.0
"""Seconds of silence after which a sentence is taken to have ended."""

_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMING = re.compile(rf"^[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}[^\n]*$", re.MULTILINE)
_NUMBER = re.compile(r"[ \t]*\d+[ \t]*\Z")
_MARKUP = re.compile(
    r"""<v(?:\.[^\s>]*)?\s(?P<speaker>[^>]*)> | </?[a-zA-Z0-9:.][^<>\n]*> | \{\\[^}\n]*\}
      | \[[^\]\n]*\] | (?<!\w)\([A-Z][A-Z\s,'-]*\) | [♪♫#](?=\s|$)
      | ^[ \t]*(?:>>+[ \t]*)?[A-Z][A-Z0-9 .'-]{1,30}:(?=\s)(?:[ \t]*[-–](?=[ \t]))?
      | ^[ \t]*>>+ | ^[ \t]*[-–](?=[ \t]*\w)""",
    re.VERBOSE | re.MULTILINE,
)
_ENDED = re.compile(r"[.!?…][\"'”’)]*\s*\Z")


@dataclass(frozen=True, slots=True)
class _Cue:
    start: float
    end: float
    first: int
    last: int


def sniff(data: bytes) -> bool:
    """Whether it begins with the WebVTT mark, or with a cue."""
    head = data[:300].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"WEBVTT") or bool(
        re.match(rb"\d+\s*\n\s*\d{1,4}:\d\d:\d\d[.,]\d{1,3}\s*-->", head)
    )


def read(data: bytes, name: str, charset: str = "") -> Taken:
    """Take the words of the cues; raises `ReadError` when there is no cue."""
    text = decode(data, name, charset)
    cues = list(_cues(text))
    if not cues and text.removeprefix("WEBVTT").strip():
        cure = "A cue begins with a line such as 00:00:01,000 --> 00:00:04,000."
        raise ReadError("no caption has a time", where=name, cure=cure)
    woven = (weave(pieces, Role.CAPTION) for pieces in _sentences(text, cues))
    layout = Layout(
        cue_starts=tuple(cue.first for cue in cues),
        cue_seconds=tuple(cue.start for cue in cues),
        cue_ends=tuple(cue.end for cue in cues),
    )
    return Taken(text, tuple(passage for passage in woven if passage), layout)


def _cues(text: str) -> Iterator[_Cue]:
    """Every cue with the span of its words, which end at a blank line."""
    lined = text.replace("\r\n", " \n").replace("\r", "\n")
    timings = list(_TIMING.finditer(lined))
    for index, timing in enumerate(timings):
        first = min(timing.end() + 1, len(lined))
        stop = timings[index + 1].start() if index + 1 < len(timings) else len(lined)
        blank = re.compile(r"\n[ \t]*(?=\n|\Z)").search(lined, timing.end(), stop)
        last = max(first, blank.start() if blank else stop)
        if blank is None and stop < len(lined):
            last = _without_number(lined, first, last)
        yield _Cue(_seconds(timing, 1), _seconds(timing, 5), first, last)


def _without_number(text: str, first: int, last: int) -> int:
    """Leave out the next cue's number where no blank line parts it from this cue."""
    line = text.rfind("\n", first, max(first, last - 1)) + 1
    return line if line > first and _NUMBER.match(text[line:last].rstrip("\n")) else last


def _seconds(timing: re.Match[str], group: int) -> float:
    hours, minutes, seconds, fraction = (timing[group + at] or "0" for at in range(4))
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def _sentences(text: str, cues: list[_Cue]) -> Iterator[list[Piece]]:
    """The words of the cues, those together over which one speaker's sentence runs."""
    group: list[Piece] = []
    words, speaker, ended = "", "", 0.0
    for cue in cues:
        pieces, voice = _words(text, cue)
        if not pieces:
            continue
        going_on = bool(words) and not _ENDED.search(words)
        if group and not (going_on and voice == speaker and cue.start - ended <= LONGEST_GAP):
            yield group
            group = []
        if group:
            group.append((" ", pieces[0][1], pieces[0][1]))
        group += pieces
        words = "".join(part for part, _, _ in pieces)
        speaker, ended = voice, cue.end
    if group:
        yield group


def _words(text: str, cue: _Cue) -> tuple[list[Piece], str]:
    """What is said in a cue, and by whom if the cue tells."""
    pieces: list[Piece] = []
    speaker, at = "", cue.first
    for mark in _MARKUP.finditer(text, cue.first, cue.last):
        pieces += pieces_of(text, at, mark.start())
        speaker = mark["speaker"] or speaker
        at = mark.end()
    pieces += pieces_of(text, at, cue.last)
    return ([] if all(part.isspace() for part, _, _ in pieces) else pieces), speaker
