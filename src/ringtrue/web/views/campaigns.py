"""All campaigns, and the start of a new one."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ringtrue.core.campaign import CampaignState
from ringtrue.core.errors import UsageError
from ringtrue.desk.permissions import Action, require
from ringtrue.desk.services.create_campaign import create_campaign
from ringtrue.desk.services.see_campaigns import see_campaigns
from ringtrue.web.asking import asker, workspace_here

_OUT = frozenset({CampaignState.LAUNCHED, CampaignState.ENDED})


class CampaignForm(forms.Form):
    """What a campaign is before it has any material."""

    name = forms.CharField(label="Name", max_length=120)
    audience = forms.CharField(
        label="Whom it is for",
        help_text="In a sentence. It is part of what people sign.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    launch_on = forms.DateField(
        label="Launch date",
        help_text="The checklist counts its days from it. It can be set later.",
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
    )
    lift = forms.FloatField(
        label="Volume expected, as a multiple of the usual",
        help_text="1 is as now, 1.5 half more. Demand is what breaks promises.",
        initial=1,
        widget=forms.NumberInput(attrs={"step": "0.1", "min": "0.1"}),
    )


@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """The list."""
    rows = see_campaigns(asker(request))
    live = [row for row in rows if row.state is CampaignState.LAUNCHED]
    ended = [row for row in rows if row.state is CampaignState.ENDED]
    before = [row for row in rows if row.state not in _OUT]
    return render(request, "campaigns.html", {"before": before, "live": live, "ended": ended})


@require_http_methods(["GET", "HEAD", "POST"])
def new_campaign(request: HttpRequest) -> HttpResponse:
    """Begin a campaign."""
    person = asker(request)
    require(person.name, person.roles, Action.WRITE_COPY)
    form = CampaignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_campaign(person, workspace_here(), **form.cleaned_data)
        except UsageError as error:
            form.add_error(None, f"{error.what}. {error.cure}")
        else:
            return redirect("campaign", made.slug)
    status = 422 if form.errors else 200
    return render(request, "new_campaign.html", {"form": form}, status=status)
