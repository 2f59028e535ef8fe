"""A provider of OpenID Connect for tests: django-allauth's own, with a store of its own.

Run as a program with a folder; it prints its port and serves until it is ended. `/be/NAME` signs
NAME in without asking, `/allow?uri=` lets a client come back to an address.
"""

from __future__ import annotations

import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

CLIENT, SECRET = "ringtrue", "secret of the client"
PEOPLE: dict[str, dict[str, object]] = {
    "ann": {"email": "Ann@shop.example", "email_verified": True, "name": "Ann Lee"},
    "bob": {"email": "bob@shop.example", "email_verified": False},
    "cat": {"email": "cat@shop.example", "email_verified": "false"},
    "dan": {"email": "dan@shop.example"},
    "eve": {"email": "eve@elsewhere.example", "email_verified": True},
    "fay": {"email": "fay@shop.example", "email_verified": True, "name": "Fay New"},
    "ann2": {"email": "ann@shop.example", "email_verified": True},
    "nil": {"name": "Nobody"},
}
"""What the provider says of each."""


class Claims:
    """What is said of whom."""

    def get_claims(self, purpose, user, client, scopes, email=None, **_):
        return {"sub": f"number-{user.pk}", **PEOPLE[user.username]}


def configure(folder: Path) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from django.conf import settings

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    settings.configure(
        SECRET_KEY="of the provider alone",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": folder / "provider.sqlite3",
                "OPTIONS": {"timeout": 20},
            }
        },
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        SESSION_COOKIE_NAME="provider",
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "allauth",
            "allauth.account",
            "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[
            {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}
        ],
        IDP_OIDC_PRIVATE_KEY=pem.decode(),
        IDP_OIDC_ADAPTER=f"{__name__}.ProviderAdapter",
    )


def be(request, name: str):
    from django.contrib.auth import get_user_model, login
    from django.http import HttpResponse

    login(request, get_user_model().objects.get(username=name))
    return HttpResponse(f"You are {name}.")


def allow(request):
    from allauth.idp.oidc.models import Client
    from django.http import HttpResponse

    client = Client.objects.get(id=CLIENT)
    client.set_redirect_uris([*client.get_redirect_uris(), request.GET["uri"]])
    client.save()
    return HttpResponse("ok")


def fill() -> None:
    from allauth.idp.oidc.models import Client
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    for name in PEOPLE:
        get_user_model().objects.create(username=name)
    client = Client(id=CLIENT, name="Ringtrue", skip_consent=True)
    client.set_secret(SECRET)
    client.set_scopes(["openid", "profile", "email"])
    client.save()


class Server(ThreadingMixIn, WSGIServer):
    """Answers while it waits for another answer."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Tells only of what goes wrong."""

    def log_message(self, *_: object) -> None:
        return


def serve(folder: Path) -> None:
    configure(folder)
    import django

    django.setup()
    from allauth.idp.oidc.adapter import DefaultOIDCAdapter
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpResponse
    from django.urls import include, path

    module = sys.modules[__name__]
    module.ProviderAdapter = type("ProviderAdapter", (Claims, DefaultOIDCAdapter), {})
    module.urlpatterns = [
        path("be/<str:name>", be),
        path("allow", allow),
        path("favicon.ico", lambda _: HttpResponse(status=204)),
        path("accounts/", include("allauth.account.urls")),
        path("", include("allauth.idp.urls")),
    ]
    fill()
    application = get_wsgi_application()
    with make_server("localhost", 0, application, Server, Quiet) as server:
        print(server.server_port, flush=True)
        server.serve_forever()


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
