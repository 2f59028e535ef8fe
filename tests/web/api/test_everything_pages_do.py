"""Everything that pages do can be asked of the API: each use case that a page calls, or a reason.

Both are read from what their files import of `desk.services`; that an import is used, ruff says.
"""

from __future__ import annotations

import ast
from pathlib import Path

WEB = Path(__file__).parents[3] / "src" / "ringtrue" / "web"
_ACCOUNT = "one's own account is one's own: a token is no stand-in for whoever made it"
_COMING_IN = "somebody comes in; programs come with a token"
_PART = "a helper of the page; the answer of an operation holds the same"

ELSEWHERE = {
    "make_token.make_token": "a token cannot make another, or it would outlive its revocation",
    "rename_oneself.rename_oneself": _ACCOUNT,
    "see_account.see_account": _ACCOUNT,
    "invite_person.accept_invitation": _COMING_IN,
    "invite_person.invited": _COMING_IN,
    "invite_person.is_first_link": _COMING_IN,
    "invite_person.make_first_administrator": _COMING_IN,
    "match_person.match_person": _COMING_IN,
    "match_person.note_connection": _COMING_IN,
    "note_sign_in.note_password": _COMING_IN,
    "note_sign_in.note_refused_series": _COMING_IN,
    "note_sign_in.note_sign_in": _COMING_IN,
    "note_sign_in.note_sign_out_elsewhere": _COMING_IN,
    "second_factor.has_second_factor": _COMING_IN,
    "second_factor.note_second_factor": _COMING_IN,
    "password_link.ask_for_password_link": _COMING_IN,
    "password_link.hold_person": _COMING_IN,
    "sign_in_link.person_of_link": _COMING_IN,
    "sign_in_link.use_sign_in_link": _COMING_IN,
    "walk_in.guests": _COMING_IN,
    "walk_in.walk_in": _COMING_IN,
    "ask_for_review.review_asked": f"{_PART}: a job says how far it is (show_job)",
    "ask_for_review.review_told": f"{_PART}: a job says how it ended (show_job)",
    "compare_versions.compare": f"{_PART}: two versions that are kept (compare)",
    "look_at_copy.meanings_of": f"{_PART}: meanings with their YAML (show_meanings)",
    "my_work.waiting_for": f"{_PART}: the number beside a link (list_work)",
    "see_alerts.open_alerts": f"{_PART}: the number beside a link (list_alerts)",
    "see_notifications.unread": f"{_PART}: the number beside a link (list_notifications)",
    "offer_columns.offer_columns": f"{_PART}: the choices of a form (show_columns)",
    "who_may.who_may": f"{_PART}: the choices of a form (list_people tells names and roles)",
    "simulate_cycle.where_it_stands": f"{_PART}: where sliders begin (run_scenario)",
    "whole_book.open_book": f"{_PART}: use cases open the book by themselves",
    "check_health.check_worker": "for a watchdog at /health/worker; list_jobs shows workers",
}
"""Use cases that pages call and no operation does, and why."""


def called_in(files: list[Path]) -> set[str]:
    """`file.function` of every use case that some files import."""
    found = set()
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                room, _, name = (node.module or "").rpartition(".")
                if room == "ringtrue.desk.services":
                    found |= {f"{name}.{each.name}" for each in node.names if each.name.islower()}
    return found


def api_files() -> list[Path]:
    return sorted((WEB / "api").rglob("*.py"))


def page_files() -> list[Path]:
    return sorted(set(WEB.rglob("*.py")) - set(api_files()))


def test_each_use_case_of_a_page_is_called_by_an_operation_or_says_why_not() -> None:
    assert called_in(page_files()) - called_in(api_files()) == set(ELSEWHERE)


def test_the_use_cases_of_pages_are_found() -> None:
    found = called_in(page_files())
    assert {"sign_off.sign_off", "see_campaign.see_campaign"} <= found
    assert len(found) > 80
