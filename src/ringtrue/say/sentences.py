"""Where one sentence ends and the next begins, in one pass.

Written for copy, not for prose: prices, "No. 1", "a.m.", initials, inline bullets, sentences
without a space between them. A full stop is doubted, an exclamation mark is believed.
"""

from __future__ import annotations

import re

_MARK = re.compile(r"[.!?…•·|▪●✓✔✅►][\"'”’)\]»*†‡¹²³⁴-⁹.!?…]*(?P<gap> ?)")
_BULLETS = frozenset("•·|▪●✓✔✅►")
_GLUED = re.compile(r"(?!Com|Net|Org|Js|Io|Ai|Co)[A-Z][a-z]*[\s,’']")
_REFERENCE = re.compile(r"\[\^[^\]\s]{1,20}\](?: |\Z)")
_OPENERS = "\"'“‘«(["
_NEVER_FIRST = frozenset(",;:)-–—&+=/")
_ALWAYS_INSIDE = frozenset(
    """approx ca cf dr e.g eg esp et excl ext fig figs hon i.e ie incl messrs mr mrs ms mt mx nos pp
    prof rev tel viz vs""".split()  # noqa: SIM905
)
"""Abbreviations that never end a sentence."""

_INSIDE_UNLESS_STARTED = frozenset(
    """apr aug ave bros blvd capt co col corp dec dept ed est feb gen gov inc jan jr lb lbs lt ltd
    max min mon nov oct p.a ph.d pl pt rd reg sec sen sep sept sgt sq sr st tue tues u.k u.s u.s.a
    vol wed yr yrs""".split()  # noqa: SIM905
)
"""Abbreviations that end a sentence only before a word that commonly begins one."""

_LONG = frozenset({"pprox", "essrs"})
"""The last five letters of the abbreviations that are as long as that.

Any other word that ends in five small letters, with a capital after the stop, needs no doubt.
"""

_BEFORE_NUMBERS = frozenset({"no", "art", "p", "para", "ch", "vol", "par", "nr", "c", "ref", "s"})
"""Abbreviations when a number follows, words otherwise."""

_STARTERS = frozenset(
    """a all an and any as ask at book but buy by call choose click contact discover each every find
    for free from get here how if in it its it's it’s join just learn most no not now once order our
    please read save see shop simply so that the there these they this those to try visit want we
    we'll we’ll we're we’re we've we’ve what when where whether while who why with you your you'll
    you’ll""".split()  # noqa: SIM905
)
_AFTER_CLOCK = re.compile(
    r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Satur|Sat|Sun)(?:day)?s?|[A-Z]{2,4}T|GMT|UTC)\b"
)
_WORD = re.compile(r"[^\s\"“‘«(\[]+")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a passage as half-open spans, in order, without the space between them.

    `text` has its white space folded to single spaces, as every passage has.

    >>> text = "Open from 9 a.m. Monday. We're No. 1 for e.g. 3.5 kg parcels! Free returns • 24/7"
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['Open from 9 a.m. Monday.', "We're No. 1 for e.g. 3.5 kg parcels!", 'Free returns', '24/7']
    """
    spans: list[tuple[int, int]] = []
    start, size, small = 0, len(text), text.islower()
    for mark in _MARK.finditer(text):
        begin, stop = mark.span()
        if stop >= size:
            break
        if stop == begin + 2 and text[begin] in ".!?" and text[stop].isupper():
            tail = text[begin - 5 : begin]
            if tail.isalpha() and tail.islower() and tail not in _LONG and text[stop - 1] == " ":
                spans.append((start, begin + 1))
                start = stop
                continue
        end = _end(text, begin, stop, start, small=small)
        if end < 0:
            continue
        if end > start:
            spans.append((start, end))
        start = _next_start(text, end, stop)
    if start < size:
        spans.append((start, size))
    return spans


def _end(text: str, begin: int, stop: int, start: int, *, small: bool) -> int:
    """Where the sentence from `start` ends by the marks in [begin, stop); -1 if it goes on.

    `small` says that the passage has no capitals at all, so that none can be expected.
    """
    if text[begin] in _BULLETS:
        apart = text[begin + 1] == " " and (begin == start or text[begin - 1] == " ")
        return max(start, begin - 1) if apart else -1
    if text[stop - 1] == " ":
        return stop - 1 if _ends(text, begin, stop, start, small=small) else -1
    reference = _REFERENCE.match(text, stop)
    if reference:
        return reference.end() - reference[0].endswith(" ")
    glued = text[stop - 2 : stop - 1].islower() and stop - begin == 1 and _GLUED.match(text, stop)
    return stop if glued else -1


def _next_start(text: str, end: int, stop: int) -> int:
    """Past the space, or past the bullet and its spaces, that follow a sentence."""
    if end < stop and text[stop - 2] in _BULLETS:
        return stop
    return end + 1 if text[end : end + 1] == " " else end


def _ends(text: str, begin: int, stop: int, start: int, *, small: bool) -> bool:
    """Whether a sentence ends at the marks in [begin, stop), the last of which is a space."""
    first = text[stop]
    while first in _OPENERS and stop + 1 < len(text):
        stop += 1
        first = text[stop]
    if first.islower():
        if not (small or text[stop + 1 : stop + 2].isupper()):
            return False
    elif first in _NEVER_FIRST:
        return False
    if text[begin] != "." or text[begin + 1] == ".":
        return True
    word = text[max(start, text.rfind(" ", start, begin) + 1) : begin]
    return _is_full_stop(word, text, stop, first=begin - len(word) == start)


def _is_full_stop(word: str, text: str, at: int, *, first: bool) -> bool:
    """Whether the stop after `word` is more than an abbreviation's; `at` begins what follows."""
    plain = word.lstrip(_OPENERS).lower()
    if plain in _ALWAYS_INSIDE or (first and plain.isdigit() and len(plain) < 3):
        return False
    if plain in _BEFORE_NUMBERS and text[at].isdigit():
        return False
    if plain.endswith(("a.m", "p.m")):
        return not _AFTER_CLOCK.match(text, at)
    if plain in _INSIDE_UNLESS_STARTED or (len(plain) == 1 and plain != "i" and word.isupper()):
        following = _WORD.match(text, at)
        return following is not None and following[0].lower().rstrip(",") in _STARTERS
    return True
