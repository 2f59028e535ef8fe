"""How people may sign in to this desk: what the environment of the server says, read once.

It belongs to the server and not to `ringtrue.yaml`, since it holds a secret and since nobody who
may edit the workspace should thereby decide who comes in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from ringtrue.core.role import Role
from ringtrue.desk.environment import flag, listed, number, wrong
from ringtrue.desk.permissions import SIGNING, Action, may

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_WEEK_HOURS = 168
_YEAR_HOURS = 8784
_MOST_PROXIES = 9


class SecondFactor(StrEnum):
    """Who must prove a second time who they are."""

    OPTIONAL = "optional"
    DECIDING = "deciding"
    EVERYONE = "everyone"


DECIDING = frozenset(
    role
    for role in Role
    for action in (*SIGNING.values(), Action.LAUNCH, Action.OVERRIDE, Action.MANAGE_PEOPLE)
    if may({role}, action)
)
"""The roles that sign off, launch or administer."""


@dataclass(frozen=True, slots=True)
class Provider:
    """A server that says who somebody is, by OpenID Connect.

    Somebody whom nobody added is made a person, with `roles`, when the provider has verified an
    address in one of `domains`. `asks_twice` when it asks for a second factor itself.
    """

    issuer: str
    client: str
    secret: str = field(repr=False)
    name: str = "single sign-on"
    domains: frozenset[str] = frozenset()
    roles: frozenset[Role] = frozenset()
    asks_twice: bool = False


@dataclass(frozen=True, slots=True)
class SignInPolicy:
    """What holds for everybody who signs in; `proxies` is how many of ours stand in front."""

    passwords: bool = True
    second_factor: SecondFactor = SecondFactor.OPTIONAL
    session: timedelta = timedelta(hours=_WEEK_HOURS)
    proxies: int = 0
    provider: Provider | None = None

    @property
    def provider_name(self) -> str:
        """What people call the provider; '' without one."""
        return self.provider.name if self.provider else ""

    def needs_second_factor(self, roles: frozenset[Role]) -> bool:
        """Whether somebody with these roles must have one.

        >>> policy = SignInPolicy(second_factor=SecondFactor.DECIDING)
        >>> [policy.needs_second_factor(frozenset({r})) for r in (Role.LEGAL, Role.VIEWER)]
        [True, False]
        """
        if self.second_factor is SecondFactor.DECIDING:
            return not DECIDING.isdisjoint(roles)
        return self.second_factor is SecondFactor.EVERYONE


def read_policy(environ: Mapping[str, str]) -> SignInPolicy:
    """The policy that the variables RINGTRUE_... set; raises `ConfigError` that names the one.

    >>> read_policy({}).passwords
    True
    """
    provider = _provider(environ)
    passwords = flag(environ, "RINGTRUE_PASSWORDS", default=True)
    if not passwords and provider is None:
        cure = "Set RINGTRUE_OIDC_ISSUER and its client, or allow passwords."
        raise wrong("RINGTRUE_PASSWORDS", "without passwords nobody could sign in", cure)
    return SignInPolicy(
        passwords=passwords,
        second_factor=_second_factor(environ),
        session=timedelta(
            hours=number(environ, "RINGTRUE_SESSION_HOURS", _WEEK_HOURS, 1, _YEAR_HOURS)
        ),
        proxies=number(environ, "RINGTRUE_PROXIES", 0, 0, _MOST_PROXIES),
        provider=provider,
    )


def _provider(environ: Mapping[str, str]) -> Provider | None:
    issuer = environ.get("RINGTRUE_OIDC_ISSUER", "").strip().rstrip("/")
    if not issuer:
        return None
    _check_issuer(issuer)
    domains = frozenset(
        each.lower().lstrip("@") for each in listed(environ, "RINGTRUE_OIDC_DOMAINS")
    )
    return Provider(
        issuer=issuer,
        client=_needed(environ, "RINGTRUE_OIDC_CLIENT_ID"),
        secret=_needed(environ, "RINGTRUE_OIDC_CLIENT_SECRET"),
        name=" ".join(environ.get("RINGTRUE_OIDC_NAME", "").split())[:40] or "single sign-on",
        domains=domains,
        roles=_roles(environ),
        asks_twice=flag(environ, "RINGTRUE_OIDC_SECOND_FACTOR", default=False),
    )


def _check_issuer(issuer: str) -> None:
    """Names and secrets go there: only by TLS, except on this machine."""
    try:
        parts = urlsplit(issuer)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    safe = host and (parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK))
    if not safe:
        cure = "Write the address that the provider calls its issuer, with https://."
        raise wrong("RINGTRUE_OIDC_ISSUER", f"{issuer[:80]!r} is no issuer", cure)


def _roles(environ: Mapping[str, str]) -> frozenset[Role]:
    """What somebody may do who came by themselves: nothing that decides anything."""
    name, harmless = "RINGTRUE_OIDC_ROLES", sorted(set(Role) - DECIDING)
    found = listed(environ, name) or (Role.VIEWER.value,)
    strange = sorted(set(found) - set(harmless))
    if strange:
        cure = f"Choose of {', '.join(harmless)}; an administrator grants the others."
        raise wrong(name, f"{strange[0][:40]!r} is no role that people can come with", cure)
    return frozenset(Role(each) for each in found)


def _second_factor(environ: Mapping[str, str]) -> SecondFactor:
    name = "RINGTRUE_SECOND_FACTOR"
    value = environ.get(name, "").strip().lower() or SecondFactor.OPTIONAL
    try:
        return SecondFactor(value)
    except ValueError:
        cure = f"Write {', '.join(SecondFactor)}."
        raise wrong(name, f"{value[:40]!r} is unknown", cure) from None


def _needed(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name, "").strip()
    if not value:
        cure = "The provider shows it where Ringtrue is registered as a client."
        raise wrong(name, "it is not set, and RINGTRUE_OIDC_ISSUER is", cure)
    return value
