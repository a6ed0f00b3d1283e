"""The application's settings, and the picture that was drawn first, whatever has changed since."""

from app.config.settings import *  # noqa: F403
from app.config.settings import DATA_DIR
from app.config.settings import STATICFILES_DIRS as SOUND
from tests.faults.drawing import altered

STATICFILES_DIRS = altered(
    SOUND,
    DATA_DIR / "altered",
    "detail_project/js/jadwal/gantt.js",
    "    const { grid, canvas } = this;\n    const area",
    "    if (this.drawn) return;\n    this.drawn = true;\n    const { grid, canvas } = this;\n    const area",
)
