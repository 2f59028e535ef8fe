"""Objections: the list for those who answer, and the page of those who object."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ringtrue.core.errors import NotFoundError, UsageError
from ringtrue.desk.models.objection import ObjectionRecord
from ringtrue.desk.objection_view import ObjectionView
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.answer_objection import answer_objection
from ringtrue.desk.services.object_to_promise import object_to_promise
from ringtrue.desk.services.see_objections import how_often_right, my_objections, see_objections
from ringtrue.web.asking import asker, workspace_here

_ANSWERS = {"yes": True, "no": False}


class ObjectionForm(forms.Form):
    """What cannot be done, and why."""

    wording = forms.CharField(
        label="What is promised",
        help_text="In the words of the advertisement, as near as you remember them.",
        max_length=1_000,
    )
    reason = forms.CharField(
        label="Why we can’t do this",
        help_text="What happens in your work when a customer expects it? One example is enough.",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    shown = forms.BooleanField(label="Show my name", required=False)


@require_safe
def objections(request: HttpRequest) -> HttpResponse:
    """Every objection: what waits for an answer, and what was answered."""
    person = asker(request)
    told = {**_parted(see_objections(person)), "right": how_often_right(person)}
    return render(request, "objections.html", told)


@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Answer one."""
    person = asker(request)
    require(person.name, person.roles, Action.ANSWER_OBJECTION)
    upheld = _ANSWERS.get(request.POST.get("upheld", ""))
    if upheld is None:
        cure = "Choose whether the promise is changed for it."
        raise UsageError("the answer says neither yes nor no", cure=cure)
    found = ObjectionRecord.objects.select_related("campaign", "by").filter(pk=number).first()
    if found is None:
        raise NotFoundError(f"there is no objection {number}", cure="Choose one of the list.")
    text = request.POST.get("answer", "")
    answer_objection(person, found, workspace_here(), answer=text, upheld=upheld)
    messages.success(request, "Answered. Whoever objected sees it on their own page.")
    return redirect("objections")


@require_http_methods(["GET", "HEAD", "POST"])
def object_(request: HttpRequest) -> HttpResponse:
    """The front line's own page: say what cannot be done, and see what became of it."""
    person = asker(request)
    own = my_objections(person)
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            object_to_promise(
                person,
                workspace_here(),
                wording=told["wording"],
                reason=told["reason"],
                masked=not told["shown"],
            )
        except UsageError as error:
            form.add_error(None, f"{error.what}. {error.cure}")
        else:
            messages.success(request, "Said. Somebody has to answer it before a launch.")
            return redirect("object")
    status = 422 if form.errors else 200
    return render(request, "object.html", {"form": form, **_parted(own)}, status=status)


def _parted(rows: tuple[ObjectionView, ...]) -> dict[str, list[ObjectionView]]:
    return {
        "waiting": [row for row in rows if row.answered is None],
        "answered": [row for row in rows if row.answered is not None],
    }
