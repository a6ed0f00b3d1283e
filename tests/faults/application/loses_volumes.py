"""The application's settings and the fault ``LosesVolumes``."""

from app.config.settings import *  # noqa: F403
from app.config.settings import MIDDLEWARE as SOUND

MIDDLEWARE = [*SOUND, "tests.faults.planting.LosesVolumes"]
