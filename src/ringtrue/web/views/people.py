"""People and their roles: who takes part, and for administrators adding and changing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ringtrue.core.errors import UsageError
from ringtrue.core.role import Role
from ringtrue.desk.models.person import Person
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.invite_person import invite
from ringtrue.desk.services.manage_people import (
    add_person,
    change_email,
    deactivate,
    find_person,
    grant_role,
    reactivate,
    revoke_role,
)
from ringtrue.desk.services.match_person import disconnect_provider
from ringtrue.desk.services.second_factor import reset_second_factor
from ringtrue.desk.services.see_people import see_people
from ringtrue.web.asking import asker

_ROLES = [(role.value, role.spoken) for role in Role]


class PersonForm(forms.Form):
    """Somebody new."""

    username = forms.CharField(label="Name to sign in with", max_length=150)
    name = forms.CharField(label="Name that others see", max_length=150, required=False)
    email = forms.EmailField(label="E-mail", required=False)
    roles = forms.MultipleChoiceField(
        label="Roles", choices=_ROLES, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Without passwords the address alone says who comes from the provider."""
        super().__init__(*args, **kwargs)
        self.fields["email"].required = not settings.SIGN_IN.passwords


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, and what each role may do."""
    return _page(request, PersonForm())


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Add somebody and show the link with which they choose a password."""
    person = asker(request)
    require(person.name, person.roles, Action.MANAGE_PEOPLE)
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    told = form.cleaned_data
    roles = [Role(value) for value in told["roles"]]
    try:
        made = add_person(
            person, told["username"], name=told["name"], email=told["email"], roles=roles
        )
    except UsageError as error:
        form.add_error("username", f"{error.what}. {error.cure}")
        return _page(request, form, status=422)
    if settings.SIGN_IN.passwords:
        return _show_link(request, made.username)
    messages.success(request, f"{made.name} signs in by the address {made.email}.")
    return redirect("people")


@require_POST
def change(request: HttpRequest, username: str) -> HttpResponse:
    """Change somebody's roles, access or ways to come in; `do` says which, or makes a link."""
    by, person, do = asker(request), find_person(username), request.POST.get("do", "")
    if do == "invite":
        return _show_link(request, person.username)
    if do in {"grant", "revoke"}:
        told = _change_role(by, person, do, _role(request.POST.get("role", "")))
    elif do == "email":
        told = _change_email(by, person, request.POST.get("email", ""))
    elif do in _ACCESS:
        act, words = _ACCESS[do]
        act(by, person)
        told = words.format(person.name)
    else:
        raise UsageError(f"{do[:40]!r} is nothing to do", cure="Use the page's buttons.")
    messages.success(request, told)
    return redirect("people")


_ACCESS: dict[str, tuple[Callable[[Person, Person], bool], str]] = {
    "deactivate": (deactivate, "{} can no longer sign in. What they did stays."),
    "reactivate": (reactivate, "{} can sign in again."),
    "disconnect": (disconnect_provider, "{} comes from the provider by their address again."),
    "reset-second-factor": (
        reset_second_factor,
        "{} has no second factor now, and is signed out everywhere.",
    ),
}


def _change_role(by: Person, person: Person, do: str, role: Role) -> str:
    if do == "grant":
        grant_role(by, person, role)
        return f"{person.name} has the role {role.spoken} now."
    revoke_role(by, person, role)
    return f"{person.name} no longer has the role {role.spoken}."


def _change_email(by: Person, person: Person, email: str) -> str:
    change_email(by, person, email)
    return f"The address of {person.name}: {person.email or 'none'}."


def _show_link(request: HttpRequest, username: str) -> HttpResponse:
    person = find_person(username)
    link = request.build_absolute_uri(reverse("invitation", args=[invite(asker(request), person)]))
    return render(request, "invited.html", {"person": person, "link": link})


def _role(value: str) -> Role:
    try:
        return Role(value)
    except ValueError:
        raise UsageError(f"{value[:40]!r} is no role", cure="Choose one of the list.") from None


def _page(request: HttpRequest, form: PersonForm, status: int = 200) -> HttpResponse:
    view = see_people(asker(request))
    return render(
        request,
        "people.html",
        {"view": view, "form": form, "policy": settings.SIGN_IN},
        status=status,
    )
