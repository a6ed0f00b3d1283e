"""The ways to a document: the menu of a page, the dialog of the needs, and the progress of what the worker makes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect

from pages.components.download import Download, downloaded
from pages.components.holding import hold
from pages.components.keyboard import Keyboard
from pages.components.modal import expect_closed, expect_opened
from pages.steps import Told

WORKER_MILLISECONDS = 60_000
_STATUS = "**/export-status/async/**"
_SCHEDULE = "**/export/jadwal-pekerjaan/**"


class ExportMenu(Told):
    """The menu "Export" of a page: one entry a format (``csv``, ``pdf``, ``word``, ``xlsx``, ``json``)."""

    def __init__(self, page: Page, prefix: str = "btn-export") -> None:
        self.page = page
        self.prefix = prefix

    def entry(self, form: str) -> Locator:
        """The entry of a format."""
        return self.page.locator(f"#{self.prefix}-{form}")

    @property
    def progress(self) -> Locator:
        """The dialog that says how far the worker is."""
        return self.page.locator("#globalExportModal")

    def choose(self, form: str) -> None:
        """Open the menu and choose a format."""
        self._toggle(form).click()
        self.entry(form).click()

    def download_by_keyboard(self, keys: Keyboard, form: str) -> Download:
        """Tab back to the menu, open it, go down to a format, and return the file."""
        keys.press(self._toggle(form), back=True)
        return downloaded(self.page, lambda: keys.press(self.entry(form)))

    def _toggle(self, form: str) -> Locator:
        menu = self.page.locator(".dropdown, .btn-group").filter(has=self.entry(form))
        return menu.locator("[data-bs-toggle=dropdown]").last

    def download(self, form: str) -> Download:
        """Choose a format and return the file."""
        return downloaded(self.page, lambda: self.choose(form))

    def download_all(self, *forms: str) -> list[Download]:
        """Choose one format after the other and return the files."""
        return [self.download(form) for form in forms]

    def download_from_worker(self, form: str) -> Download:
        """Choose a format that the worker makes, see its progress, and return the file."""

        def wait_for_it() -> None:
            self.choose(form)
            self.expect_handed_over()

        return downloaded(self.page, wait_for_it, timeout=WORKER_MILLISECONDS)

    def download_job_from_worker(self, form: str) -> tuple[Download, str]:
        """The same, and the id of the job that made the file."""
        with self.page.expect_request(lambda request: "/export-status/async/" in request.url) as asked:
            file = self.download_from_worker(form)
        return file, asked.value.url.rstrip("/").rpartition("/")[2]

    @contextmanager
    def under_way(self, form: str) -> Iterator[None]:
        """Choose a format that the worker makes, run the block while its progress shows, and let the file come."""
        let_go = hold(self.page, _STATUS)
        self.choose(form)
        expect_opened(self.progress)
        yield

        def wait_for_it() -> None:
            let_go()
            self.expect_handed_over()

        downloaded(self.page, wait_for_it, timeout=WORKER_MILLISECONDS)

    def expect_handed_over(self, *, timeout: float = WORKER_MILLISECONDS) -> None:
        """Expect the page to say that the file has come, and the progress to be gone."""
        told = self.page.locator("#dp-toast-area").get_by_role("alert").first
        expect(told).to_be_visible(timeout=timeout)
        expect(told).to_contain_text("terunduh")
        expect(self.progress).to_be_hidden()

    def expect_no_progress(self, *, timeout: float | None = None) -> None:
        """Expect nothing to be under way any more."""
        expect(self.progress).to_be_hidden(timeout=timeout)

    def expect_refused(self, message: str, *, timeout: float | None = None) -> None:
        """Expect the page to say why there is no document."""
        expect(self.page.get_by_role("alert").filter(has_text=message)).to_be_visible(timeout=timeout)


class ScheduleExportDialog(Told):
    """The dialog of the schedule (``#exportModal``, CONTRACT 5.8)."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def dialog(self) -> Locator:
        """The dialog."""
        return self.page.locator("#exportModal")

    @property
    def progress(self) -> Locator:
        """The dialog that takes its place until the document has come."""
        return self.page.locator("#exportProgressModal")

    def open(self) -> None:
        """Open the dialog."""
        self.page.locator("[data-bs-target='#exportModal']").first.click()
        expect_opened(self.dialog)

    def choose(self, report: str, form: str) -> None:
        """Choose report (``Full``, ``Monthly``, ``Weekly``) and format (``Pdf``, ``Excel``, ``Json``)."""
        self.open()
        self._tick(f"reportType{report}")
        self._tick(f"format{form}")
        self.dialog.locator("#btnConfirmExport").click()

    def download(self, report: str, form: str) -> Download:
        """Choose report and format and return the file."""
        file = downloaded(self.page, lambda: self.choose(report, form))
        expect_closed(self.dialog)
        self.expect_no_progress()
        return file

    @contextmanager
    def under_way(self, report: str, form: str) -> Iterator[None]:
        """Choose report and format, run the block while the progress shows, and let the file come."""
        let_go = hold(self.page, _SCHEDULE)
        self.choose(report, form)
        expect_opened(self.progress)
        yield
        downloaded(self.page, let_go)

    def expect_under_way(self) -> None:
        """Expect the progress to show, and the choices not to."""
        expect(self.progress).to_be_visible()
        expect(self.dialog).to_be_hidden()

    def expect_no_progress(self) -> None:
        """Expect nothing to be under way any more, and the page to be free."""
        expect_closed(self.progress)

    def expect_refused(self, message: str) -> None:
        """Expect the page to say why there is no document, and to be free again."""
        expect(self.page.get_by_role("alert").filter(has_text=message)).to_be_visible()
        self.expect_no_progress()

    def _tick(self, name: str) -> None:
        """Click the label: some deployments draw the choices as buttons and hide the field itself."""
        self.dialog.locator(f"label[for='{name}'], label:has(#{name})").click()
        expect(self.dialog.locator(f"#{name}")).to_be_checked()


class NeedsExportDialog(Told):
    """The dialog of the page "Rekap Kebutuhan" (``#rk-export-modal``)."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def dialog(self) -> Locator:
        """The dialog."""
        return self.page.locator("#rk-export-modal")

    def open(self) -> None:
        """Open the dialog."""
        self.page.locator("#btn-open-export-modal").click()
        expect_opened(self.dialog)

    def download(self, label: str) -> Download:
        """Open the dialog, choose a format by its name, and return the file."""
        self.open()
        self.dialog.get_by_label(label, exact=True).check()
        return downloaded(self.page, self.page.locator("#rk-export-confirm").click)

    def download_all(self, *labels: str) -> list[Download]:
        """Choose one format after the other and return the files."""
        return [self.download(label) for label in labels]
