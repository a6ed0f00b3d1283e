"""A project's own pages under the dashboard: its form, its copy, its deletion, its overview (CONTRACT 3.2)."""

from __future__ import annotations

from re import Pattern
from typing import ClassVar

from playwright.sync_api import Locator, expect

from pages.base import OfProject
from pages.components.download import Download, downloaded


class _UnderDashboard(OfProject):
    """A page at ``/dashboard/project/<id>/<tail>``."""

    tail: ClassVar[str] = ""

    @property
    def address(self) -> str:
        """Address relative to the site's root."""
        return f"/dashboard/project/{self.project_id}/{self.tail}"


class _ProjectForm(_UnderDashboard):
    """A page with the form of one project."""

    @property
    def submit_button(self) -> Locator:
        """Sends the form."""
        return self.page.get_by_role("main").first.locator("form button[type=submit]").first

    def field(self, name: str) -> Locator:
        """A field by its name in the form, such as ``nama`` or ``tanggal_mulai``."""
        return self.page.locator(f"#id_{name}")

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the form."""
        expect(self.field("nama")).to_be_editable(timeout=timeout)

    def fill(self, **fields: str) -> None:
        """Type values as a user does, dates as ISO text."""
        for name, value in fields.items():
            self._bring_to_front(self.field(name))
            self.field(name).fill(value)

    def send(self) -> None:
        """Send the form, whatever comes of it."""
        with self._loading("POST", self.address):
            self.submit_button.click()

    def _bring_to_front(self, field: Locator) -> None:
        """Open the tab that a field stands on, where the form has tabs."""
        if not field.is_visible():
            panel = self.page.locator(".tab-pane").filter(has=field).get_attribute("id")
            self.page.locator(f"[data-bs-target='#{panel}'], [href='#{panel}']").click()
            expect(field).to_be_visible()

    def expect_values(self, **fields: str) -> None:
        """Expect fields to hold values."""
        for name, value in fields.items():
            expect(self.field(name)).to_have_value(value)

    def expect_refused(self, reason: str | Pattern[str], *, timeout: float | None = None) -> None:
        """Expect to be still here, told ``reason`` beside the form."""
        self.expect_here(timeout=timeout)
        expect(self.page.get_by_role("main").first).to_contain_text(reason, timeout=timeout)


class ProjectEditPage(_ProjectForm):
    """The form of a stored project."""

    tail = "edit/"


class ProjectDuplicatePage(_ProjectForm):
    """The form of a new project, filled with another's header; works and prices do not come along."""

    tail = "duplicate/"


class ProjectDeletePage(_UnderDashboard):
    """The question before a deletion, as a page."""

    tail = "delete/"

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the question."""
        expect(self._confirm_button).to_be_visible(timeout=timeout)

    def confirm(self) -> None:
        """Delete, whatever comes of it."""
        with self._loading("POST", self.address):
            self._confirm_button.click()

    @property
    def _confirm_button(self) -> Locator:
        return self.page.get_by_role("main").first.locator("form button[type=submit]").first


class ProjectDetailPage(_UnderDashboard):
    """What is known of a project, and the ways into its pages."""

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the way to the list of works."""
        expect(self.page.get_by_role("main").first.locator("[href$='/list-pekerjaan/']").first).to_be_visible(
            timeout=timeout
        )

    def expect_shows(self, text: str | Pattern[str], *, timeout: float | None = None) -> None:
        """Expect the overview to show ``text``."""
        expect(self.page.get_by_role("main").first).to_contain_text(text, timeout=timeout)

    def expect_hides(self, text: str | Pattern[str], *, timeout: float | None = None) -> None:
        """Expect the overview not to show ``text``."""
        expect(self.page.get_by_role("main").first).not_to_contain_text(text, timeout=timeout)

    def export_pdf(self) -> Download:
        """Fetch the project on paper."""
        return downloaded(self.page, self.page.get_by_role("link", name="Export PDF").click)
