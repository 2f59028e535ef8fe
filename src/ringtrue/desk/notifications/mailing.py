"""Handing letters to the mail server, and telling what is refused for good from what is not."""

from __future__ import annotations

import smtplib
import ssl
from types import TracebackType

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from ringtrue.desk.notifications.letters import one_line
from ringtrue.desk.notifications.mail_server import SECONDS, MailServer
from ringtrue.desk.notifications.outcome import ARRIVED, Outcome, Result

_SHOWN = 160


class PostOffice:
    """One connection to the mail server for as many letters as there are; opened by the first."""

    def __init__(self, server: MailServer) -> None:
        self._connection = EmailBackend(
            host=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_ssl=server.tls,
            use_tls=server.starttls,
            timeout=SECONDS,
        )

    def __enter__(self) -> PostOffice:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._hang_up()

    def send(self, mail: EmailMessage) -> Outcome:
        """Send one letter to its one reader."""
        try:
            self._connection.open()
            self._connection.send_messages([mail])
        except (OSError, ValueError) as error:
            self._hang_up()
            return refusal(error)
        return ARRIVED

    def _hang_up(self) -> None:
        try:
            self._connection.close()
        except (OSError, ValueError):
            self._connection.connection = None


def refusal(error: OSError | ValueError) -> Outcome:
    """What an error of the mail server means for this letter, and for all.

    Who is refused as a reader, or what as a letter, is so for good where the code begins with 5.
    Everything else (sender, password, connection) is ours to mend, and the letter waits.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return _by_code(code, f"the mail server refuses the address: {_said(code, words)}")
    if isinstance(error, smtplib.SMTPDataError):
        why = f"the mail server refuses the letter: {_said(error.smtp_code, error.smtp_error)}"
        return _by_code(error.smtp_code, why)
    if isinstance(error, ValueError) and not isinstance(error, OSError):
        return Outcome(Result.NEVER, "this is no address that mail can be sent to")
    return Outcome(Result.LATER, _trouble(error), all_fail=True)


def _by_code(code: int, why: str) -> Outcome:
    return Outcome(Result.NEVER if 500 <= code < 600 else Result.LATER, why)


def _trouble(error: OSError | ValueError) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"the mail server does not take user and password ({error.smtp_code})"
    if isinstance(error, smtplib.SMTPSenderRefused):
        return f"the mail server refuses the sender: {_said(error.smtp_code, error.smtp_error)}"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "the mail server does not offer what is asked of it (STARTTLS, or signing in)"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"the mail server answers {_said(error.smtp_code, error.smtp_error)}"
    if isinstance(error, ssl.SSLError):
        return "the mail server cannot be spoken to by TLS, or its certificate is not trusted"
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return f"the mail server was silent for {SECONDS} seconds"
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return "the mail server hung up"
    return "the mail server cannot be reached"


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {one_line(text)[:_SHOWN]}".strip()
