"""The adapter's command line, and what must be done before GTK and WebKit are loaded.

``--inspector-pipe`` and ``--no-startup-window`` are Playwright's and always so; ``--headless`` and ``--own-display``
both start an X server of our own (why there are two: ``README.md``, "Launching"); ``--proxy`` and ``--ignore-host``
are the launch's proxy; ``--version`` prints the engine's version and ends. Others are ignored, as WebKit does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from . import process


@dataclass(frozen=True)
class Launch:
    """What one launch was asked for."""

    version_only: bool
    #: Whether the windows are on an X server of our own, where nobody sees them.
    headless: bool
    #: Server and comma-separated exceptions of the proxy.
    proxy: tuple[str, str] | None

    @classmethod
    def parse(cls, arguments: Sequence[str]) -> Launch:
        """Read the command line. Raises ``SystemExit`` with the reason for what cannot be done."""
        if any(argument.startswith("--user-data-dir") for argument in arguments):
            raise SystemExit("webkitgtk: persistent contexts are not supported (engines/webkitgtk/README.md)")
        server = [argument.partition("=")[2] for argument in arguments if argument.startswith("--proxy=")]
        hosts = [argument.partition("=")[2] for argument in arguments if argument.startswith("--ignore-host=")]
        return cls(
            version_only="--version" in arguments,
            headless=bool({"--headless", "--own-display"} & set(arguments)),
            proxy=(server[-1], ",".join(hosts)) if server else None,
        )

    def prepare(self) -> str:
        """Tie our life to the driver's and set up display and environment; return the inspector's address."""
        process.follow_parent()
        return process.prepare(self.headless)
