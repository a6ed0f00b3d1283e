"""The application's settings and the fault ``DiesWhileExporting``."""

from app.config.settings import *  # noqa: F403
from app.config.settings import INSTALLED_APPS as SOUND

INSTALLED_APPS = [*SOUND, "tests.faults.planting_deaths.DiesWhileExporting"]
