"""The application's settings with debugging left on, as a careless deployment has it."""

from app.config.settings import *  # noqa: F403

DEBUG = True
