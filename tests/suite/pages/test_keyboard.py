"""Pages that a user without a mouse cannot use: the keyboard of the page objects has to say so."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from pages.components.keyboard import Keyboard

LEADS = "<a href='#x'>Lewati</a><button id='wanted' style='{style}'>Simpan</button>"
RING = "outline: 2px solid blue"


def test_a_button_that_tab_leads_to_and_that_shows_its_focus_is_reached(page: Page) -> None:
    page.set_content(LEADS.format(style=RING))

    Keyboard(page).reach(page.locator("#wanted"))


def test_something_to_click_that_is_no_control_is_not_reached(page: Page) -> None:
    page.set_content("<a href='#x'>Lewati</a><span id='wanted' onclick='void 0'>Simpan</span>")

    with pytest.raises(AssertionError, match="Tab does not lead to"):
        Keyboard(page).reach(page.locator("#wanted"))


def test_a_focus_that_nobody_sees_is_named(page: Page) -> None:
    page.set_content(LEADS.format(style="outline: none; box-shadow: 0 4px 8px black"))  # a shadow is no ring

    with pytest.raises(AssertionError, match="has the focus and does not show it"):
        Keyboard(page).reach(page.locator("#wanted"))
