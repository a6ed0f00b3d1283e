"""Pictures and traces."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.conformance.site import Site


@pytest.mark.feature("output.screenshot")
def test_screenshot(bench: Page, tmp_path: Path) -> None:
    size = bench.viewport_size
    assert size is not None
    shot = Image.open(io.BytesIO(bench.screenshot(path=tmp_path / "page.png")))
    assert shot.size == (size["width"], size["height"])
    assert (tmp_path / "page.png").stat().st_size > 1000
    full = Image.open(io.BytesIO(bench.screenshot(full_page=True, type="jpeg")))
    assert full.format == "JPEG"
    assert full.size[1] == bench.evaluate("document.documentElement.scrollHeight")
    element = Image.open(io.BytesIO(bench.locator("#canvas").screenshot())).convert("RGB")
    assert element.getpixel((80, 46)) == (51, 102, 204)


@pytest.mark.feature("output.screenshot-stable")
def test_screenshot_stable(bench: Page) -> None:
    assert bench.locator("#canvas").screenshot() == bench.locator("#canvas").screenshot()


@pytest.mark.feature("output.canvas-pixels")
def test_canvas_pixels(bench: Page) -> None:
    pixel = "(([x, y]) => [...document.getElementById('canvas').getContext('2d').getImageData(x, y, 1, 1).data])"
    assert bench.evaluate(pixel, [80, 45]) == [51, 102, 204, 255]
    assert bench.evaluate(pixel, [10, 10]) == [0, 0, 0, 0]


def entries(trace: Path) -> list[dict[str, object]]:
    """Return the lines of a trace."""
    with zipfile.ZipFile(trace) as archive:
        names = [name for name in archive.namelist() if name.endswith((".trace", ".network"))]
        return [json.loads(line) for name in names for line in archive.read(name).splitlines() if line]


@pytest.mark.feature("output.tracing")
def test_tracing(browser: Browser, site: Site, tmp_path: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    context.tracing.start(snapshots=True)
    for chunk in ("one", "two"):
        context.tracing.start_chunk(title=chunk)
        page.goto(site / "")
        page.click("#counter")
        context.tracing.stop_chunk(path=tmp_path / f"{chunk}.zip")
    context.tracing.stop()
    context.close()
    for chunk in ("one", "two"):
        lines = entries(tmp_path / f"{chunk}.zip")
        assert any(line.get("method") == "click" for line in lines)
        assert any(line["type"] == "frame-snapshot" for line in lines)
        assert any(line["type"] == "resource-snapshot" for line in lines)


@pytest.mark.feature("output.tracing-screenshots")
def test_tracing_screenshots(browser: Browser, site: Site, tmp_path: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    context.tracing.start(screenshots=True)
    page.goto(site / "")
    page.click("#counter")
    page.wait_for_function("new Promise(done => setTimeout(() => done(true), 500))")
    context.tracing.stop(path=tmp_path / "trace.zip")
    context.close()
    frames = [line for line in entries(tmp_path / "trace.zip") if line["type"] == "screencast-frame"]
    assert frames
    with zipfile.ZipFile(tmp_path / "trace.zip") as archive:
        names = [name for name in archive.namelist() if name.endswith(".jpeg")]
        assert names
        assert Image.open(io.BytesIO(archive.read(names[-1]))).format == "JPEG"


@pytest.mark.feature("output.video")
def test_video(browser: Browser, site: Site, tmp_path: Path) -> None:
    with browser.new_context(record_video_dir=tmp_path) as context:
        page = context.new_page()
        page.goto(site / "")
        video = page.video
        assert video is not None
    assert Path(video.path()).stat().st_size > 1000
