"""Who the caller is, and tokens: seen and revoked here, but made by people on their own page."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router

from ringtrue.core.role import Role
from ringtrue.desk import clock
from ringtrue.desk.permissions import Action, may
from ringtrue.desk.scopes import actions_of
from ringtrue.desk.services.make_token import revoke_token
from ringtrue.desk.services.see_tokens import all_tokens, my_tokens, row_of
from ringtrue.web.api.asking import asker, caller_of
from ringtrue.web.api.operations import operation
from ringtrue.web.api.paging import Page, PageIn, page_of
from ringtrue.web.api.schemas.tokens import Me, Token

tokens = Router()


@operation(tokens.get, "/me")
def show_me(request: HttpRequest) -> Me:
    """Who asks, with which token, and what that may do; open to every good token."""
    person, caller = asker(request), caller_of(request)
    assert caller is not None, "only callers come here"
    allowed = actions_of(caller.scopes)
    return Me(
        username=person.username,
        name=person.name,
        roles=[role for role in Role if role in person.roles],
        token=Token.of(row_of(caller.token, clock.now())),
        may=[each.value for each in Action if each in allowed and may(person.roles, each)],
    )


@operation(tokens.get, "/me/tokens")
def list_own_tokens(request: HttpRequest, asked: Query[PageIn]) -> Page[Token]:
    """The caller's own tokens, the newest first; open to every good token."""
    rows = my_tokens(asker(request))
    return page_of(rows, asked, keys=[row.id for row in rows], tell=Token.of)


@operation(tokens.post, "/me/tokens/this/revoke")
def revoke_this(request: HttpRequest) -> Token:
    """End the token that asks, as when it has leaked; open to every good token."""
    caller = caller_of(request)
    assert caller is not None, "only callers come here"
    return Token.of(row_of(revoke_token(caller.person, caller.token.public_id), clock.now()))


@operation(tokens.get, "/tokens", to=Action.MANAGE_PEOPLE)
def list_tokens(request: HttpRequest, asked: Query[PageIn]) -> Page[Token]:
    """Everybody's tokens, the newest first; never a secret."""
    rows = all_tokens(asker(request))
    return page_of(rows, asked, keys=[row.id for row in rows], tell=Token.of)


@operation(tokens.post, "/tokens/{id}/revoke", to=Action.MANAGE_PEOPLE)
def revoke_anybodys(request: HttpRequest, id: str) -> Token:  # noqa: A002 - the name of the address
    """End a token at once, whoever has it."""
    return Token.of(row_of(revoke_token(asker(request), id), clock.now()))
