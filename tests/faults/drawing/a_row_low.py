"""The application's settings, and every bar a row low."""

from app.config.settings import *  # noqa: F403
from app.config.settings import DATA_DIR
from app.config.settings import STATICFILES_DIRS as SOUND
from tests.faults.drawing import altered

STATICFILES_DIRS = altered(
    SOUND,
    DATA_DIR / "altered",
    "detail_project/js/jadwal/gantt.js",
    "bar.y - area.top,",
    "bar.y - area.top + 56,",
)
