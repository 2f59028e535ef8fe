"""Which address leads to which page."""

from __future__ import annotations

from django.urls import include, path

from ringtrue.web.api.api import PREFIX
from ringtrue.web.api.api import urlpatterns as api_patterns
from ringtrue.web.health import health, worker_health
from ringtrue.web.views import (
    account,
    alerts,
    audit,
    book,
    campaigns,
    downloads,
    jobs,
    objections,
    people,
    promise,
    settings,
    sources,
    theme,
    walk_in,
    welcome,
    word,
    work,
)

urlpatterns = [
    path("", word.word, name="word"),
    path("promises.csv", downloads.promises, name="promises-csv"),
    path("work/", work.work, name="work"),
    path("alerts/", alerts.alerts, name="alerts"),
    path("promises/<str:standard>/", promise.promise, name="promise"),
    path("promises/<str:standard>/months.csv", downloads.months, name="months-csv"),
    path("promises/<str:standard>/evidence/<str:digest>", promise.evidence, name="evidence"),
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("new-campaign/", campaigns.new_campaign, name="new-campaign"),
    path("", include("ringtrue.web.campaign_urls")),
    path("objections/", objections.objections, name="objections"),
    path("objections/<int:number>/", objections.answer, name="objection"),
    path("object/", objections.object_, name="object"),
    path("book/", book.book, name="book"),
    path("book/<str:name>/", book.standard, name="standard"),
    path("book/<str:name>/remove/", book.remove, name="remove-standard"),
    path("new-standard/", book.new_standard, name="new-standard"),
    path("standard-meaning/", book.meaning, name="standard-meaning"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<str:name>/", sources.source, name="source"),
    path("sources/<str:name>/columns/", sources.columns, name="source-columns"),
    path("people/", people.people, name="people"),
    path("people/add/", people.add, name="add-person"),
    path("people/<str:username>/", people.change, name="person"),
    path("settings/", settings.settings, name="settings"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:number>/again/", jobs.again, name="job-again"),
    path("jobs/now/<slug:what>/", jobs.now, name="job-now"),
    path("audit/", audit.audit, name="audit"),
    path("audit.csv", downloads.audit, name="audit-csv"),
    path("audit/verify/", audit.verify, name="audit-verify"),
    path("welcome/<str:token>/", welcome.first, name="welcome"),
    path("invitation/<str:token>/", welcome.join, name="invitation"),
    path("sign-in/link/<str:token>/", welcome.sign_in_link, name="sign-in-link"),
    path("health", health, name="health"),
    path("health/worker", worker_health, name="worker-health"),
    path("walk-in/", walk_in.enter, name="walk-in"),
    path("account/", account.account, name="account"),
    path("account/second-factor/", account.second_factor, name="second-factor"),
    path("account/name/", account.rename, name="rename"),
    path("", include("ringtrue.web.accounts.urls")),
    path("theme/", theme.choose_theme, name="theme"),
    path(PREFIX, include((api_patterns, "api"))),
]
