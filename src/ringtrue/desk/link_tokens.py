"""Tokens of links that somebody is sent: each dies with its use, whatever that was.

They are signed with the secret key and stand in no table. What they are bound to is what their use
changes: the password, the address, and when the person signed in last.
"""

from __future__ import annotations

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from ringtrue.desk.models.person import Person


class LinkTokens(PasswordResetTokenGenerator):
    """Dead after a sign-in, to the microsecond, and under another password or address."""

    def _make_hash_value(self, user: Person, timestamp: int) -> str:
        """Django leaves out the microseconds, and a link outlives a sign-in of its own second."""
        seen = "never" if user.last_login is None else user.last_login.isoformat()
        return f"{super()._make_hash_value(user, timestamp)} {seen}"


class SignInTokens(LinkTokens):
    """Of links that the terminal makes."""

    key_salt = "ringtrue.desk.sign-in-link"


class InvitationTokens(LinkTokens):
    """Of links with which somebody new chooses a password."""

    key_salt = "ringtrue.desk.invitation"


class PasswordTokens(LinkTokens):
    """Of links by mail for a forgotten password; django-allauth checks them."""

    key_salt = "ringtrue.desk.password"
