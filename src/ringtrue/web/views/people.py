"""People and their roles: who takes part, and for administrators adding and changing."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ringtrue.core.errors import UsageError
from ringtrue.core.role import Role
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
    return _show_link(request, made.username)


@require_POST
def change(request: HttpRequest, username: str) -> HttpResponse:
    """What `do` says: a role, the address, shutting out or letting in again, or a link."""
    by, person = asker(request), find_person(username)
    match request.POST.get("do", ""), request.POST.get("role", ""):
        case "grant", role:
            grant_role(by, person, _role(role))
            told = f"{person.name} has the role {_role(role).spoken} now."
        case "revoke", role:
            revoke_role(by, person, _role(role))
            told = f"{person.name} no longer has the role {_role(role).spoken}."
        case "deactivate", _:
            deactivate(by, person)
            told = f"{person.name} can no longer sign in. What they did stays."
        case "reactivate", _:
            reactivate(by, person)
            told = f"{person.name} can sign in again."
        case "reset-second-factor", _:
            reset_second_factor(by, person)
            told = f"{person.name} has no second factor now, and is signed out everywhere."
        case "email", _:
            change_email(by, person, request.POST.get("email", ""))
            told = f"The e-mail address of {person.name} is changed."
        case "invite", _:
            return _show_link(request, person.username)
        case other, _:
            raise UsageError(f"{other[:40]!r} is nothing to do", cure="Use the page's buttons.")
    messages.success(request, told)
    return redirect("people")


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
    return render(request, "people.html", {"view": view, "form": form}, status=status)
