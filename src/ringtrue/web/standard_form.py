"""The form of a standard as a browser sends it: its fields, or the YAML in their place.

Only one of the two is ever on the page, so they cannot differ: whoever goes from one to the other
takes along what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import QueryDict

from ringtrue.core.errors import ConfigError, UsageError
from ringtrue.core.workspace import Workspace
from ringtrue.desk.config.book import standard_of_body
from ringtrue.desk.models.person import Person
from ringtrue.desk.services.offer_columns import Offer, offer_columns
from ringtrue.desk.services.whole_book import open_book
from ringtrue.desk.standard_form.fields import (
    FieldMistake,
    Filter,
    How,
    Kind,
    Row,
    StandardForm,
)
from ringtrue.desk.standard_form.filling import TooRichError, form_of
from ringtrue.desk.standard_form.writing import Written, write

_PLACE = re.compile(r":(\d+):(\d+)$")
_BEGIN = 5
"""The column at which an item begins; an error there is one of the whole."""
_FIELDS = {
    "more_than": "least",
    "at_least": "least",
    "less_than": "most",
    "at_most": "most",
}
"""Keys of the YAML whose field is called otherwise."""
_HOWS = {each.value: each for each in How}
_MOST = 200
"""So many rows and segments are read of what somebody sends."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something wrong in a standard.

    `line` is counted from 1 and empty where it is everywhere, `field` the field it is in, and
    `what` empty where the cure says it all.
    """

    line: str
    what: str
    cure: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed, as fields or (`as_code`) as YAML.

    `rich` says why only code shows it, `longer` is the filter that gets one more row.
    """

    as_code: bool
    form: StandardForm
    code: str
    offer: Offer
    rich: str = ""
    longer: str = ""

    @property
    def written(self) -> Written:
        """The fields as YAML."""
        return write(self.form, self.offer.types)

    @property
    def body(self) -> str:
        """The standard as YAML, whichever way it was typed."""
        return self.code if self.as_code else self.written.text


def typed_in(post: QueryDict, person: Person, workspace: Workspace) -> Typed:
    """What a form carries; one with a body and nothing else is code."""
    form = _form(post)
    offer = offer_columns(person, workspace, form.source)
    if "shown" in post and post["shown"] != form.source:
        form = replace(form, segments=_segments(workspace, form.source))
    as_code = post.get("how", "code" if "kind" not in post else "form") == "code"
    return Typed(as_code, form, _clean(post.get("body", "")), offer)


def typed_of(body: str, person: Person, workspace: Workspace) -> Typed:
    """What stands in the form for a standard in YAML; only the code where the form cannot show it.

    Raises `ConfigError` for a body that is none.
    """
    book = open_book(workspace).workspace
    standard = standard_of_body(body.strip(), book)
    offer = offer_columns(person, workspace, standard.source)
    try:
        form = form_of(standard, book, offer.types)
    except TooRichError as error:
        return Typed(True, StandardForm(source=standard.source), body, offer, rich=error.what)
    return Typed(False, form, body, offer)


def begun(promise: str, person: Person, workspace: Workspace) -> Typed:
    """An empty form for a promise, on the first source."""
    source = workspace.sources[0].name if workspace.sources else ""
    form = StandardForm(
        wordings=" ".join(promise.split())[:1000],
        source=source,
        target=f"{100 * workspace.policy.target:.10g}",
        segments=_segments(workspace, source),
    )
    return Typed(False, form, "", offer_columns(person, workspace, source))


def turned(typed: Typed, to: str, person: Person, workspace: Workspace) -> Typed:
    """The same the other way, as "code" or as "form", or longer: "row-where" adds a row.

    Raises `ConfigError` for code that is no standard and so has no form.
    """
    if to == "code" and not typed.as_code:
        return replace(typed, as_code=True, code=typed.written.text)
    if to == "form" and typed.as_code:
        return typed_of(typed.code, person, workspace)
    return replace(typed, longer=to.removeprefix("row-"))


def field_mistakes(typed: Typed) -> tuple[Mistake, ...]:
    """What is wrong with the fields by themselves, before anybody reads what they mean."""
    if typed.as_code:
        return ()
    return tuple(_of_field(each) for each in typed.written.mistakes)


def mistakes_of(error: UsageError, typed: Typed) -> tuple[Mistake, ...]:
    """Everything wrong: in the order of the lines for code, each at its field in the form."""
    found = (error, *error.others) if isinstance(error, ConfigError) else (error,)
    if typed.as_code:
        return tuple(_at_line(each) for each in found)
    known = field_mistakes(typed)
    keys = typed.written.keys
    told = [_at_field(each, keys) for each in found]
    taken = {each.field for each in known}
    taken |= {"limit"} if "calendar" in taken else set()
    return (*known, *(each for each in told if each.field not in taken))


def _of_field(mistake: FieldMistake) -> Mistake:
    return Mistake("", mistake.what, mistake.cure, _FIELDS.get(mistake.field, mistake.field))


def _at_line(error: UsageError) -> Mistake:
    place = _PLACE.search(error.where)
    return Mistake(place[1] if place else "", error.what, error.cure)


def _at_field(error: UsageError, keys: tuple[str, ...]) -> Mistake:
    place = _PLACE.search(error.where)
    if place is None:
        return Mistake("", error.what, error.cure, error.where)
    line, column = int(place[1]), int(place[2])
    whole = line == 1 and column <= _BEGIN
    key = "" if whole or not 0 < line <= len(keys) else keys[line - 1]
    return Mistake("", error.what, error.cure, _FIELDS.get(key, key))


def _form(post: QueryDict) -> StandardForm:
    def text(name: str) -> str:
        return _clean(post.get(name, ""))

    kinds = {each.value: each for each in Kind}
    return StandardForm(
        id=text("id"),
        wordings=text("promise"),
        source=text("source"),
        kind=kinds.get(text("kind"), Kind.CLOCK),
        start=text("from"),
        end=text("to"),
        amount=text("limit"),
        unit=text("unit"),
        strict="strict" in post,
        early="early" in post,
        calendar=text("calendar"),
        after=text("after"),
        condition=_filter(post, "condition"),
        value=text("value"),
        least=text("least"),
        most=text("most"),
        beyond="beyond" in post,
        missing=text("missing") or "broken",
        day=text("day"),
        population=_filter(post, "where"),
        void=_filter(post, "void"),
        target=text("target"),
        segments=tuple(dict.fromkeys(_cleaned(post.getlist("segments")))),
        why=text("why"),
    )


def _filter(post: QueryDict, key: str) -> Filter:
    """The rows that somebody has begun, and the text beside them."""
    columns, hows, values = (
        _cleaned(post.getlist(f"{key}-{part}")) for part in ("column", "how", "value")
    )
    rows = [
        Row(column, _HOWS.get(how, How.IS), value)
        for column, how, value in zip(columns, hows, values, strict=False)
    ]
    return Filter(
        tuple(row for row in rows if not row.is_blank), _clean(post.get(f"{key}-text", ""))
    )


def _cleaned(texts: Iterable[str]) -> list[str]:
    return [_clean(each) for each in list(texts)[:_MOST]]


def _clean(text: str) -> str:
    """As it was typed, lines ending in one way and without what no keyboard sends."""
    return text.replace("\r\n", "\n").replace("\0", "")


def _segments(workspace: Workspace, source: str) -> tuple[str, ...]:
    return next((each.segments for each in workspace.sources if each.name == source), ())
