"""The application's settings, and an address for each of its error pages."""

from app.config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.app.core.error_urls"
