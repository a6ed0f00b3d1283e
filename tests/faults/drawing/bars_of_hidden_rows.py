"""The application's settings, and the bars of rows that are folded away."""

from app.config.settings import *  # noqa: F403
from app.config.settings import DATA_DIR
from app.config.settings import STATICFILES_DIRS as SOUND
from tests.faults.drawing import altered

STATICFILES_DIRS = altered(
    SOUND,
    DATA_DIR / "altered",
    "detail_project/js/jadwal/gantt.js",
    "bars(grid.visible, grid.columns,",
    "bars((this.first ??= [...grid.visible]), grid.columns,",
)
