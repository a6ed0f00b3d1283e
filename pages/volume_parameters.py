"""The sidebar of parameters on the volumes page (CONTRACT 3.4, W5-W8)."""

from __future__ import annotations

from typing import Literal, Self

from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as BrowserPage

from pages.components.confirmation import Confirmation
from pages.components.modal import expect_opened
from pages.volume_pekerjaan import VolumePekerjaanPage

ADD = "/parameters/"
SYNC = "/parameters/sync/"
Field = Literal["Nama", "Nilai", "Satuan", "Keterangan"]


class VolumeParametersPage(VolumePekerjaanPage):
    """The volumes page with its sidebar open. Parameters are found by their names, values are Indonesian numbers."""

    def __init__(self, page: BrowserPage, project_id: int) -> None:
        super().__init__(page, project_id)
        self.confirmation = Confirmation(page)

    @property
    def sidebar(self) -> Locator:
        """The sidebar."""
        return self.page.locator("#vp-sidebar")

    @property
    def names(self) -> Locator:
        """The names of all parameters, in order."""
        return self.sidebar.locator(".vp-param-name")

    @property
    def sync_dialog(self) -> Locator:
        """The dialog in which many parameters are typed at once."""
        return self.page.locator("#vpSyncModal")

    def field(self, label: Field, name: str = "parameter") -> Locator:
        """A field of the parameter ``name``, or of the form for a new one."""
        return self.sidebar.get_by_label(f"{label} {name}", exact=True)

    def open(self) -> Self:
        """Go to the page and open the sidebar."""
        super().open()
        self.page.locator("#btn-vp-sidebar-toggle").click()
        expect(self.sidebar).to_be_visible()
        return self

    def add_parameter(self, name: str, value: str, *, satuan: str = "", keterangan: str = "") -> None:
        """Fill in the form, add, and wait for the server's answer, whatever it is."""
        self.field("Nama").fill(name)
        self.field("Nilai").fill(value)
        self.field("Satuan").fill(satuan)
        self.field("Keterangan").fill(keterangan)
        with self._waiting_for("POST", ADD):
            self.sidebar.get_by_role("button", name="Tambah").click()

    def change_parameter(self, name: str, **fields: str) -> None:
        """Type in fields of a parameter (``nilai``, ``satuan``, ``keterangan``), save it, and wait for the answer."""
        for label, text in fields.items():
            self.sidebar.get_by_label(f"{label.capitalize()} {name}", exact=True).fill(text)
        with self._waiting_for("PUT", "/"):
            self.sidebar.get_by_role("button", name=f"Simpan parameter {name}", exact=True).click()

    def ask_to_delete_parameter(self, name: str) -> None:
        """Press the button that deletes a parameter: the page asks first."""
        self.sidebar.get_by_role("button", name=f"Hapus parameter {name}", exact=True).click()

    def confirm_deletion(self) -> None:
        """Agree to the deletion and wait for the server's answer."""
        with self._waiting_for("DELETE", "/"):
            self.confirmation.agree()

    def open_sync(self) -> None:
        """Open the dialog in which many parameters are typed at once."""
        self.sidebar.get_by_role("button", name="Sinkronkan banyak").click()
        expect_opened(self.sync_dialog)

    def type_sync(self, *lines: str, replace: bool = False) -> None:
        """Type one parameter a line; ``replace`` deletes those that are not named."""
        self.sync_dialog.get_by_role("textbox").fill("\n".join(lines))
        if replace:
            self.sync_dialog.get_by_label("Ganti semua").check()

    def sync(self) -> None:
        """Send what was typed and wait for the server's answer."""
        with self._waiting_for("POST", SYNC):
            self.sync_in_vain()

    def sync_in_vain(self) -> None:
        """Press the button where the page itself refuses: nothing is sent."""
        self.sync_dialog.get_by_role("button", name="Sinkronkan", exact=True).click()

    def expect_parameters(self, *names: str, timeout: float | None = None) -> None:
        """Expect exactly these parameters, in this order."""
        expect(self.names).to_have_text(list(names), timeout=timeout)

    def expect_parameter(
        self,
        name: str,
        nilai: str,
        *,
        satuan: str | None = None,
        keterangan: str | None = None,
        timeout: float | None = None,
    ) -> None:
        """Expect a parameter's value and, where given, unit and remark."""
        expect(self.field("Nilai", name)).to_have_value(nilai, timeout=timeout)
        if satuan is not None:
            expect(self.field("Satuan", name)).to_have_value(satuan, timeout=timeout)
        if keterangan is not None:
            expect(self.field("Keterangan", name)).to_have_value(keterangan, timeout=timeout)

    def expect_field_refused(
        self, label: Field, message: str, *, kept: str, name: str = "parameter", timeout: float | None = None
    ) -> None:
        """Expect ``message`` at a field of the parameter ``name`` (or of the form), which still holds ``kept``."""
        field = self.field(label, name)
        expect(field.locator("xpath=..")).to_contain_text(message, timeout=timeout)
        expect(field).to_have_value(kept, timeout=timeout)

    def expect_sync_refused(self, message: str, *, timeout: float | None = None) -> None:
        """Expect the dialog to stay open and say ``message``."""
        expect(self.sync_dialog.get_by_role("alert")).to_contain_text(message, timeout=timeout)
        expect(self.sync_dialog).to_be_visible(timeout=timeout)
