"""Standards: what promises are held to, at the desk and in the copy of a campaign."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router

from ringtrue.desk.permissions import Action
from ringtrue.desk.services.confirm_standard import confirm_standard
from ringtrue.desk.services.manage_book import (
    add_standard,
    change_standard,
    mean_standard,
    remove_standard,
)
from ringtrue.desk.services.see_book import see_book, see_standard
from ringtrue.desk.services.see_campaigns import find_campaign
from ringtrue.web.api.asking import asker, workspace_here
from ringtrue.web.api.operations import operation
from ringtrue.web.api.paging import Page, PageIn, page_of
from ringtrue.web.api.schemas.people import Changed
from ringtrue.web.api.schemas.standards import (
    Body,
    Definition,
    NewBody,
    Removal,
    Standard,
    StandardIn,
    StandardRow,
    WrittenStandard,
)

standards = Router()


@operation(standards.get, "/standards", to=Action.SEE)
def list_standards(request: HttpRequest, asked: Query[PageIn]) -> Page[StandardRow]:
    """Every standard, in the order of the book; nothing is measured."""
    rows = see_book(asker(request), workspace_here())
    return page_of(rows, asked, keys=[row.standard.id for row in rows], tell=StandardRow.of)


@operation(standards.get, "/standards/{name}", to=Action.SEE)
def show_standard(request: HttpRequest, name: str) -> Standard:
    """One standard: its YAML, its meaning in words, and the campaigns held to it."""
    return Standard.of(see_standard(asker(request), workspace_here(), name))


@operation(standards.post, "/standards", to=Action.CONFIRM_STANDARD, status=201)
def write_standard(request: HttpRequest, wanted: Body) -> WrittenStandard:
    """Add a standard to the book."""
    entry = add_standard(asker(request), workspace_here(), body=wanted.body)
    return WrittenStandard.of(entry)


@operation(standards.put, "/standards/{name}", to=Action.CONFIRM_STANDARD)
def rewrite_standard(request: HttpRequest, name: str, wanted: NewBody) -> Changed:
    """Put another body in the place of a standard's; sign-offs that bound it are void."""
    changed = change_standard(
        asker(request), workspace_here(), name, body=wanted.body, reason=wanted.reason
    )
    return Changed(changed=changed)


@operation(standards.post, "/standards/{name}/remove", to=Action.CONFIRM_STANDARD)
def take_standard_out(request: HttpRequest, name: str, why: Removal) -> Changed:
    """Take a standard out of the book; its evidence and its events stay."""
    remove_standard(asker(request), workspace_here(), name, reason=why.reason)
    return Changed(changed=True)


@operation(standards.post, "/standard-meaning", to=Action.CONFIRM_STANDARD)
def tell_meaning(request: HttpRequest, wanted: Body) -> Definition:
    """What a standard would mean, in words; nothing is kept."""
    found = mean_standard(asker(request), workspace_here(), body=wanted.body)
    return Definition.of(found)


@operation(standards.post, "/campaigns/{slug}/standards", to=Action.CONFIRM_STANDARD, status=201)
def confirm(request: HttpRequest, slug: str, wanted: StandardIn) -> WrittenStandard:
    """Hold a promise of the copy to a standard, as a meaning shows it or as somebody changed it."""
    entry = confirm_standard(
        asker(request),
        find_campaign(slug),
        workspace_here(),
        wording=wanted.wording,
        body=wanted.body,
    )
    return WrittenStandard.of(entry)
