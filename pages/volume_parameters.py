"""The sidebar of parameters on the volumes page (CONTRACT 3.4, W5-W8)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from re import Pattern
from typing import Literal, Self
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Request, expect
from playwright.sync_api import Page as BrowserPage

from pages.base import ANSWER_MILLISECONDS
from pages.components.confirmation import Confirmation
from pages.components.modal import expect_opened
from pages.volume_pekerjaan import VolumePekerjaanPage

SYNC = "/parameters/sync/"
Field = Literal["Nama", "Nilai", "Satuan", "Keterangan"]
_OF_A_PARAMETER = re.compile(r"/parameters/(\d+/|sync/)?$")


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
        return self.sidebar.locator(".vp-param-name, #vp-var-table code")

    @property
    def sync_dialog(self) -> Locator:
        """The dialog in which many parameters are typed at once."""
        return self.page.locator("#vpSyncModal")

    @property
    def form(self) -> Locator:
        """The fields and buttons for a new parameter: a form, or a line of the table."""
        return self.sidebar.locator("form, tr.vp-var-inline")

    def line(self, name: str) -> Locator:
        """Fields and buttons of the parameter ``name``."""
        named = self.page.locator("code", has_text=re.compile(rf"^{re.escape(name)}$"))
        return self.sidebar.locator("li, tr").filter(has=named)

    def field(self, label: Field, name: str = "parameter") -> Locator:
        """A field of the parameter ``name``, or of the form for a new one."""
        line = self.form if name == "parameter" else self.line(name)
        in_a_table = {"Nama": ".var-label", "Nilai": ".var-value"}.get(label, ".var-none")
        return line.get_by_label(f"{label} {name}", exact=True).or_(line.locator(in_a_table))

    def open(self) -> Self:
        """Go to the page and open the sidebar."""
        super().open()
        self._reveal()
        return self

    def add_parameter(self, name: str, value: str, *, satuan: str = "", keterangan: str = "") -> None:
        """Fill in the form, add, and wait for the server's answer, whatever it is."""
        add = self._filled(name, value, satuan, keterangan)
        with self._changing():
            add.click()

    def add_parameter_in_vain(self, name: str, value: str) -> None:
        """Fill in the form and add where the page may refuse by itself."""
        self._filled(name, value).click()

    def change_parameter(self, name: str, **fields: str) -> None:
        """Type in fields of a parameter (``nilai``, ``satuan``, ``keterangan``), save it, and wait for the answer."""
        save = self._typed_over(name, fields)
        with self._changing():
            save.click()

    def change_parameter_in_vain(self, name: str, **fields: str) -> None:
        """Type in fields of a parameter and save it where the page may refuse by itself."""
        self._typed_over(name, fields).click()

    def ask_to_delete_parameter(self, name: str) -> None:
        """Press the button that deletes a parameter: the page asks first."""
        self._reveal()
        self.line(name).get_by_role("button", name="Hapus").click()

    def confirm_deletion(self) -> None:
        """Agree to the deletion and wait for the server's answer."""
        with self._changing():
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

    def expect_new_parameter(self, name: str, value: str, *, timeout: float | None = None) -> None:
        """Expect the form for a new parameter to hold this."""
        expect(self.field("Nama")).to_have_value(name, timeout=timeout)
        expect(self.field("Nilai")).to_have_value(value, timeout=timeout)

    def expect_field_refused(
        self,
        label: Field,
        message: str | Pattern[str],
        *,
        kept: str,
        name: str = "parameter",
        timeout: float | None = None,
    ) -> None:
        """Expect ``message`` at a field of the parameter ``name`` (or of the form), which still holds ``kept``."""
        field = self.field(label, name)
        expect(field.locator("xpath=..")).to_contain_text(message, timeout=timeout)
        expect(field).to_have_value(kept, timeout=timeout)

    def expect_sync_refused(self, message: str, *, timeout: float | None = None) -> None:
        """Expect the dialog to stay open and say ``message``."""
        expect(self.sync_dialog.get_by_role("alert")).to_contain_text(message, timeout=timeout)
        expect(self.sync_dialog).to_be_visible(timeout=timeout)

    def expect_sync_typed(self, *lines: str, timeout: float | None = None) -> None:
        """Expect the dialog to hold these lines, one parameter a line."""
        expect(self.sync_dialog.get_by_role("textbox")).to_have_value("\n".join(lines), timeout=timeout)

    def _reveal(self) -> None:
        """Open the sidebar where it is closed: it may close when the mouse leaves it."""
        if not self.sidebar.is_visible():
            self.page.locator("#btn-vp-sidebar-toggle").click()
        expect(self.sidebar).to_be_visible()

    def _filled(self, name: str, value: str, satuan: str = "", keterangan: str = "") -> Locator:
        """Open the form where it is closed, fill in what is given, and return the button that adds."""
        self._reveal()
        if not self.form.is_visible():
            self.sidebar.get_by_role("button", name="Tambah").click()
        given: dict[Field, str] = {"Nama": name, "Nilai": value, "Satuan": satuan, "Keterangan": keterangan}
        for label in [label for label, text in given.items() if text]:
            self.field(label).fill(given[label])
        return self.form.get_by_role("button", name=re.compile("Tambah|Simpan"))

    def _typed_over(self, name: str, fields: Mapping[str, str]) -> Locator:
        """Open the line of a parameter where it is closed, type, and return the button that saves it."""
        self._reveal()
        if not self.field("Nilai", name).is_editable():
            self.line(name).get_by_role("button", name="Ubah").click()
        labels: tuple[Field, ...] = ("Nilai", "Satuan", "Keterangan")
        for label in [label for label in labels if label.lower() in fields]:
            self.field(label, name).fill(fields[label.lower()])
        return self.line(name).get_by_role("button", name="Simpan")

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Run the block, which sends a change of parameters at once or a little later, and wait for its answer."""
        with self.page.expect_request_finished(_changes_parameters, timeout=ANSWER_MILLISECONDS):
            yield


def _changes_parameters(request: Request) -> bool:
    return request.method != "GET" and _OF_A_PARAMETER.search(urlsplit(request.url).path) is not None
