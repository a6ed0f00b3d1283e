"""Mouse, keyboard and form fields."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FloatRect, Page, expect

from tests.conformance.site import Site

RECORD = """(names => {
  window.log = [];
  for (const name of names) addEventListener(name, e => log.push([e.type, e.isTrusted]), true);
})"""


def box_of(page: Page, selector: str) -> FloatRect:
    """Return where an element is."""
    box = page.locator(selector).bounding_box()
    assert box is not None
    return box


@pytest.mark.feature("input.click")
def test_click(bench: Page) -> None:
    bench.evaluate(f"{RECORD}(['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'])")
    bench.click("#far")
    expect(bench.locator("#far")).to_have_text("far clicked")
    names = ["pointerdown", "mousedown", "pointerup", "mouseup", "click"]
    assert bench.evaluate("log") == [[name, True] for name in names]


@pytest.mark.feature("input.dblclick")
def test_dblclick(bench: Page) -> None:
    bench.evaluate("void (window.doubles = 0, title.ondblclick = () => doubles++)")
    bench.click("#title")
    bench.click("#title")
    assert bench.evaluate("doubles") == 0
    bench.dblclick("#title")
    assert bench.evaluate("doubles") == 1


@pytest.mark.feature("input.right-click")
def test_right_click(bench: Page) -> None:
    bench.evaluate("void (log = [], title.oncontextmenu = title.onclick = e => { log.push([e.type, e.button]) })")
    bench.click("#title", button="right")
    assert bench.evaluate("log") == [["contextmenu", 2]]


@pytest.mark.feature("input.click-modifiers")
def test_click_modifiers(bench: Page) -> None:
    bench.evaluate("void (title.onclick = e => { result.textContent = [e.ctrlKey, e.shiftKey, e.altKey, e.detail] })")
    bench.click("#title", modifiers=["Control", "Shift"])
    expect(bench.locator("#result")).to_have_text("true,true,false,1")


@pytest.mark.feature("input.click-stable")
def test_click_stable(bench: Page) -> None:
    bench.evaluate("""() => {
      const cover = Object.assign(document.createElement('div'), { id: 'cover' });
      cover.style.cssText = 'position:fixed;inset:0;background:#fff8';
      document.body.append(cover);
      let frames = 0;
      const step = () => { ++frames < 30 ? requestAnimationFrame(step) : cover.remove(); };
      requestAnimationFrame(step);
      late.hidden = false;
      late.onclick = () => { result.textContent = 'cover gone: ' + !document.getElementById('cover'); };
      late.animate([{ transform: 'translateX(0)' }, { transform: 'translateX(200px)' }], 400);
    }""")
    bench.click("#late")
    expect(bench.locator("#result")).to_have_text("cover gone: true")


@pytest.mark.feature("input.hover")
def test_hover(bench: Page) -> None:
    bench.add_style_tag(content="#title:hover { color: rgb(1, 2, 3) }")
    bench.evaluate("void (title.onmouseenter = e => { result.textContent = 'entered ' + e.isTrusted })")
    bench.hover("#title")
    expect(bench.locator("#result")).to_have_text("entered true")
    expect(bench.locator("#title")).to_have_css("color", "rgb(1, 2, 3)")


@pytest.mark.feature("input.mouse-drag")
def test_mouse_drag(bench: Page) -> None:
    box = box_of(bench, "#canvas")
    bench.mouse.move(box["x"] + 81, box["y"] + 46)
    bench.mouse.down()
    bench.mouse.move(box["x"] + 181, box["y"] + 46, steps=8)
    bench.mouse.up()
    expect(bench.locator("#position")).to_have_text(re.compile(r"x=(149|150|151) trusted=true"))


@pytest.mark.feature("input.pointer-capture")
def test_pointer_capture(bench: Page) -> None:
    bench.evaluate("""() => {
      window.log = [];
      canvas.onpointerdown = e => {
        canvas.setPointerCapture(e.pointerId);
        log.push(['down', e.pointerType, e.buttons]);
      };
      canvas.onpointermove = e => { if (e.buttons) log.push(['move', e.buttons]); };
      canvas.onpointerup = e => { log.push(['up', e.buttons]); };
    }""")
    box = box_of(bench, "#canvas")
    bench.mouse.move(box["x"] + 10, box["y"] + 10)
    bench.mouse.down()
    bench.mouse.move(box["x"] + 10, box["y"] + 300)
    bench.mouse.up()
    log = bench.evaluate("log")
    assert log[0] == ["down", "mouse", 1]
    assert ["move", 1] in log
    assert log[-1] == ["up", 0]


@pytest.mark.feature("input.wheel")
def test_wheel(bench: Page) -> None:
    box = box_of(bench, "#title")
    bench.mouse.move(box["x"] + 5, box["y"] + 5)
    bench.mouse.wheel(0, 300)
    bench.wait_for_function("scrollY === 300")


@pytest.mark.feature("input.html5-drag")
def test_html5_drag(bench: Page) -> None:
    bench.locator("#source").drag_to(bench.locator("#target"))
    expect(bench.locator("#result")).to_have_text("dropped a work")
    bench.wait_for_function("log.includes('dragend')")


@pytest.mark.feature("input.tap")
def test_tap(browser: Browser, site: Site) -> None:
    with browser.new_context(has_touch=True) as context:
        page = context.new_page()
        page.goto(site / "")
        page.evaluate(f"{RECORD}(['touchstart', 'touchend', 'click'])")
        box = box_of(page, "#title")
        page.touchscreen.tap(box["x"] + 5, box["y"] + 5)
        assert page.evaluate("log") == [["touchstart", True], ["touchend", True], ["click", True]]


@pytest.mark.feature("input.fill")
def test_fill(bench: Page) -> None:
    bench.evaluate(f"{RECORD}(['input', 'change'])")
    for field, text in (("Task", "a work"), ("Amount", "12.5"), ("Date", "2026-11-23"), ("Notes", "one\ntwo")):
        bench.get_by_label(field).fill(text)
        expect(bench.get_by_label(field)).to_have_value(text)
    bench.fill("#editable", "new")
    expect(bench.locator("#editable")).to_have_text("new")
    bench.get_by_label("Task").fill("")
    expect(bench.get_by_label("Task")).to_be_empty()
    names = [name for name, _ in bench.evaluate("log")]
    assert names.count("input") >= 6
    assert names.count("change") >= 4


@pytest.mark.feature("input.fill-unicode")
@pytest.mark.parametrize("text", ["Pekerjaan ½ m³ – é", "日本語", "عربى", "👷🏽‍♀️ 🧱", "a\u0301b"])
def test_fill_unicode(bench: Page, text: str) -> None:
    bench.fill("#task", text)
    assert bench.input_value("#task") == text
    bench.fill("#task", "")
    bench.locator("#task").press_sequentially(text)
    assert bench.input_value("#task") == text


KEYS: list[tuple[str, list[Any]]] = [
    ("a", ["a", "KeyA", 65, False, False]),
    ("Shift+A", ["A", "KeyA", 65, True, False]),
    ("Enter", ["Enter", "Enter", 13, False, False]),
    ("Escape", ["Escape", "Escape", 27, False, False]),
    ("ArrowDown", ["ArrowDown", "ArrowDown", 40, False, False]),
    ("Control+k", ["k", "KeyK", 75, False, True]),
    ("F2", ["F2", "F2", 113, False, False]),
    ("5", ["5", "Digit5", 53, False, False]),
    ("Space", [" ", "Space", 32, False, False]),
    ("Delete", ["Delete", "Delete", 46, False, False]),
    ("PageUp", ["PageUp", "PageUp", 33, False, False]),
    ("Tab", ["Tab", "Tab", 9, False, False]),
]


@pytest.mark.feature("input.press")
def test_press(bench: Page) -> None:
    bench.focus("#task")
    bench.evaluate(
        "void (log = [], addEventListener('keydown', e => { if (e.key.length < 2 || !/Shift|Control/.test(e.key))"
        " log.push([e.key, e.code, e.keyCode, e.shiftKey, e.ctrlKey]); }))"
    )
    for key, _ in KEYS:
        bench.keyboard.press(key)
    assert bench.evaluate("log") == [expected for _, expected in KEYS]


@pytest.mark.feature("input.type")
def test_type(bench: Page) -> None:
    bench.evaluate(f"{RECORD}(['keydown', 'keyup', 'input'])")
    bench.locator("#task").press_sequentially("Ab 1.250,5")
    assert bench.input_value("#task") == "Ab 1.250,5"
    log = bench.evaluate("log")
    assert log.count(["keydown", True]) >= 10
    assert log.count(["input", True]) == 10


@pytest.mark.feature("input.shortcuts")
def test_shortcuts(bench: Page) -> None:
    bench.fill("#task", "copied")
    bench.locator("#task").select_text()
    bench.keyboard.press("Control+c")
    bench.focus("#area")
    bench.keyboard.press("Control+v")
    assert bench.input_value("#area") == "copied"
    bench.keyboard.press("Control+a")
    bench.keyboard.press("Backspace")
    assert bench.input_value("#area") == ""
    bench.focus("#task")
    bench.keyboard.press("End")
    bench.keyboard.press("Shift+Home")
    bench.keyboard.press("Delete")
    assert bench.input_value("#task") == ""


@pytest.mark.feature("input.insert-text")
def test_insert_text(bench: Page) -> None:
    bench.focus("#task")
    bench.evaluate(f"{RECORD}(['keydown', 'input'])")
    bench.keyboard.insert_text("嗨 text")
    assert bench.input_value("#task") == "嗨 text"
    assert bench.evaluate("log") == [["input", True]]


@pytest.mark.feature("input.tab-order")
def test_tab_order(page: Page, site: Site) -> None:
    page.goto(site / "login")
    page.focus("#user")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Password")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_label("Password")).to_be_focused()


@pytest.mark.feature("input.enter-submits")
def test_enter_submits(page: Page, site: Site) -> None:
    page.goto(site / "login")
    page.fill("#user", "ida")
    page.press("#user", "Enter")
    assert page.url == site / "home"


@pytest.mark.feature("input.select-option")
def test_select_option(bench: Page) -> None:
    assert bench.get_by_label("Unit").select_option("kg") == ["kg"]
    expect(bench.locator("#result")).to_have_text("chose kg")
    assert bench.get_by_label("Unit").select_option(label="litre") == ["l"]
    bench.focus("#select")
    bench.keyboard.press("ArrowUp")
    expect(bench.get_by_label("Unit")).to_have_value("kg")


@pytest.mark.feature("input.check")
def test_check(bench: Page) -> None:
    box = bench.get_by_label("Agreed")
    box.check()
    expect(box).to_be_checked()
    expect(bench.locator("#result")).to_have_text("box true")
    box.uncheck()
    expect(box).not_to_be_checked()
    expect(bench.locator("#result")).to_have_text("box false")


@pytest.mark.feature("input.set-input-files")
def test_set_input_files(bench: Page, site: Site, tmp_path: Path) -> None:
    one, two = tmp_path / "satu é.txt", tmp_path / "two.txt"
    one.write_text("uno")
    two.write_text("dos")
    bench.set_input_files("#file", [one, two])
    bench.click("#files button")
    expect(bench.locator("#got")).to_have_text("satu é.txt=uno|two.txt=dos")
    bench.goto(site / "")
    bench.set_input_files("#file", {"name": "m.csv", "mimeType": "text/csv", "buffer": b"1;2"})
    bench.click("#files button")
    expect(bench.locator("#got")).to_have_text("m.csv=1;2")


@pytest.mark.feature("input.file-chooser")
def test_file_chooser(bench: Page, site: Site, tmp_path: Path) -> None:
    file = tmp_path / "chosen.txt"
    file.write_text("c")
    with bench.expect_file_chooser() as chooser:
        bench.click("#file")
    assert chooser.value.is_multiple()
    chooser.value.set_files(file)
    bench.click("#files button")
    expect(bench.locator("#got")).to_have_text("chosen.txt=c")
    bench.goto(site / "")
    bench.evaluate("""void (counter.onclick = () => {
      const loose = Object.assign(document.createElement('input'), { type: 'file' });
      loose.onchange = () => { result.textContent = 'loose ' + loose.files[0].name; };
      loose.click();
    })""")
    with bench.expect_file_chooser() as chooser:
        bench.click("#counter")
    chooser.value.set_files(file)
    expect(bench.locator("#result")).to_have_text("loose chosen.txt")


@pytest.mark.feature("input.many-clicks")
def test_many_clicks(bench: Page) -> None:
    for _ in range(40):
        bench.click("#counter")
    expect(bench.locator("#result")).to_have_text("40")
