"""The application's settings, and an S-curve in which every work weighs the same."""

from app.config.settings import *  # noqa: F403
from app.config.settings import DATA_DIR
from app.config.settings import STATICFILES_DIRS as SOUND
from tests.faults.drawing import altered

STATICFILES_DIRS = altered(
    SOUND,
    DATA_DIR / "altered",
    "detail_project/js/jadwal/schedule.js",
    "whole > 0 ? job.total / whole : 1 / jobs.length",
    "1 / jobs.length",
)
