"""What the environment says about signing in, and what it cannot say."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ringtrue.core.errors import ConfigError
from ringtrue.core.role import Role
from ringtrue.desk.sign_in_policy import Provider, SecondFactor, SignInPolicy, read_policy

OIDC = {
    "RINGTRUE_OIDC_ISSUER": "https://id.shop.example/realm/",
    "RINGTRUE_OIDC_CLIENT_ID": "ringtrue",
    "RINGTRUE_OIDC_CLIENT_SECRET": "a secret",
}


def test_nothing_said_means_passwords_for_a_week() -> None:
    assert read_policy({}) == SignInPolicy()
    assert SignInPolicy().session == timedelta(days=7)
    assert read_policy(dict.fromkeys(OIDC, "")) == SignInPolicy()


def test_everything_that_can_be_said_is_read() -> None:
    said = OIDC | {
        "RINGTRUE_OIDC_NAME": "Shop ID",
        "RINGTRUE_OIDC_DOMAINS": "shop.example, @Other.example",
        "RINGTRUE_OIDC_ROLES": "front_line,viewer",
        "RINGTRUE_OIDC_SECOND_FACTOR": "yes",
        "RINGTRUE_PASSWORDS": "no",
        "RINGTRUE_SECOND_FACTOR": "deciding",
        "RINGTRUE_SESSION_HOURS": "12",
        "RINGTRUE_PROXIES": "2",
    }
    assert read_policy(said) == SignInPolicy(
        passwords=False,
        second_factor=SecondFactor.DECIDING,
        session=timedelta(hours=12),
        proxies=2,
        provider=Provider(
            "https://id.shop.example/realm",
            "ringtrue",
            "a secret",
            "Shop ID",
            frozenset({"shop.example", "other.example"}),
            frozenset({Role.FRONT_LINE, Role.VIEWER}),
            asks_twice=True,
        ),
    )


def test_who_comes_by_themselves_only_reads() -> None:
    provider = read_policy(OIDC).provider
    assert provider is not None
    assert provider.roles == {Role.VIEWER}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RINGTRUE_OIDC_ISSUER", "http://id.shop.example"),
        ("RINGTRUE_OIDC_ISSUER", "id.shop.example"),
        ("RINGTRUE_OIDC_ISSUER", "https://[half"),
        ("RINGTRUE_OIDC_CLIENT_ID", " "),
        ("RINGTRUE_OIDC_CLIENT_SECRET", ""),
        ("RINGTRUE_OIDC_ROLES", "admin"),
        ("RINGTRUE_OIDC_ROLES", "marketing"),
        ("RINGTRUE_OIDC_ROLES", "king"),
        ("RINGTRUE_OIDC_SECOND_FACTOR", "maybe"),
        ("RINGTRUE_PASSWORDS", "perhaps"),
        ("RINGTRUE_SECOND_FACTOR", "always"),
        ("RINGTRUE_SESSION_HOURS", "0"),
        ("RINGTRUE_SESSION_HOURS", "99999"),
        ("RINGTRUE_PROXIES", "-1"),
        ("RINGTRUE_PROXIES", "many"),
    ],
)
def test_what_cannot_be_is_refused_by_the_name_of_its_variable(name: str, value: str) -> None:
    with pytest.raises(ConfigError) as refused:
        read_policy(OIDC | {name: value})
    assert refused.value.where == name
    assert refused.value.cure


def test_a_desk_that_nobody_could_enter_is_refused() -> None:
    with pytest.raises(ConfigError, match="nobody could sign in"):
        read_policy({"RINGTRUE_PASSWORDS": "no"})


def test_the_secret_shows_nowhere() -> None:
    assert "a secret" not in repr(read_policy(OIDC))
    with pytest.raises(ConfigError) as refused:
        read_policy(OIDC | {"RINGTRUE_OIDC_ROLES": "king"})
    assert "a secret" not in str(refused.value)


def test_this_machine_may_be_a_provider_without_a_certificate() -> None:
    assert read_policy(OIDC | {"RINGTRUE_OIDC_ISSUER": "http://localhost:8080"}).provider
