"""Which file answers which address, and what is said when a package is wrong."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from fixtures.third_parties import ADDRESSES, NODE_MODULES, Libraries, ThirdPartyError, outside

# What the pages of the AHSP application load (CONTRACT 3.0) and what those style sheets load in turn.
JSDELIVR = "https://cdn.jsdelivr.net/npm"
CDNJS = "https://cdnjs.cloudflare.com/ajax/libs"
LOADED = {
    f"{JSDELIVR}/bootstrap@5.3.3/dist/css/bootstrap.min.css": b"Bootstrap  v5.3.3",
    f"{JSDELIVR}/bootstrap@5.3.3/dist/js/bootstrap.bundle.min.js": b"Bootstrap v5.3.3",
    f"{JSDELIVR}/bootstrap-icons@1.11.3/font/bootstrap-icons.css": b"Bootstrap Icons v1.11.3",
    f"{JSDELIVR}/bootstrap-icons@1.11.3/font/fonts/bootstrap-icons.woff2?dd67030699838ea6": b"wOF2",
    f"{CDNJS}/font-awesome/6.5.2/css/all.min.css": b"Font Awesome Free 6.5.2",
    f"{CDNJS}/font-awesome/6.5.2/webfonts/fa-solid-900.woff2": b"wOF2",
    f"{JSDELIVR}/chart.js@4.4.0/dist/chart.umd.min.js": b"Chart.js v4.4.0",
    f"{JSDELIVR}/jquery@3.7.1/dist/jquery.min.js": b"jQuery v3.7.1",
    "https://code.jquery.com/jquery-3.7.1.min.js": b"jQuery v3.7.1",
    f"{JSDELIVR}/select2@4.1.0-rc.0/dist/js/select2.min.js": b"Select2 4.1.0-rc.0",
    f"{JSDELIVR}/select2@4.1.0-rc.0/dist/js/select2.full.min.js": b"Select2 4.1.0-rc.0",
    f"{JSDELIVR}/select2@4.1.0-rc.0/dist/css/select2.min.css": b".select2-container",
    f"{JSDELIVR}/xlsx@0.18.5/dist/xlsx.full.min.js": b"xlsx.js (C) 2013-present SheetJS",
    f"{CDNJS}/xlsx/0.18.5/xlsx.full.min.js": b"xlsx.js (C) 2013-present SheetJS",
    f"{JSDELIVR}/html2canvas@1.4.1/dist/html2canvas.min.js": b"html2canvas 1.4.1",
    "https://cdn.datatables.net/1.13.6/js/jquery.dataTables.min.js": b"SpryMedia Ltd - datatables.net/license",
    "https://cdn.datatables.net/1.13.6/js/dataTables.bootstrap5.min.js": b"DataTables Bootstrap 5 integration",
    "https://cdn.datatables.net/1.13.6/css/dataTables.bootstrap5.min.css": b"table.dataTable",
}


@pytest.mark.parametrize("url", LOADED)
def test_every_library_of_the_application_is_answered_by_its_own_file(url: str) -> None:
    file = Libraries.load().file_for(url)

    assert file is not None
    assert LOADED[url] in file.read_bytes()


@pytest.mark.parametrize(
    "url",
    [
        "https://app.sandbox.midtrans.com/snap/snap.js",
        f"{JSDELIVR}/bootstrap@5.3.4/dist/css/bootstrap.min.css",
        "http://cdn.jsdelivr.net/npm/bootstrap@5.3.3/dist/css/bootstrap.min.css",
        "https://cdn.jsdelivr.net.example/npm/bootstrap@5.3.3/dist/css/bootstrap.min.css",
    ],
)
def test_an_address_nobody_declared_has_no_file(url: str) -> None:
    assert Libraries.load().file_for(url) is None


@pytest.fixture
def node_modules(tmp_path: Path) -> Path:
    """The manifests of the installed libraries, copied so that a test can spoil them."""
    for manifest in [*NODE_MODULES.glob("*/package.json"), *NODE_MODULES.glob("@fortawesome/*/package.json")]:
        copy = tmp_path / manifest.relative_to(NODE_MODULES)
        copy.parent.mkdir(parents=True)
        copy.write_bytes(manifest.read_bytes())
    return tmp_path


def test_another_version_than_the_application_asks_for_is_named(node_modules: Path) -> None:
    Libraries.load(node_modules)
    manifest = node_modules / "jquery" / "package.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "version": "3.6.0"}))

    with pytest.raises(ThirdPartyError, match=r"jquery 3\.7\.1 is needed, 3\.6\.0 is installed: remove node_modules"):
        Libraries.load(node_modules)


def test_packages_that_are_not_installed_are_all_named(node_modules: Path) -> None:
    shutil.rmtree(node_modules / "xlsx")
    shutil.rmtree(node_modules / "chart.js")

    with pytest.raises(
        ThirdPartyError, match=r"chart\.js 4\.4\.0 is needed, none is installed; xlsx 0\.18\.5 is needed"
    ):
        Libraries.load(node_modules)


def test_the_versions_are_those_the_lock_file_pins() -> None:
    locked = json.loads((ADDRESSES.parents[1] / "package.json").read_text())["dependencies"]

    for line in ADDRESSES.read_text().split("[[library]]")[1:]:
        package, version = (line.split(f'{key} = "')[1].split('"')[0] for key in ("package", "version"))
        assert locked[package] == version


@pytest.mark.parametrize(
    ("base_url", "url", "is_outside"),
    [
        ("http://127.0.0.1:80", "http://127.0.0.1/dashboard/", False),
        ("http://127.0.0.1:8001", "http://127.0.0.1:8001", False),
        ("http://127.0.0.1:8001/", "http://127.0.0.1:8001/static/a.js?https://cdn.example", False),
        ("http://127.0.0.1:800", "http://127.0.0.1:8001/", True),
        ("https://ahsp.example", "https://ahsp.example.attacker.example/", True),
        ("https://ahsp.example", "http://ahsp.example/", True),
        ("https://ahsp.example", "https://ahspxexample/", True),
        ("https://Ahsp.Example:443/", "https://ahsp.example/a", False),
        ("http://[::1]:8001", "http://[::1]:8001/a", False),
        ("http://127.0.0.1:8001", "data:text/css,a", False),
        ("http://127.0.0.1:8001", "blob:http://127.0.0.1:8001/1", False),
        ("http://127.0.0.1:8001", "about:blank", False),
    ],
)
def test_outside_is_every_other_origin(base_url: str, url: str, is_outside: bool) -> None:
    assert bool(outside(base_url).match(url)) is is_outside


def test_another_server_of_the_runs_own_is_not_outside() -> None:
    pattern = outside("http://127.0.0.1:8001", "http://127.0.0.1:8026")

    assert not pattern.match("http://127.0.0.1:8026/snap/v4/redirection/1")
    assert not pattern.match("http://127.0.0.1:8001/dashboard/")
    assert pattern.match("http://127.0.0.1:80260/")
