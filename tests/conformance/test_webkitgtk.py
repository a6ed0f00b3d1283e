"""The adapter's processes: what is left of them, and how many there are."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect

from engines import webkit
from tests.conformance.processes import below, files_of_display, gone, memory, name_of, parent_of
from tests.conformance.site import Site

CLIENT = """
import json, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    browser = playwright.webkit.launch(**json.loads(sys.argv[1]))
    page = browser.new_page()
    script = "setTimeout(() => { for (;;); }, 100)" if sys.argv[2] == "busy" else ""
    page.goto(f"data:text/html,<script>{script}</script>")
    print("ready", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def client(request: pytest.FixtureRequest) -> Iterator[subprocess.Popen[str]]:
    """A process that has a browser open; its page idles, or runs an endless script."""
    arguments = [sys.executable, "-c", CLIENT, json.dumps({**webkit.LAUNCH_ARGS, **webkit.UNSEEN_ARGS}), request.param]
    process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield process
    process.kill()
    process.communicate()


@pytest.mark.parametrize("client", ["idle", "busy"], indirect=True)
@pytest.mark.parametrize("victim", ["client", "driver", "adapter"])
def test_nothing_is_left_when_one_of_the_chain_is_killed(client: subprocess.Popen[str], victim: str) -> None:
    started = below(client.pid)
    names = {pid: name_of(pid) for pid in started}
    assert {"Xvfb", "WebKitWebProces", "WebKitNetworkPr", "webkitgtk"} <= set(names.values()), names
    (adapter,) = (pid for pid, name in names.items() if name == "webkitgtk")
    of_the_browser = below(adapter) | {adapter}
    (server,) = (pid for pid, name in names.items() if name == "Xvfb")
    files = files_of_display(server)
    assert files
    os.kill({"client": client.pid, "driver": parent_of(adapter), "adapter": adapter}[victim], signal.SIGKILL)
    left = gone(of_the_browser, within=20)
    assert not left, [names[pid] for pid in left]
    assert not [file for file in files if file.exists()]


def test_an_ordinary_end_leaves_no_file_of_the_display(playwright: Playwright) -> None:
    before = below(os.getpid())
    browser = playwright.webkit.launch(**webkit.LAUNCH_ARGS, **webkit.UNSEEN_ARGS)
    browser.new_page().goto("data:text/html,here")
    (server,) = (pid for pid in below(os.getpid()) - before if name_of(pid) == "Xvfb")
    files = files_of_display(server)
    assert files
    browser.close()
    assert not [file for file in files if file.exists()]


def test_contexts_leave_no_processes_and_little_memory(browser: Browser, browser_name: str, site: Site) -> None:
    if browser_name != "webkit":
        pytest.skip("the adapter's own pool of contexts")

    def visit() -> None:
        with browser.new_context(locale="id-ID") as context:
            context.new_page().goto(site / "other")

    for _ in range(5):
        visit()
    driver = os.getpid()
    count, used = len(below(driver)), memory(driver)
    for _ in range(25):
        visit()
    assert len(below(driver)) <= count + 1
    assert memory(driver) < used + 60 * 1024 * 1024


#: Prints the colour of a pixel of the display once it is the wanted one, or after ten seconds.
PIXEL = """
import sys, time, gi
gi.require_version("Gdk", "3.0")
from gi.repository import Gdk
root, until, colour = Gdk.get_default_root_window(), time.monotonic() + 10, ""
while colour != sys.argv[1] and time.monotonic() < until:
    pixels = Gdk.pixbuf_get_from_window(root, 450, 600, 1, 1).get_pixels()
    colour = ",".join(str(part) for part in pixels[:3])
print(colour)
"""


@pytest.fixture
def display() -> Iterator[str]:
    """An X server, as a developer's desktop has one."""
    read, write = os.pipe()
    command = ["/usr/bin/Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)  # noqa: S603
    os.close(write)
    with os.fdopen(read) as ready:
        name = ready.readline().strip()
    yield f":{name}"
    server.terminate()
    server.wait()


def test_headed_windows_are_on_the_display_that_is_there(playwright: Playwright, display: str, site: Site) -> None:
    environment = {**os.environ, "DISPLAY": display, "GDK_BACKEND": "x11"}
    before = below(os.getpid())
    browser = playwright.webkit.launch(**webkit.LAUNCH_ARGS, headless=False, env={**environment})
    page = browser.new_page(viewport={"width": 900, "height": 700})
    page.goto(site / "login")
    page.get_by_label("User").fill("ani")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading")).to_have_text("Hello ani")
    assert page.evaluate("[innerWidth, innerHeight]") == [900, 700]
    assert "Xvfb" not in {name_of(pid) for pid in below(os.getpid()) - before}
    page.evaluate("document.documentElement.style.background = 'rgb(10, 200, 30)'")
    command = [str(webkit.SYSTEM_PYTHON), "-c", PIXEL, "10,200,30"]
    shown = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout  # noqa: S603
    assert shown == "10,200,30\n"
    browser.close()


def test_the_executable_works_from_a_folder_with_spaces(tmp_path: Path) -> None:
    folder = tmp_path / "a folder" / "webkitgtk"
    folder.parent.mkdir()
    folder.symlink_to(webkit.ADAPTER.parent)
    printed = subprocess.run([folder / "webkitgtk", "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S603
    assert printed.startswith("WebKitGTK 2.")
