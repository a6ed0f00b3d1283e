"""The volumes of a project's works (CONTRACT 3.4)."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from pages.base import ProjectPage

SAVE = "volume-pekerjaan/save/"


class VolumePekerjaanPage(ProjectPage):
    """``/detail_project/{id}/volume-pekerjaan/``. Works are found by their texts, volumes are Indonesian numbers."""

    slug = "volume-pekerjaan"

    def volume_of(self, uraian: str) -> Locator:
        """The field of a work."""
        return self.page.locator("tr[data-pekerjaan-id]").filter(has_text=uraian).locator("input.qty-input")

    def expect_ready(self, *, timeout: float | None = None) -> None:
        """Expect the volumes to be loaded."""
        expect(self.page.locator("#vp-toolbar")).to_be_visible(timeout=timeout)
        expect(self.page.locator("#vp-app")).not_to_have_attribute("aria-busy", "true", timeout=timeout)

    def type_volume(self, uraian: str, text: str) -> None:
        """Type the volume of a work and leave the field."""
        field = self.volume_of(uraian)
        field.fill(text)
        field.blur()

    def save(self) -> None:
        """Save and wait for the answer, whatever it is."""
        with self._waiting_for("POST", SAVE):
            self.page.locator("#btn-save").click()

    def expect_volume(self, uraian: str, text: str, *, timeout: float | None = None) -> None:
        """Expect the field of a work to show ``text``."""
        expect(self.volume_of(uraian)).to_have_value(text, timeout=timeout)
