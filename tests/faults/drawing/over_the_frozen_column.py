"""The application's settings, and bars above the frozen column."""

from app.config.settings import *  # noqa: F403
from app.config.settings import DATA_DIR
from app.config.settings import STATICFILES_DIRS as SOUND
from tests.faults.drawing import altered

STATICFILES_DIRS = altered(
    SOUND,
    DATA_DIR / "altered",
    "detail_project/css/jadwal.css",
    ".gantt-clip-viewport { position: absolute; z-index: 2;",
    ".gantt-clip-viewport { position: absolute; z-index: 5;",
)
