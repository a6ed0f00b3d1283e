"""Devices, languages and places that pages are made to believe in."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from playwright.async_api import BrowserContext as AsyncContext
from playwright.async_api import async_playwright
from playwright.async_api import expect as async_expect
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conformance.site import Site


@pytest.mark.feature("emulation.viewport")
def test_viewport(page: Page, browser: Browser, site: Site) -> None:
    page.goto(site / "")
    for width, height in ((320, 568), (1366, 900), (768, 1024), (2560, 1440)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("[innerWidth, innerHeight]") == [width, height]
    page.set_viewport_size({"width": 600, "height": 500})
    page.evaluate("void addEventListener('resize', () => { result.textContent = innerWidth })")
    page.set_viewport_size({"width": 620, "height": 500})
    expect(page.locator("#result")).to_have_text("620")
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        small = context.new_page()
        assert small.evaluate("[innerWidth, innerHeight]") == [390, 844]
        small.goto(site / "")
        assert small.evaluate("matchMedia('(max-width: 400px)').matches")


@pytest.mark.feature("emulation.locale")
def test_locale(browser: Browser, site: Site) -> None:
    with browser.new_context(locale="id-ID") as context:
        page = context.new_page()
        page.goto(site / "other")
        assert page.evaluate("navigator.language") == "id-ID"
        assert page.evaluate("(1234567.5).toLocaleString()") == "1.234.567,5"
        assert page.evaluate("new Date(2026, 4, 1).toLocaleDateString(undefined, { month: 'long' })") == "Mei"
        assert site.memory.to("/other")[0].headers["accept-language"].lower().startswith("id")
    with browser.new_context(locale="de-AT") as context:
        page = context.new_page()
        page.goto(site / "other")
        assert page.evaluate("navigator.language") == "de-AT"


@pytest.mark.feature("emulation.timezone")
def test_timezone(browser: Browser, site: Site) -> None:
    zones = ("Asia/Jakarta", "America/New_York", "Asia/Jakarta")
    for zone, hour in zip(zones, (17, 6, 17), strict=True):
        with browser.new_context(timezone_id=zone, locale="id-ID") as context:
            page = context.new_page()
            page.goto(site / "other")
            assert page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == zone
            assert page.evaluate("new Date('2026-05-01T10:00:00Z').getHours()") == hour
            second = context.new_page()
            assert second.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == zone


@pytest.mark.feature("emulation.timezone")
def test_timezone_with_storage_state(browser: Browser, site: Site) -> None:
    state: Any = {
        "cookies": [{"name": "session", "value": "ani", "domain": "127.0.0.1", "path": "/", "expires": -1}],
        "origins": [{"origin": site.url, "localStorage": [{"name": "a", "value": "1"}]}],
    }
    with browser.new_context(timezone_id="Asia/Makassar", storage_state=state) as context:
        page = context.new_page()
        page.goto(site / "home")
        expect(page.get_by_role("heading")).to_have_text("Hello ani")
        assert page.evaluate("[localStorage.a, new Date('2026-05-01T10:00:00Z').getHours()]") == ["1", 18]


@pytest.mark.feature("emulation.color-scheme")
def test_color_scheme(page: Page, browser: Browser) -> None:
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")
    page.emulate_media(media="print")
    assert page.evaluate("matchMedia('print').matches")
    with browser.new_context(color_scheme="dark") as context:
        assert context.new_page().evaluate("matchMedia('(prefers-color-scheme: dark)').matches")


@pytest.mark.feature("emulation.device-scale-factor")
def test_device_scale_factor(browser: Browser) -> None:
    with browser.new_context(device_scale_factor=2, viewport={"width": 300, "height": 200}) as context:
        page = context.new_page()
        assert page.evaluate("devicePixelRatio") == 2
        width = int.from_bytes(page.screenshot()[16:20], "big")
        assert width == 600


@pytest.mark.feature("emulation.javascript-disabled")
def test_javascript_disabled(browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("data:text/html,<p id=p>plain</p><script>p.textContent='script'</script>")
        expect(page.locator("#p")).to_have_text("plain")


@pytest.mark.feature("emulation.permissions")
def test_permissions(browser: Browser, site: Site) -> None:
    place: Any = {"latitude": -6.2, "longitude": 106.8}
    with browser.new_context(geolocation=place, permissions=["geolocation"]) as context:
        page = context.new_page()
        page.goto(site / "other")
        where = """new Promise((done, failed) => navigator.geolocation.getCurrentPosition(
          p => done([p.coords.latitude, p.coords.longitude]), e => failed(e.message)))"""
        assert page.evaluate(where) == pytest.approx([-6.2, 106.8])


@pytest.mark.feature("emulation.screen")
def test_screen(browser: Browser) -> None:
    with browser.new_context(viewport={"width": 500, "height": 400}, screen={"width": 1024, "height": 700}) as context:
        assert context.new_page().evaluate("[screen.width, screen.height]") == [1024, 700]


@pytest.mark.feature("launch.eight-pages")
def test_eight_pages(context: BrowserContext, site: Site) -> None:
    pages = [context.new_page() for _ in range(8)]
    for page in pages:
        page.goto(site / "")
    for number, page in enumerate(pages):
        page.fill("#task", f"page {number}")
    for page in pages:
        page.click("#counter")
    for number, page in enumerate(pages):
        expect(page.locator("#task")).to_have_value(f"page {number}")
        expect(page.locator("#result")).to_have_text("1")
        assert page.evaluate("[document.hasFocus(), document.visibilityState]") == [True, "visible"]


@pytest.mark.feature("launch.eight-at-once")
def test_eight_at_once(browser_name: str, browser_type_launch_args: dict[str, Any], site: Site) -> None:
    async def use(context: AsyncContext, number: int) -> None:
        page = await context.new_page()
        await page.goto(site / "")
        await page.fill("#task", f"page {number}")
        for _ in range(number + 1):
            await page.click("#counter")
        await async_expect(page.locator("#result")).to_have_text(str(number + 1))
        await async_expect(page.locator("#task")).to_have_value(f"page {number}")
        await page.click("#link")
        await async_expect(page.get_by_role("heading")).to_have_text("Other page")

    async def use_all() -> None:
        async with async_playwright() as playwright:
            browser = await getattr(playwright, browser_name).launch(**browser_type_launch_args)
            context = await browser.new_context()
            await asyncio.gather(*(use(context, number) for number in range(8)))
            await browser.close()

    with ThreadPoolExecutor() as own_loop:  # this thread's is Playwright's
        own_loop.submit(asyncio.run, use_all()).result()
