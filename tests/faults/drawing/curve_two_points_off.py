"""The application's settings, and the S-curve two percentage points too high."""

from app.config.settings import *  # noqa: F403
from app.config.settings import DATA_DIR
from app.config.settings import STATICFILES_DIRS as SOUND
from tests.faults.drawing import altered

STATICFILES_DIRS = altered(
    SOUND,
    DATA_DIR / "altered",
    "detail_project/js/jadwal/kurva.js",
    "y: curveY(percent, height) }",
    "y: curveY(percent + 2, height) }",
)
