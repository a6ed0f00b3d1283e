"""The application's settings without the CSRF check."""

from app.config.settings import *  # noqa: F403
from app.config.settings import MIDDLEWARE as SOUND

MIDDLEWARE = [name for name in SOUND if "Csrf" not in name]
