"""``python -m tools.trace [PATH]``: show the last failure's trace, or say where it is where nothing can be shown."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

PLACES = (Path("reports"), Path("test-results"))


def last_trace(places: Iterable[Path] = PLACES) -> Path | None:
    """Return the trace that was written last, of a failure by our recorder or by pytest-playwright's --tracing."""
    found = [path for place in places for path in place.rglob("*trace*.zip")]
    return max(found, key=lambda path: path.stat().st_mtime, default=None)


def has_display(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether a window can be opened."""
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")) or sys.platform == "darwin"


def main(arguments: list[str] | None = None) -> int:
    """Return 0 when a trace was shown or its place told, 1 when there is none."""
    given = sys.argv[1:] if arguments is None else arguments
    trace = Path(given[0]) if given else last_trace()
    if trace is None or not trace.exists():
        sys.stderr.write("trace: none found; a failing test leaves one, `make e2e ARGS='--tracing on'` always does\n")
        return 1
    sys.stdout.write(f"trace: {trace}\n")
    if not has_display():
        sys.stdout.write(
            "no display here: copy the file to a machine with one and open it by\n"
            "    playwright show-trace FILE        or drop it on https://trace.playwright.dev\n"
        )
        return 0
    sys.stdout.flush()
    # In a tab of the user's own browser: it needs no browser build of Playwright's. Ctrl-C ends it.
    command = [sys.executable, "-m", "playwright", "show-trace", "--host", "127.0.0.1", "--port", "0", str(trace)]
    try:
        return subprocess.run(command, check=False).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
