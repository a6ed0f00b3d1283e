"""Settings of the embedded application, driven by the environment.

==========================  ===================================================================================
``DJANGO_SECRET_KEY``       secret; without it a random one is made at start, so sessions end with the process
``DJANGO_DEBUG``            ``1`` turns debugging on (off by default)
``DJANGO_ALLOWED_HOSTS``    comma-separated; loopback by default
``DATABASE_URL``            PostgreSQL (or any other) database; without it SQLite at ``AHSP_DATA/db.sqlite3``
``AHSP_HTTPS``              ``1`` sends cookies over HTTPS only (set it wherever there is HTTPS)
``AHSP_DATA``               folder for database, mail, uploads and logs; ``.run/app`` below the project by default
``AHSP_EMBEDDED``           ``1`` trusts the first ``X-Forwarded-For`` address (set by ``app.serve`` only)
``AHSP_REQUEST_LOG``        file that receives one JSON line per request; no log without it
``ACCOUNT_EMAIL_VERIFICATION``  ``optional`` (default), ``mandatory`` or ``none``
``EMAIL_HOST``, ``EMAIL_PORT``  SMTP server for mail; without it mail is written to files in ``AHSP_DATA/mail``
``MIDTRANS_SERVER_KEY``     the payment gateway's key; without it nothing can be bought
``MIDTRANS_URL``            the gateway's address; its sandbox by default
``METRICS_API_KEY``         once set, the client-metric endpoint asks for it
``LOST_WRITES_SECRET``      lets who knows it have writes lost on purpose (lost_writes/README.md): for proofs only
``METRICS_RATE_LIMIT``, ``METRICS_RATE_WINDOW``  client metrics an address may send in so many seconds (60 in 60)
==========================  ===================================================================================
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.core.management.utils import get_random_secret_key

BASE_DIR = Path(__file__).resolve().parents[2]
NODE_MODULES = BASE_DIR / "node_modules"


def _flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


DEBUG = _flag("DJANGO_DEBUG")
SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY") or get_random_secret_key()
ALLOWED_HOSTS = os.environ.get("DJANGO_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
EMBEDDED = _flag("AHSP_EMBEDDED")
DATA_DIR = Path(os.environ.get("AHSP_DATA", BASE_DIR / ".run" / "app"))
REQUEST_LOG = os.environ.get("AHSP_REQUEST_LOG", "")

INSTALLED_APPS = [
    "app.core",
    "app.accounts",
    "app.dashboard",
    "app.detail_project",
    "app.exports",
    "app.referensi",
    "app.subscriptions",
    "app.monitoring",
    "app.landing",
    "app.config.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
]

MIDDLEWARE = [
    "app.core.middleware.RequestLogMiddleware",
    "app.core.middleware.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "app.core.middleware.PrivateAnswersMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "app.subscriptions.guards.ReadOnlyWhenExpiredMiddleware",
    "app.monitoring.middleware.DeprecationCounterMiddleware",
]
LOST_WRITES_SECRET = os.environ.get("LOST_WRITES_SECRET", "")
if LOST_WRITES_SECRET:
    # After the log, which must not be lost; before the sessions, which must.
    MIDDLEWARE.insert(1, "lost_writes.middleware.LostWrites")

ROOT_URLCONF = "app.config.urls"
WSGI_APPLICATION = "app.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "app.core.context.chrome",
            ],
        },
    },
]

# SQLite: readers never wait for the writer (WAL), a write transaction takes its lock at BEGIN so that two of them
# queue instead of failing half-way, and queueing has a limit (seconds).
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}", conn_max_age=600, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
CSRF_FAILURE_VIEW = "app.core.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _flag("AHSP_HTTPS")
DATA_UPLOAD_MAX_MEMORY_SIZE = 50 * 1024 * 1024  # bytes; full-project imports are large
DATA_UPLOAD_MAX_NUMBER_FIELDS = 99_999

LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True

AUTH_USER_MODEL = "accounts.CustomUser"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = ["app.accounts.hashers.FewRoundsPasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/dashboard/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "app.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "app.accounts.forms.LoginForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = os.environ.get("ACCOUNT_EMAIL_VERIFICATION", "optional")
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # e-mail addresses change only for who has just typed the password again
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_RATE_LIMITS = {
    "signup": "20/m/ip",
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
}
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[AHSP] "
DEFAULT_FROM_EMAIL = "AHSP <no-reply@ahsp.invalid>"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_TIMEOUT = 10  # seconds
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"

STATIC_URL = "/static/"
# Front-end libraries come from pinned npm packages, never from a CDN.
STATICFILES_DIRS = [
    ("vendor/bootstrap", NODE_MODULES / "bootstrap" / "dist"),
    ("vendor/bootstrap-icons", NODE_MODULES / "bootstrap-icons" / "font"),
    ("vendor/chart.js", NODE_MODULES / "chart.js" / "dist"),
    ("vendor/jquery", NODE_MODULES / "jquery" / "dist"),
    ("vendor/select2", NODE_MODULES / "select2" / "dist"),
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"

MIDTRANS_SERVER_KEY = os.environ.get("MIDTRANS_SERVER_KEY", "")
MIDTRANS_URL = os.environ.get("MIDTRANS_URL", "https://app.sandbox.midtrans.com").rstrip("/")
# A payment that is to be lost still needs the gateway's answer: what it stores there is not ours.
LOST_WRITES_ALLOWED_HOSTS = [urlsplit(MIDTRANS_URL).hostname or ""]

METRICS_API_KEY = os.environ.get("METRICS_API_KEY", "")
METRICS_RATE_LIMIT = int(os.environ.get("METRICS_RATE_LIMIT", "60"))
METRICS_RATE_WINDOW = int(os.environ.get("METRICS_RATE_WINDOW", "60"))
APP_VERSION = os.environ.get("AHSP_VERSION", "dev")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("AHSP_LOG_LEVEL", "INFO")},
}
