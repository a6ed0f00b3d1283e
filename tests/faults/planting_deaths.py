"""Processes that are killed in the middle of a document, at the very line that a test names: no chance, no clock."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING
from unittest.mock import patch

from django.apps import AppConfig
from django.core.files.base import File

if TYPE_CHECKING:
    from app.exports.models import ExportJob, ExportPage, ExportSession

PIECE = 1000  # bytes that are on the disk when the process dies


class DiesWhileExporting(AppConfig):
    """Kills the worker, or the server, where a job's ``options`` or a session's ``metadata`` ask for it.

    ``{"dies": "writing"}``: half of the rows are written; ``"storing"``: the file is on its way to its place;
    ``"packing"``: the sheets of a workbook lie on the disk. A worker dies as often as ``deaths`` says, a server once a
    session or, packing, each time. What a dead worker left is taken up after a second.
    """

    name = "tests.faults"
    label = "deaths"

    def ready(self) -> None:
        """Plant it."""
        from app.exports import jobs, pages  # noqa: PLC0415  # models need all applications

        make, write = jobs._make, pages._write
        jobs.SILENCE = timedelta(seconds=1)

        def deadly_make(job: ExportJob) -> None:
            if job.attempts <= int(job.options.get("deaths", "0")):
                _DEATHS[job.options["dies"]]()
            make(job)

        def deadly_write(session: ExportSession, uploaded: list[ExportPage]) -> None:
            if session.metadata.get("dies") and not session.output_file:
                _DEATHS[session.metadata["dies"]]()
            write(session, uploaded)

        patch.object(jobs, "_make", deadly_make).start()
        patch.object(pages, "_write", deadly_write).start()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _die_writing() -> None:
    from app.exports import jobs  # noqa: PLC0415

    beat = jobs._Beat.__call__

    def last_beat(self: jobs._Beat, done: int, total: int) -> None:
        beat(self, done, total)
        if 1 < total <= 2 * done:
            _die()

    patch.object(jobs._Beat, "__call__", last_beat).start()


def _die_storing() -> None:
    def first_piece(self: File[bytes], chunk_size: int | None = None) -> Iterator[bytes]:
        self.seek(0)
        yield self.read(PIECE)
        _die()

    patch.object(File, "chunks", first_piece).start()


def _die_packing() -> None:
    import xlsxwriter  # noqa: PLC0415  # only who writes workbooks

    def last_moment(self: xlsxwriter.Workbook) -> None:
        _die()

    patch.object(xlsxwriter.Workbook, "_store_workbook", last_moment).start()


_DEATHS = {"writing": _die_writing, "storing": _die_storing, "packing": _die_packing}
