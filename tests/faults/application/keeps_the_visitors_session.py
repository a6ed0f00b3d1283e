"""The application's settings and the fault ``KeepsTheVisitorsSession``."""

from app.config.settings import *  # noqa: F403
from app.config.settings import MIDDLEWARE as SOUND

MIDDLEWARE = ["tests.faults.planting_holes.KeepsTheVisitorsSession", *SOUND]
