"""Frames in pages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.conformance.site import Site


@pytest.mark.feature("frames.iframe")
def test_iframe(bench: Page) -> None:
    inner = bench.frame_locator("#frame")
    inner.locator("#inside").click()
    expect(inner.locator("#inside")).to_have_text("true")
    inner.get_by_label("Frame text").press_sequentially("abc")
    expect(inner.get_by_label("Frame text")).to_have_value("abc")
    frame = bench.frame(name="inner")
    assert frame is not None
    assert frame.url.endswith("/frame")
    assert frame.evaluate("document.querySelector('h2').textContent") == "Frame"


@pytest.mark.feature("frames.iframe-srcdoc")
def test_iframe_srcdoc(bench: Page) -> None:
    bench.evaluate(
        "document.body.prepend(Object.assign(document.createElement('iframe'),"
        " { srcdoc: '<input id=q><button>inner</button>', id: 'dynamic' }))"
    )
    field = bench.frame_locator("#dynamic").locator("#q")
    field.fill("in")
    field.press("End")
    bench.keyboard.type("x")
    expect(field).to_have_value("inx")


@pytest.mark.feature("frames.iframe-nested")
def test_iframe_nested(page: Page, site: Site) -> None:
    page.goto(site / "frames")
    deep = page.frame_locator("#outer").frame_locator("[name=deep]")
    deep.locator("#inside").click()
    expect(deep.locator("#inside")).to_have_text("true")
    frame = page.frame(name="deep")
    assert frame is not None
    assert frame.parent_frame is not None
    assert frame.parent_frame.name == "outer"
    assert frame.parent_frame.parent_frame == page.main_frame


@pytest.mark.feature("frames.iframe-history")
def test_iframe_history(bench: Page, site: Site) -> None:
    bench.frame_locator("#frame").locator("#inside").wait_for()
    frame = bench.frame(name="inner")
    assert frame is not None
    frame.evaluate("history.pushState({}, '', '/frame?moved')")
    assert frame.url == site / "frame?moved"
    frame.goto(site / "other")
    assert frame.url == site / "other"
    assert bench.url == site / ""


@pytest.mark.feature("frames.iframe-detached")
def test_iframe_detached(bench: Page) -> None:
    frame = bench.frame(name="inner")
    assert frame is not None
    with bench.expect_event("framedetached") as detached:
        bench.evaluate("document.getElementById('frame').remove()")
    assert detached.value == frame
    assert frame.is_detached()
    assert bench.frames == [bench.main_frame]


@pytest.mark.feature("frames.content-frame")
def test_content_frame(bench: Page) -> None:
    element = bench.query_selector("#frame")
    assert element is not None
    frame = element.content_frame()
    assert frame is not None
    assert frame.name == "inner"
    assert frame.frame_element().get_attribute("id") == "frame"
    inside = frame.wait_for_selector("#inside")
    assert inside is not None
    assert inside.owner_frame() == frame
