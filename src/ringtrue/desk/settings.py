"""Django's settings for the desk of one workspace.

The workspace is the folder in RINGTRUE_WORKSPACE (the current one when unset), the database that
of DATABASE_URL, or SQLite in the workspace. `ringtrue.desk.store.open_store` sets both and is how
everything but a web server begins.
"""

from __future__ import annotations

import os
from pathlib import Path

from ringtrue.desk.database import database_settings, secret_key
from ringtrue.desk.environment import flag, number
from ringtrue.desk.notifications.mail_server import SECONDS, read_mail_server
from ringtrue.desk.notifications.public_address import read_public_address
from ringtrue.desk.sign_in_policy import read_policy

WORKSPACE = Path(os.environ.get("RINGTRUE_WORKSPACE", ".")).resolve()
STORE_FOLDER = WORKSPACE / ".ringtrue"

SECRET_KEY = secret_key(STORE_FOLDER)
DEBUG = False
SECURE = flag(os.environ, "RINGTRUE_HTTPS", default=False)
"""Whether pages are served over HTTPS (by a proxy in front); cookies are then marked secure."""

SIGN_IN = read_policy(os.environ)
"""Who may sign in and how; django-allauth's own settings below follow from it."""

HSTS_SECONDS = number(os.environ, "RINGTRUE_HSTS_DAYS", 365, 0, 3650) * 24 * 3600
"""How long browsers are told to come by HTTPS only; `ringtrue.web.headers` says to whom."""

if SECURE and SIGN_IN.proxies:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLOWED_HOSTS = os.environ.get("RINGTRUE_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if SECURE else []

PUBLIC_ADDRESS = read_public_address(os.environ.get("RINGTRUE_URL", ""))
"""Where people reach the desk from elsewhere, for links in mails; empty when nobody said."""

MAIL = read_mail_server(
    os.environ.get("RINGTRUE_SMTP_URL", ""), os.environ.get("RINGTRUE_MAIL_FROM", "")
)
"""The server that sends mail; None when there is none."""

MAIL_IS_SENT = MAIL is not None
if MAIL:
    EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = MAIL.host, MAIL.port, SECONDS
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL.tls, MAIL.starttls
    DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL.sender

DATABASES = {"default": database_settings(os.environ.get("DATABASE_URL", ""), STORE_FOLDER)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "desk.Person"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "desk_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
"""In the store, since every process must count the same attempts; pages are never kept in it."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "ringtrue.desk",
    "ringtrue.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "ringtrue.web.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ringtrue.web.accounts.seen.LastSeen",
    "ringtrue.web.accounts.required.SecondFactorFirst",
    "ringtrue.web.errors.ErrorPages",
]
ROOT_URLCONF = "ringtrue.web.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ringtrue.web.context.shell",
            ]
        },
    }
]

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = LOGOUT_REDIRECT_URL = "account_login"
LOGIN_REDIRECT_URL = "word"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "ringtrue.web.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "ringtrue.desk.link_tokens.PasswordTokens"  # noqa: S105
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
ACCOUNT_RATE_LIMITS = {"login_failed": "30/15m/ip,5/15m/key"}
ACCOUNT_FORMS = {
    "login": "ringtrue.web.accounts.forms.SignInForm",
    "reauthenticate": "ringtrue.web.accounts.forms.ConfirmForm",
    "change_password": "ringtrue.web.accounts.forms.ChangePasswordForm",
    "set_password": "ringtrue.web.accounts.forms.SetPasswordForm",
    "reset_password": "ringtrue.web.accounts.forms.ForgottenForm",
    "reset_password_from_key": "ringtrue.web.accounts.forms.NewPasswordForm",
}
SOCIALACCOUNT_ADAPTER = "ringtrue.web.accounts.provider.ProviderAdapter"
MFA_ADAPTER = "ringtrue.web.accounts.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Ringtrue"
MFA_FORMS = {
    "authenticate": "ringtrue.web.accounts.factor_forms.CodeForm",
    "authenticate_webauthn": "ringtrue.web.accounts.factor_forms.PasskeyCodeForm",
    "reauthenticate": "ringtrue.web.accounts.factor_forms.ConfirmByCodeForm",
    "reauthenticate_webauthn": "ringtrue.web.accounts.factor_forms.ConfirmByPasskeyForm",
    "login_webauthn": "ringtrue.web.accounts.factor_forms.SignInByPasskeyForm",
    "activate_totp": "ringtrue.web.accounts.factor_forms.AppForm",
    "add_webauthn": "ringtrue.web.accounts.factor_forms.PasskeyForm",
    "edit_webauthn": "ringtrue.web.accounts.factor_forms.RenamePasskeyForm",
}

LANGUAGE_CODE = "en"
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

SESSION_COOKIE_AGE = int(SIGN_IN.session.total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 20 * 2**20

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
"""The queue of jobs; `ringtrue.desk.jobs` alone speaks to it."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {
        "ringtrue": {"handlers": ["console"], "level": "INFO"},
        "django.request": {"handlers": ["console"], "level": "ERROR"},
    },
}
"""What goes wrong on a page goes to the log with its traceback: Django's own would mail it."""
