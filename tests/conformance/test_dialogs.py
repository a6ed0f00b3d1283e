"""Dialogs."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, expect

from tests.conformance.listening import heard
from tests.conformance.site import Site

ASK = "void (counter.onclick = () => { result.textContent = String(%s) })"


@pytest.mark.feature("dialogs.alert-confirm-prompt")
def test_alert_confirm_prompt(bench: Page) -> None:
    seen: list[tuple[str, str, str]] = []
    answers: list[bool | str] = []

    def handle(dialog: Dialog) -> None:
        seen.append((dialog.type, dialog.message, dialog.default_value))
        answer = answers.pop(0)
        if answer is False:
            dialog.dismiss()
        else:
            dialog.accept(answer if isinstance(answer, str) else "")

    bench.on("dialog", handle)
    asked: list[tuple[str, bool | str, str]] = [
        ("alert('hai é')", True, "undefined"),
        ("confirm('sure?')", True, "true"),
        ("confirm('sure?')", False, "false"),
        ("prompt('name?', 'Ani')", "Budi", "Budi"),
        ("prompt('name?', 'Ani')", False, "null"),
    ]
    for question, answer, result in asked:
        answers.append(answer)
        bench.evaluate(ASK % question)
        bench.click("#counter")
        expect(bench.locator("#result")).to_have_text(result)
    prompt = ("prompt", "name?", "Ani")
    assert seen == [("alert", "hai é", ""), ("confirm", "sure?", ""), ("confirm", "sure?", ""), prompt, prompt]


@pytest.mark.feature("dialogs.dismissed-by-default")
def test_dismissed_by_default(bench: Page) -> None:
    bench.evaluate(ASK % "confirm('sure?')")
    bench.click("#counter")
    expect(bench.locator("#result")).to_have_text("false")


@pytest.mark.feature("dialogs.beforeunload")
def test_beforeunload(bench: Page, site: Site) -> None:
    bench.evaluate("void (window.onbeforeunload = e => { e.preventDefault(); return 'stay' })")
    bench.click("#title")
    bench.fill("#task", "typed")
    seen: list[str] = []

    def stay(dialog: Dialog) -> None:
        seen.append(dialog.type)
        dialog.dismiss()

    def leave(dialog: Dialog) -> None:
        seen.append(dialog.type)
        dialog.accept()

    bench.once("dialog", stay)
    bench.evaluate("void setTimeout(() => { location.href = '/other' }, 0)")
    bench.wait_for_event("dialog", predicate=lambda _: True) if not seen else None
    expect(bench.locator("#task")).to_have_value("typed")
    assert bench.url == site / ""
    bench.once("dialog", leave)
    bench.goto(site / "other")
    assert seen == ["beforeunload", "beforeunload"]
    assert bench.url == site / "other"


@pytest.mark.feature("dialogs.close-in-dialog")
def test_close_in_dialog(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    page.goto(site / "other")
    heard(page, "dialog")
    with page.expect_event("dialog"):
        page.evaluate("void setTimeout(() => alert('open'), 0)")
    page.close()
    assert page.is_closed()
    after = context.new_page()
    after.goto(site / "other")
    expect(after.get_by_role("heading")).to_be_visible()
