"""When a dialog that opens and closes with a movement has come to rest."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

_COVERED = re.compile(r"(^|\s)modal-open(\s|$)")


def expect_opened(dialog: Locator, *, timeout: float | None = None) -> None:
    """Expect a modal dialog of Bootstrap to be open and at rest.

    While it slides in, Bootstrap ignores clicks that would close it, and at the end it takes the focus to itself: what
    was typed before goes astray, and an Enter among it presses the button that had opened the dialog.
    """
    expect(dialog).to_be_visible(timeout=timeout)
    expect(dialog).to_have_css("opacity", "1", timeout=timeout)
    # The slide is a transform of the inner box. It is gone in the very step in which Bootstrap hears of its end.
    expect(dialog.locator(".modal-dialog")).to_have_css("transform", "none", timeout=timeout)


def expect_closed(dialog: Locator, *, timeout: float | None = None) -> None:
    """Expect a modal dialog of Bootstrap to be gone, and the page to be free.

    The dialog hides before the shade behind it, and only then gives the focus back to the button that had opened it:
    what was typed elsewhere before goes astray.
    """
    expect(dialog).to_be_hidden(timeout=timeout)
    expect(dialog.page.locator("body")).not_to_have_class(_COVERED, timeout=timeout)
