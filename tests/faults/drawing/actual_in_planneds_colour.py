"""The application's settings, and what was done in the colour of the plan."""

from app.config.settings import *  # noqa: F403
from app.config.settings import DATA_DIR
from app.config.settings import STATICFILES_DIRS as SOUND
from tests.faults.drawing import altered

STATICFILES_DIRS = altered(
    SOUND,
    DATA_DIR / "altered",
    "detail_project/js/jadwal/gantt.js",
    "context.fillStyle = colours[bar.track];",
    "context.fillStyle = colours.planned;",
)
