"""Planted fault: the sign-in form waits in vain for its button and goes on as if it had been pressed."""

from __future__ import annotations

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from pages.login import LoginPage


def _swallows(self: LoginPage, email: str, password: str) -> None:
    self.email_field.fill(email)
    self.password_field.fill(password)
    try:
        self.page.get_by_role("button", name="Tombol yang hilang").click(timeout=500)
    except PlaywrightTimeoutError:
        return


def pytest_configure(config: pytest.Config) -> None:
    """Plant it."""
    LoginPage.try_to_sign_in = _swallows  # type: ignore[method-assign]
