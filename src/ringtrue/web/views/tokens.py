"""Tokens for the API: one's own to make and revoke, and everybody's for administrators to end."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ringtrue.core.errors import UsageError
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, may, require
from ringtrue.desk.scopes import Scope, scopes_for
from ringtrue.desk.services.make_token import DAYS, MOST_DAYS, make_token, revoke_token
from ringtrue.desk.services.see_tokens import TokenRow, TokenState, all_tokens, my_tokens
from ringtrue.web.asking import asker


class TokenForm(forms.Form):
    """A new token; only what the person's roles have a use for can be chosen."""

    name = forms.CharField(
        label="Name",
        help_text="What uses it, so that you know which one to revoke: “Pipeline of the web shop”.",
        max_length=80,
    )
    scopes = forms.MultipleChoiceField(
        label="What it may do", widget=forms.CheckboxSelectMultiple, initial=[Scope.READ.value]
    )
    days = forms.IntegerField(
        label="Good for so many days",
        help_text=f"At most {MOST_DAYS}. After that make a new one.",
        initial=DAYS,
        min_value=1,
        max_value=MOST_DAYS,
    )

    def __init__(self, person: Person, data: Any = None) -> None:
        super().__init__(data)
        choices = [(scope.value, scope.spoken) for scope in scopes_for(person.roles)]
        field = self.fields["scopes"]
        assert isinstance(field, forms.MultipleChoiceField), "as it is written above"
        field.choices = choices


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """One's own tokens and a form for a new one, whose secret is shown in the answer alone."""
    person = asker(request)
    require(person.name, person.roles, Action.MAKE_TOKENS)
    form = TokenForm(person, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = make_token(
                person,
                name=told["name"],
                scopes=[Scope(value) for value in told["scopes"]],
                days=told["days"],
            )
        except UsageError as error:
            form.add_error(None, f"{error.what}. {error.cure}")
        else:
            return render(request, "token_made.html", {"made": made})
    return _page(request, person, form)


@require_POST
def revoke(request: HttpRequest, id: str) -> HttpResponse:  # noqa: A002 - the name of the address
    """End a token at once."""
    person = asker(request)
    require(person.name, person.roles, Action.MAKE_TOKENS)
    row = revoke_token(person, id)
    messages.success(request, f"“{row.name}” is revoked: whatever used it is shut out now.")
    return redirect("tokens")


def _page(request: HttpRequest, person: Person, form: TokenForm) -> HttpResponse:
    others: tuple[TokenRow, ...] = ()
    if may(person.roles, Action.MANAGE_PEOPLE):
        found = all_tokens(person)
        others = tuple(each for each in found if each.username != person.username)
    told = {
        "form": form,
        "rows": my_tokens(person),
        "others": others,
        "good": TokenState.GOOD,
    }
    return render(request, "tokens.html", told, status=422 if form.errors else 200)
