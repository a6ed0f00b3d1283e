"""The application's settings, and the points of the S-curve without the line between them."""

from app.config.settings import *  # noqa: F403
from app.config.settings import DATA_DIR
from app.config.settings import STATICFILES_DIRS as SOUND
from tests.faults.drawing import altered

STATICFILES_DIRS = altered(
    SOUND,
    DATA_DIR / "altered",
    "detail_project/js/jadwal/kurva.js",
    "for (const { x, y } of near) context.lineTo(x, y);",
    "",
)
