"""Where notifications go: mail server, webhooks, and what did not arrive; for administrators."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ringtrue.core.errors import UsageError
from ringtrue.desk.models.notification import Webhook
from ringtrue.desk.models.person import Person
from ringtrue.desk.notifications.formats import formats
from ringtrue.desk.notifications.kinds import Group
from ringtrue.desk.notifications.outcome import Result
from ringtrue.desk.notifications.posting import LONGEST
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.manage_webhooks import (
    NAME,
    add_webhook,
    find_webhook,
    pause_webhook,
    remove_webhook,
    resume_webhook,
    try_webhook,
)
from ringtrue.desk.services.see_delivery import see_delivery
from ringtrue.desk.services.send_test_letter import send_test_letter
from ringtrue.desk.services.try_again import try_again
from ringtrue.web.asking import asker, number_of, workspace_here


class WebhookForm(forms.Form):
    """A new webhook."""

    name = forms.CharField(
        label="Name", help_text="How you call it here, such as a channel's name.", max_length=NAME
    )
    address = forms.CharField(
        label="Address",
        help_text="As the other system gave it to you. It is not shown again.",
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    format = forms.ChoiceField(label="Format")
    groups = forms.MultipleChoiceField(
        label="What is posted",
        choices=[(group.value, f"{group.spoken}: {group.about}") for group in Group],
        widget=forms.CheckboxSelectMultiple,
        initial=[group.value for group in Group if group is not Group.AUDIT],
    )

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        field = self.fields["format"]
        assert isinstance(field, forms.ChoiceField), "it is declared as one"
        field.choices = [(each.name, each.title) for each in formats().values()]


@require_safe
def delivery(request: HttpRequest) -> HttpResponse:
    """How mail is set up, every webhook, and what did not arrive."""
    return _page(request, WebhookForm())


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Add a webhook; where its posts are signed, show the secret once."""
    person = asker(request)
    require(person.name, person.roles, Action.MANAGE_NOTIFICATIONS)
    form = WebhookForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    told = form.cleaned_data
    try:
        made = add_webhook(
            person,
            workspace_here(),
            name=told["name"],
            address=told["address"],
            format=told["format"],
            groups=[Group(each) for each in told["groups"]],
        )
    except UsageError as error:
        field = "name" if "webhook" in error.what else "address"
        form.add_error(field, f"{error.what}. {error.cure}")
        return _page(request, form, status=422)
    if formats()[made.format].signed:
        return render(request, "webhook_added.html", {"webhook": made})
    messages.success(request, f"{made.name} is told from now on. Try it once.")
    return redirect("delivery")


@require_POST
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Try, pause, resume or remove one; `do` says which."""
    person = asker(request)
    require(person.name, person.roles, Action.MANAGE_NOTIFICATIONS)
    webhook = find_webhook(number)
    match request.POST.get("do", ""):
        case "try":
            _try(request, person, webhook)
        case "pause":
            pause_webhook(person, webhook)
            messages.success(request, f"Nothing is posted to {webhook.name} until you resume it.")
        case "resume":
            resume_webhook(person, webhook)
            messages.success(request, f"{webhook.name} is told again.")
        case "remove":
            remove_webhook(person, webhook)
            messages.success(request, f"{webhook.name} and its address are forgotten.")
        case other:
            raise UsageError(f"{other[:40]!r} is nothing to do", cure="Use the page's buttons.")
    return redirect("delivery")


@require_POST
def letter(request: HttpRequest) -> HttpResponse:
    """Send a letter that says that it is a test."""
    to = request.POST.get("to", "")
    send_test_letter(asker(request), workspace_here(), to)
    messages.success(request, f"The mail server took a letter to {to.strip()[:100]}.")
    return redirect("delivery")


@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Try one delivery that was given up again, or all of them."""
    number = try_again(asker(request), number_of(request.POST.get("number", ""), "number"))
    messages.success(request, f"{number:,} to be tried again.")
    return redirect("delivery")


def _try(request: HttpRequest, person: Person, webhook: Webhook) -> None:
    outcome = try_webhook(person, webhook, workspace_here())
    if outcome.result is Result.ARRIVED:
        messages.success(request, f"{webhook.name} took the test.")
    else:
        messages.error(request, f"{webhook.name} did not take the test: {outcome.why}.")


def _page(request: HttpRequest, form: WebhookForm, status: int = 200) -> HttpResponse:
    person = asker(request)
    told = {"view": see_delivery(person), "form": form, "own": person.email}
    return render(request, "delivery.html", told, status=status)
