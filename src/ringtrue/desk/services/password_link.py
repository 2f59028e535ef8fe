"""A link by mail for a forgotten password: asked for by anybody, sent by the worker.

Whoever asks is answered before anything is looked up, so that neither the answer nor the time that
it takes tells who has an account. The address waits encrypted in the queue, and the link is made
when the letter goes, so that the store never has it.
"""

from __future__ import annotations

from logging import getLogger

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import base36_to_int, int_to_base36

from ringtrue.core.errors import AwayError
from ringtrue.desk.hiding import hide, reveal
from ringtrue.desk.jobs.kinds import JobKind
from ringtrue.desk.jobs.queue import enqueue
from ringtrue.desk.link_tokens import PasswordTokens
from ringtrue.desk.models.person import Person
from ringtrue.desk.notifications.letters import one_line
from ringtrue.desk.notifications.mailing import refusal
from ringtrue.desk.notifications.outcome import Result
from ringtrue.desk.notifications.public_address import public_address

_LOG = getLogger("ringtrue.sign-in")
_PURPOSE = "password-link"


def ask_for_password_link(address: str, home: str) -> None:
    """Let the worker send a link to whoever has an address; open to everybody.

    `home` is where the desk was asked, for the link where RINGTRUE_URL does not say.
    """
    key = salted_hmac(_PURPOSE, address.lower(), algorithm="sha256").hexdigest()
    with transaction.atomic():
        enqueue(JobKind.PASSWORD_LINK, key=key, address=hide(address, _PURPOSE), home=home)


def send_password_link(hidden: str, home: str) -> None:
    """Send it to everybody who has the address and may come in; to nobody if nobody has it.

    Raises `AwayError` when the mail server takes no letter now, and `SecretKeyError` when the
    secret key was changed since somebody asked.
    """
    address = reveal(hidden, _PURPOSE)
    for person in Person.objects.filter(email__iexact=address, is_active=True).order_by("pk"):
        _send(_letter(person, public_address() or home))


def hold_person(uid: str) -> None:
    """Let nobody else use a link of the same person until this transaction ends.

    `uid` is the first part of the link's token, as it came.
    """
    try:
        number = base36_to_int(uid)
    except ValueError:
        return
    Person.objects.select_for_update().filter(pk=number).first()


def _letter(person: Person, home: str) -> EmailMessage:
    token = f"{int_to_base36(person.pk)}-{PasswordTokens().make_token(person)}"
    uid, _, key = token.partition("-")
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key})
    told = {"home": home, "link": f"{home}{path}", "username": person.username}
    return EmailMessage(
        subject=one_line(render_to_string("account/email/new_password_subject.txt", told)),
        body=render_to_string("account/email/new_password.txt", told),
        to=[person.email],
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    )


def _send(letter: EmailMessage) -> None:
    try:
        letter.send()
    except (OSError, ValueError) as error:
        outcome = refusal(error)
        if outcome.result is Result.LATER:
            where = settings.MAIL.shown if settings.MAIL else ""
            raise AwayError(outcome.why, where=where, cure="Check it on the server.") from error
        _LOG.warning("a link for a new password could not be sent: %s", outcome.why)
