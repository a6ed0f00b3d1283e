"""Begin with an empty database that an earlier start has migrated: migrations are most of what a start costs.

A kept database is named after all that it was made of, so that an outdated one is never taken.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

APP = Path(__file__).resolve().parents[1]
KEPT_SECONDS = 24 * 3600


def migrate(keep_in: Path | None = None) -> None:
    """Bring the database up to date.

    Where ``keep_in`` is given, a SQLite database that is not there yet begins as a copy of the one kept there, or is
    kept there for the next start.
    """
    kept = kept_database(keep_in) if keep_in is not None and _is_new_sqlite() else None
    if kept is not None:
        with suppress(FileNotFoundError):
            shutil.copyfile(kept, connection.settings_dict["NAME"])
    call_command("migrate", interactive=False, verbosity=0)
    if kept is not None and not kept.exists():
        _keep(kept)


def _is_new_sqlite() -> bool:
    return connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists()


def kept_database(folder: Path) -> Path:
    """Return where ``folder`` keeps, or will keep, what this code migrates an empty database to."""
    digest = hashlib.sha256(" ".join([django.__version__, settings.AUTH_USER_MODEL, *settings.INSTALLED_APPS]).encode())
    for path in _sources():
        digest.update(path.read_bytes())
    return folder / f"{digest.hexdigest()[:32]}.sqlite3"


def _sources() -> Iterator[Path]:
    """Yield the files that say what a migrated database is: all of ours, and the migrations of others."""
    yield from sorted(APP.rglob("*.py"))
    for config in apps.get_app_configs():
        yield from sorted(Path(config.path).glob("migrations/*.py"))


def _keep(kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    for other in kept.parent.glob("*.sqlite3"):
        with suppress(FileNotFoundError):
            if time.time() - other.stat().st_mtime > KEPT_SECONDS:
                other.unlink()
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        whole = Path(folder) / kept.name
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(whole)])
        whole.replace(kept)  # at once: another start may be about to copy it
