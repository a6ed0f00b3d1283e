"""Finding things on pages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.conformance.site import Site

BOX = "(({ x, y, width, height }) => [x, y, width, height])(canvas.getBoundingClientRect())"


@pytest.mark.feature("locators.roles")
def test_roles(bench: Page) -> None:
    expect(bench.get_by_role("heading", name="Workbench")).to_be_visible()
    expect(bench.get_by_label("Task")).to_be_editable()
    expect(bench.get_by_placeholder("What to do")).to_have_attribute("id", "task")
    expect(bench.get_by_text("drop here")).to_be_visible()
    expect(bench.get_by_role("button", name="late")).to_have_count(0)
    expect(bench.get_by_role("checkbox", name="Agreed", checked=False)).to_be_enabled()


@pytest.mark.feature("locators.aria-snapshot")
def test_aria_snapshot(page: Page, site: Site) -> None:
    page.goto(site / "login")
    snapshot = page.locator("body").aria_snapshot()
    assert '- heading "Sign in" [level=1]' in snapshot
    assert '- textbox "User"' in snapshot
    expect(page.locator("body")).to_match_aria_snapshot('- button "Sign in"')


@pytest.mark.feature("locators.expect-retries")
def test_expect_retries(bench: Page) -> None:
    bench.evaluate("void setTimeout(() => { result.textContent = 'changed' }, 200)")
    expect(bench.locator("#result")).to_have_text("changed")
    with pytest.raises(AssertionError, match="changed"):
        expect(bench.locator("#result")).to_have_text("never", timeout=200)


@pytest.mark.feature("locators.shadow-dom")
def test_shadow_dom(bench: Page) -> None:
    bench.evaluate("""() => {
      const host = document.body.appendChild(document.createElement('div'));
      host.attachShadow({ mode: 'open' }).innerHTML = '<button>in the shadow</button>';
      host.shadowRoot.querySelector('button').onclick = () => { result.textContent = 'shadow clicked'; };
    }""")
    bench.get_by_role("button", name="in the shadow").click()
    expect(bench.locator("#result")).to_have_text("shadow clicked")


@pytest.mark.feature("locators.huge-dom")
def test_huge_dom(page: Page, site: Site) -> None:
    page.goto(site / "huge")
    expect(page.locator("tr")).to_have_count(20_000)
    page.locator("tr", has_text="item 19999").get_by_role("button").click()
    expect(page.locator("#chosen")).to_have_text("19999")
    assert page.locator("tr", has_text="item 1234").count() == 11


@pytest.mark.feature("locators.bounding-box")
def test_bounding_box(bench: Page) -> None:
    for scroll in (0, 120):
        bench.evaluate("y => scrollTo(0, y)", scroll)
        box = bench.locator("#canvas").bounding_box()
        expected = bench.evaluate(
            "(({ x, y, width, height }) => [x, y, width, height])(canvas.getBoundingClientRect())"
        )
        assert box is not None
        assert [box["x"], box["y"], box["width"], box["height"]] == pytest.approx(expected)
