"""What was done to the library, and by whom (CONTRACT 3.14)."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from pages.base import Page


class AuditLogsPage(Page):
    """``/referensi/audit/logs/``."""

    path = "/referensi/audit/logs/"

    def expect_event(self, text: str, status: str, *, timeout: float | None = None) -> None:
        """Expect one event that says ``text`` in the list, with its status."""
        row = self.page.locator("#audit-logs tbody tr").filter(has_text=text)
        expect(row).to_have_count(1, timeout=timeout)
        expect(row).to_contain_text(status, timeout=timeout)

    def newest(self, kind: str) -> Locator:
        """The latest event of a kind."""
        return self.page.locator("#audit-logs tbody tr").filter(has_text=kind).first

    def open_newest(self, kind: str) -> None:
        """Open the latest event of a kind."""
        with self.page.expect_navigation():
            self.newest(kind).get_by_role("link").click()

    def expect_newest(self, kind: str, text: str, *, timeout: float | None = None) -> None:
        """Expect the latest event of a kind to say ``text``."""
        expect(self.newest(kind)).to_contain_text(text, timeout=timeout)

    def expect_no_event(self, text: str, *, timeout: float | None = None) -> None:
        """Expect no event that says ``text``."""
        expect(self.page.locator("#audit-logs tbody tr").filter(has_text=text)).to_have_count(0, timeout=timeout)


class AuditDashboardPage(Page):
    """``/referensi/audit/``: the last 30 days."""

    path = "/referensi/audit/"

    def expect_event(self, kind: str, text: str, *, timeout: float | None = None) -> None:
        """Expect one event of a kind among the latest that says ``text``."""
        row = self.page.locator("#audit-logs tbody tr").filter(has_text=kind).filter(has_text=text)
        expect(row).to_have_count(1, timeout=timeout)


class AuditStatisticsPage(Page):
    """``/referensi/audit/statistics/``: the last 90 days, counted."""

    path = "/referensi/audit/statistics/"

    def expect_counted(self, kind: str, times: int, *, timeout: float | None = None) -> None:
        """Expect how often a kind of event came."""
        row = self.page.get_by_role("row", name=f"{kind} {times}", exact=True)
        expect(row).to_be_visible(timeout=timeout)


class AuditLogPage(Page):
    """``/referensi/audit/logs/<id>/``: one event."""

    path = "/referensi/audit/logs/"

    @property
    def notes(self) -> Locator:
        """What was noted when it was settled."""
        return self.page.locator("#log-notes")

    @property
    def note_field(self) -> Locator:
        """What was done about it."""
        return self.page.locator("#id_notes")

    def write_note(self, note: str) -> None:
        """Type what was done about it."""
        self.note_field.fill(note)

    def save(self) -> None:
        """Settle the event, whatever comes of it."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Tandai Selesai").click()

    def resolve(self, note: str) -> None:
        """Settle the event with a note."""
        self.write_note(note)
        self.save()

    def expect_typed(self, note: str, *, timeout: float | None = None) -> None:
        """Expect ``note`` in the field, and the event not to be settled."""
        expect(self.note_field).to_have_value(note, timeout=timeout)
        expect(self.page.locator("#log-status")).to_have_text("Belum selesai", timeout=timeout)

    def expect_metadata(self, name: str, value: str, *, timeout: float | None = None) -> None:
        """Expect what was noted under ``name``, as text."""
        noted = self.page.locator("dt").filter(has_text=name).locator("xpath=following-sibling::dd[1]")
        expect(noted).to_have_text(value, timeout=timeout)

    def expect_resolved(self, by: str, note: str, *, timeout: float | None = None) -> None:
        """Expect the event to be settled, by whom, and the note."""
        expect(self.page.locator("#log-status")).to_contain_text(f"Selesai oleh {by}", timeout=timeout)
        expect(self.notes).to_have_text(note, timeout=timeout)
