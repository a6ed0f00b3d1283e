"""Downloads."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conformance.site import LARGE, Site, large_bytes


@pytest.mark.feature("downloads.attachment")
def test_attachment(bench: Page, tmp_path: Path, site: Site) -> None:
    with bench.expect_download() as started:
        bench.click("#attachment")
    download = started.value
    assert download.suggested_filename == "report 2026.csv"
    assert download.url == site / "download/report"
    assert download.path().read_bytes() == b"a;b\n1;2\n"
    download.save_as(tmp_path / "saved.csv")
    assert (tmp_path / "saved.csv").read_bytes() == b"a;b\n1;2\n"
    assert download.failure() is None
    expect(bench.get_by_role("heading", name="Workbench")).to_be_visible()
    assert bench.url == site / ""


@pytest.mark.feature("downloads.download-attribute")
def test_download_attribute(bench: Page) -> None:
    with bench.expect_download() as started:
        bench.click("#named")
    assert started.value.suggested_filename == "named.txt"
    assert started.value.path().read_text() == "plain\n"


@pytest.mark.feature("downloads.blob")
def test_blob(bench: Page) -> None:
    with bench.expect_download() as started:
        bench.click("#blob")
    assert started.value.suggested_filename == "data.json"
    assert json.loads(started.value.path().read_text()) == {"a": 1}
    with bench.expect_download() as started:
        bench.click("#picture")
    assert started.value.path().read_bytes()[:4] == b"\x89PNG"


@pytest.mark.feature("downloads.popup-download")
def test_popup_download(bench: Page) -> None:
    with bench.expect_download() as started:
        bench.evaluate("void window.open('/download/report')")
    assert started.value.suggested_filename == "report 2026.csv"
    assert started.value.path().read_bytes() == b"a;b\n1;2\n"


@pytest.mark.feature("downloads.large")
def test_large(bench: Page) -> None:
    with bench.expect_download() as started:
        bench.click("#large")
    with started.value.path().open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    assert digest == hashlib.sha256(large_bytes(LARGE)).hexdigest()


@pytest.mark.feature("downloads.failed")
def test_failed(bench: Page, site: Site) -> None:
    with bench.expect_download() as started:
        bench.click("#broken")
    site.memory.gates["broken"].set()
    assert started.value.failure()
    site.memory.gates.pop("broken")
    with bench.expect_download() as started:
        bench.click("#broken")
    started.value.cancel()
    assert started.value.failure()


@pytest.mark.feature("downloads.unicode-name")
def test_unicode_name(bench: Page) -> None:
    with bench.expect_download() as started:
        bench.click("#unicode")
    assert started.value.suggested_filename == "anggaran € béton.csv"
