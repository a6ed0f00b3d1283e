"""The schedule of a project: one table seen as grid, Gantt chart or S-curve (CONTRACT 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from re import Pattern
from typing import Literal

from playwright.sync_api import Dialog, Locator, expect
from playwright.sync_api import Page as BrowserPage

from pages.base import ProjectPage
from pages.components.conflict import Conflict
from pages.components.export_dialog import ScheduleExportDialog
from pages.components.gantt_canvas import GanttCanvas
from pages.components.grid import Grid
from pages.components.grid_layout import GridLayout
from pages.components.kurva_s import KurvaS
from pages.components.modal import expect_opened

SAVE = "/assign-weekly/"
WEEK, REGENERATE = "/week-boundary/", "/regenerate-tahapan/"
Progress = Literal["planned", "actual"]
Scale = Literal["weekly", "monthly"]
Display = Literal["percentage", "volume", "cost"]
Day = Literal["Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"]

_THEME_AT_FIRST = """
new MutationObserver((_, watch) => {
  if (!document.body) return;
  watch.disconnect();
  document.documentElement.themeAtFirst = document.documentElement.dataset.bsTheme;
}).observe(document, { childList: true, subtree: true });
"""
_BADGES: dict[Progress, Pattern[str]] = {
    "planned": re.compile("mode: rencana", re.IGNORECASE),
    "actual": re.compile("mode: realisasi", re.IGNORECASE),
}


class JadwalPage(ProjectPage):
    """``/detail_project/{id}/jadwal-pekerjaan/``."""

    slug = "jadwal-pekerjaan"

    def __init__(self, page: BrowserPage, project_id: int) -> None:
        super().__init__(page, project_id)
        self.grid = Grid(page)
        self.layout = GridLayout(page)
        self.gantt = GanttCanvas(page)
        self.kurva_s = KurvaS(page)
        self.conflict = Conflict(page)

    @property
    def exports(self) -> ScheduleExportDialog:
        """The dialog of documents."""
        return ScheduleExportDialog(self.page)

    @property
    def save_button(self) -> Locator:
        """Saves what was edited, of both modes."""
        return self.page.locator("#save-button")

    @property
    def app(self) -> Locator:
        """The part of the page that the schedule's script fills."""
        return self.page.locator("#tahapan-grid-app")

    @property
    def tahapan_dialog(self) -> Locator:
        """The dialog with the phases."""
        return self.page.locator("#tahapanModal")

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the works and their weeks to be loaded."""
        expect(self.app).to_be_visible(timeout=timeout)
        expect(self.app).not_to_have_attribute("aria-busy", "true", timeout=timeout)
        expect(self.page.locator(".time-cell").first).to_be_visible(timeout=timeout)

    def show_grid(self) -> None:
        """Show the numbers."""
        self.page.locator("#grid-tab").click()
        self.gantt.expect_gone()
        self.kurva_s.expect_gone()

    def show_gantt(self) -> None:
        """Show the bars, with the table in sight."""
        self.page.locator("#gantt-tab").click()
        expect(self.gantt.canvas).to_be_attached()
        self.grid.container.scroll_into_view_if_needed()

    def show_kurva_s(self) -> None:
        """Show the S-curve, with all of its height in sight."""
        self.page.locator("#scurve-tab").click()
        expect(self.kurva_s.canvas).to_be_attached()
        self.grid.container.scroll_into_view_if_needed()

    def work_on(self, progress: Progress) -> None:
        """Edit the plan or what was done."""
        self.page.locator(f"label[for=mode-{progress}]").click()
        expect(self.page.locator("#progress-mode-indicator")).to_have_text(_BADGES[progress])

    def work_by(self, scale: Scale) -> None:
        """See weeks or months."""
        self.page.locator(f"label[for=scale-{scale}]").click()

    def display(self, display: Display) -> None:
        """See and type percentages, volumes or costs."""
        self.page.locator(f"label[for=mode-{display}]").click()

    def save(self) -> None:
        """Save and wait for the server's answer, whatever it is."""
        with self._waiting_for("POST", SAVE):
            self.save_button.click()

    def save_by_keyboard(self) -> None:
        """Save with Ctrl+S."""
        with self._waiting_for("POST", SAVE):
            self.page.keyboard.press("Control+s")

    def save_in_vain(self) -> None:
        """Press Save where the page itself refuses: nothing is sent."""
        self.save_button.click()

    def overwrite(self) -> None:
        """Answer the conflict by insisting, and wait for the server's answer."""
        with self._waiting_for("POST", SAVE):
            self.conflict.overwrite()

    def restore_draft(self) -> None:
        """Bring back what was typed before the server's data were loaded."""
        self.page.get_by_role("button", name="Pulihkan suntingan saya").click()

    def reset(self, question: str | Pattern[str]) -> None:
        """Set all progress of the mode to 0, agree to the ``question``, and wait for the answer."""
        with self._waiting_for("POST", "/reset-progress/"), self._asked(question, agree=True):
            self.page.locator("#btn-reset-progress").click()
        self.expect_ready()

    def reset_but_refuse(self, question: str | Pattern[str]) -> None:
        """Press Reset and refuse at the ``question``."""
        with self._asked(question, agree=False):
            self.page.locator("#btn-reset-progress").click()
        self.expect_ready()  # a page that did it all the same would be busy now

    def refresh(self) -> None:
        """Load the server's data anew, with nothing to lose."""
        with self._waiting_for("GET", "/assignments/"):
            self.page.locator("#refresh-button").click()
        self.expect_ready()

    def refresh_but_refuse(self) -> None:
        """Press Refresh and refuse when asked whether the edits may go."""
        with self._asked(None, agree=False):
            self.page.locator("#refresh-button").click()
        self.expect_ready()  # a page that did it all the same would be busy now

    def leave_but_stay(self) -> None:
        """Follow a link to another page, and stay when the browser asks."""
        self.menu.reveal()
        with self._asked(None, agree=False, kind="beforeunload"):
            self.menu.entries.and_(self.page.locator("[href$='/list-pekerjaan/']")).click(no_wait_after=True)

    def start_weeks_on(self, day: Day) -> None:
        """Choose the day on which weeks start; the last day follows, and the weeks are made anew."""
        with self._waiting_for("POST", REGENERATE), self._waiting_for("POST", WEEK):
            self._choose_week(day)
        self.expect_ready()

    def try_to_start_weeks_on(self, day: Day) -> None:
        """Choose the day on which weeks start, and wait for the answer, whatever it is."""
        with self._waiting_for("POST", WEEK):
            self._choose_week(day)
        self.expect_ready()

    def switch_to_dark(self) -> None:
        """Use the application's own switch until the page is dark."""
        html, switch = self.page.locator("html"), self.page.locator("#theme-toggle")
        for _ in range(3):  # light, dark, and whatever the system says
            if html.get_attribute("data-bs-theme") == "dark":
                break
            switch.click()
        expect(html).to_have_attribute("data-bs-theme", "dark")

    def narrow_window(self, width: int) -> None:
        """Make the window as narrow as a telephone's."""
        size = self.page.viewport_size
        self.page.set_viewport_size({"width": width, "height": size["height"] if size else width * 2})

    def open_shortcuts(self) -> None:
        """Open the list of the keys that the page knows."""
        self.page.locator("[data-bs-target='#keyboardShortcutsModal']").first.click()
        expect_opened(self.page.locator("#keyboardShortcutsModal"))

    def open_tahapan(self) -> None:
        """Open the dialog with the phases."""
        self.page.locator("#btn-tahapan").click()
        expect(self.tahapan_dialog).to_have_class(re.compile(r"\bshow\b"))
        listed, none = self.page.locator("#tahapan-list tr"), self.page.locator("#tahapan-empty")
        expect(listed.first.or_(none).filter(visible=True)).to_have_count(1)

    @contextmanager
    def server_failing_to_make_weeks(self) -> Iterator[None]:
        """Let the weeks not be made anew while the block runs: all else is stored."""
        with self._failing(REGENERATE):
            yield

    @contextmanager
    def without_a_page_load(self) -> Iterator[None]:
        """Expect the page to stay loaded while the block runs."""
        self.page.evaluate("window.stayed = true")
        yield
        if not self.page.evaluate("window.stayed === true"):
            raise AssertionError("the page was loaded anew")

    def expect_dark_before_anything_is_painted(self) -> None:
        """Load the page anew and expect it to be dark at the moment when there is a body to paint."""
        self.page.add_init_script(_THEME_AT_FIRST)
        self.reload()
        expect(self.page.locator("html")).to_have_js_property("themeAtFirst", "dark")

    def expect_weeks_from(self, first: Day, last: Day, *, timeout: float | None = None) -> None:
        """Expect the days on which weeks start and end."""
        chosen = self.page.locator("#week-start-day-select, #week-end-day-select").locator("option:checked")
        expect(chosen).to_have_text([first, last], timeout=timeout)

    def expect_unsaved(self, count: int, *, timeout: float | None = None) -> None:
        """Expect the page to say how many edits are not saved; 0: that none is, in so many words or by none."""
        status = self.page.locator("#status-modified")
        expect(status).to_have_text(re.compile(rf"^{count}\b" if count else r"^(0\b.*)?$"), timeout=timeout)
        expect(self.page.locator(".time-cell.modified")).to_have_count(count, timeout=timeout)

    def expect_status(self, text: str | Pattern[str], *, timeout: float | None = None) -> None:
        """Expect the status bar to say which row and week is chosen."""
        expect(self.page.locator("#status-info")).to_contain_text(text, timeout=timeout)

    def expect_no_sideways_overflow(self, *, timeout: float | None = None) -> None:
        """Expect the page itself not to be wider than the window."""
        html = self.page.locator("html")
        expect(html).to_have_js_property("scrollWidth", html.evaluate("html => html.clientWidth"), timeout=timeout)

    def _choose_week(self, day: Day) -> None:
        self.page.locator("#week-start-day-select").select_option(label=day)

    @contextmanager
    def _asked(self, question: str | Pattern[str] | None, *, agree: bool, kind: str = "confirm") -> Iterator[None]:
        """Answer the browser's own dialog that the block brings up. Raises when it asks something else."""
        heard: list[Dialog] = []

        def answer(dialog: Dialog) -> None:
            heard.append(dialog)
            if agree:
                dialog.accept()
            else:
                dialog.dismiss()

        self.page.on("dialog", answer)
        try:
            with self.page.expect_event("dialog"):
                yield
        finally:
            self.page.remove_listener("dialog", answer)
        asked = heard[0]
        if asked.type != kind or (question is not None and not re.search(question, asked.message)):
            raise AssertionError(f"the page asked ({asked.type}) {asked.message!r}, expected ({kind}) {question}")
