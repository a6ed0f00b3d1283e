"""The addresses behind a document that the worker makes: how far it is, and its file (CONTRACT 6)."""

from __future__ import annotations

from playwright.sync_api import Page as BrowserPage

from pages.base import Page


class _OfJob(Page):
    """An address of one job; what it answers is for scripts, and yet anybody can type it."""

    tail: str

    def __init__(self, page: BrowserPage, job: str) -> None:
        super().__init__(page)
        self.job = job

    @property
    def address(self) -> str:
        """Address relative to the site's root."""
        return f"/detail_project/api/export-{self.tail}/async/{self.job}/"


class JobStatusPage(_OfJob):
    """How far the job is."""

    tail = "status"


class JobFilePage(_OfJob):
    """What it made."""

    tail = "download"
