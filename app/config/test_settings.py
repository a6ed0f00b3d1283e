"""Settings for the application's unit tests: a throw-away database, fast passwords, mail kept in memory."""

from __future__ import annotations

from app.config.settings import *  # noqa: F403
from app.config.settings import DATABASES, SQLITE_OPTIONS

SECRET_KEY = "unit-tests-only"  # noqa: S105
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    DATABASES["default"]["NAME"] = ":memory:"
