"""Serve the embedded application: ``python -m app.serve --port 0 --data DIR`` (docs/architecture.md).

Migrates and seeds the database in DIR, listens on 127.0.0.1, then prints one line of JSON:
``{"url": "http://127.0.0.1:PORT", "pid": 1, "data": "DIR"}``. Ends on SIGTERM, SIGINT, and when its parent dies.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import FrameType

from app.core.parent import end_with_parent

WORKER_PAUSE_SECONDS = 0.5
WORKER_END_SECONDS = 5.0
ROOT = Path(__file__).resolve().parents[1]


def main(argv: list[str] | None = None) -> int:
    """Run the server until it is told to end; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m app.serve", description="Serve the embedded application.")
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--data", type=Path, required=True, help="folder of the database, mail and logs")
    parser.add_argument("--temporary", action="store_true", help="remove the folder at the end")
    parser.add_argument("--settings", default="app.config.settings", help="Django settings module")
    parser.add_argument("--workers", type=int, default=8, help="threads that answer requests")
    parser.add_argument("--migrated", type=Path, help="folder that keeps migrated databases, for a quicker start")
    options = parser.parse_args(argv)

    data = options.data.resolve()
    data.mkdir(parents=True, exist_ok=True)
    os.environ.update(
        DJANGO_SETTINGS_MODULE=options.settings,
        AHSP_EMBEDDED="1",
        AHSP_DATA=str(data),
        AHSP_REQUEST_LOG=str(data / "requests.jsonl"),
    )
    _make_room_for_temporary_files(data / "tmp")
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    _log_to(data / "server.log")
    end_with_parent()
    with _removed_at_the_end(data) if options.temporary else nullcontext():
        _serve(data, options.port, options.workers, options.migrated)
    return 0


@contextmanager
def _removed_at_the_end(folder: Path) -> Iterator[None]:
    """Remove a folder when the block ends or is told to; not when it fails: then its log says why."""
    try:
        yield
    finally:
        if not isinstance(sys.exception(), Exception):
            shutil.rmtree(folder, ignore_errors=True)


def _make_room_for_temporary_files(folder: Path) -> None:
    """Let this process and its worker put them there; what a killed one left of its documents goes first."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    os.environ["TMPDIR"] = str(folder)


def _serve(data: Path, port: int, threads: int, migrated: Path | None) -> None:
    import django  # noqa: PLC0415

    django.setup()
    from waitress import create_server  # noqa: PLC0415

    from app.config.wsgi import application  # noqa: PLC0415
    from app.core.migrated import migrate  # noqa: PLC0415
    from app.core.seed import seed  # noqa: PLC0415

    migrate(migrated)
    seed(data / "accounts.json")
    # A browser opens several connections and keeps them; the listener must not run out of them.
    # X-Forwarded-For must reach ClientAddressMiddleware, which alone decides whether it is believed.
    server = create_server(
        application,
        host="127.0.0.1",
        port=port,
        threads=threads,
        connection_limit=1000,
        clear_untrusted_proxy_headers=False,
    )
    worker = _Worker()
    try:
        threading.Thread(target=worker.keep_alive, daemon=True, name="worker-watch").start()
        line = {"url": f"http://127.0.0.1:{server.effective_port}", "pid": os.getpid(), "data": str(data)}
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()
        server.run()
    finally:
        # Ctrl-C reaches us by the terminal and once more by whoever started us: a second one must not stop the ending.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        worker.end()


class _Worker:
    """The process that makes large documents (app/exports/worker.py): a new one whenever it has died."""

    def __init__(self) -> None:
        self.ended = threading.Event()
        self.starting = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None

    def keep_alive(self) -> None:
        """Run until :meth:`end`."""
        command = [sys.executable, "-m", "app.exports.worker"]
        while not self.ended.wait(WORKER_PAUSE_SECONDS):
            # Its standard output is not ours: whoever reads our line of JSON waits for the end of that pipe.
            null = subprocess.DEVNULL
            with self.starting:
                if self.ended.is_set():
                    return
                self.process = subprocess.Popen(command, cwd=ROOT, stdin=null, stdout=null)  # noqa: S603  # our own
            self.process.wait()

    def end(self) -> None:
        """End the process and wait until it has; what it had begun is taken up again by the next one."""
        self.ended.set()
        with self.starting:
            process = self.process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(WORKER_END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _log_to(path: Path) -> None:
    # Everything written to standard error, tracebacks of threads included, belongs to the log.
    log = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.dup2(log, sys.stderr.fileno())
    os.close(log)
    logging.captureWarnings(capture=True)


def _stop(signum: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main())
