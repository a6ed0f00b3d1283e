"""Mouse and keyboard: GDK events made here become trusted DOM events.

Protocol facts: ``Input.dispatchMouseEvent`` names the buttons held *after* the event (bits 1 left, 2 right, 4 middle)
where GDK wants those *before* it; modifiers are bits 1 Shift, 2 Control, 4 Alt, 8 Meta; wheel deltas are pixels, of
which the engine makes as many of one GDK scroll unit as ``_pixels_per_unit`` says. The engine counts clicks itself
from GTK's double-click time, so that time is set before a press to make the count the one that Playwright asks for.
Text beyond the keyboard comes as ``Page.insertText``. Playwright sends the events of a click at once; they are made
one after the other, and each is answered when the page has handled it and Playwright knows of the navigation it
started.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .keys import KEYCODES, KEYVALS
from .protocol import Json
from .tasks import Future
from .toolkit import Gdk, Gtk

if TYPE_CHECKING:
    from .page import Handler, Page

_BUTTONS = {"left": 1, "middle": 2, "right": 3}
_BUTTON_BITS = {1: 1, 2: 4, 3: 2}
_MODIFIER_KEYS = {"Shift": 1, "Control": 2, "Alt": 4, "Meta": 8}
_MODIFIER_MASKS = (
    (1, Gdk.ModifierType.SHIFT_MASK),
    (2, Gdk.ModifierType.CONTROL_MASK),
    (4, Gdk.ModifierType.MOD1_MASK),
    (8, Gdk.ModifierType.META_MASK),
)
_BUTTON_MASKS = (
    (1, Gdk.ModifierType.BUTTON1_MASK),
    (2, Gdk.ModifierType.BUTTON3_MASK),
    (4, Gdk.ModifierType.BUTTON2_MASK),
)
#: Double-click times (ms) that make the engine count a press as the first, or as one more.
_FIRST_CLICK, _NEXT_CLICK = 0, 100_000


class Input:
    """The mouse and the keyboard of one page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._turn: Future[None] = Future()
        self._turn.set(None)

    def handlers(self) -> dict[str, Handler]:
        """Return the commands answered here."""
        commands: dict[str, Handler] = {
            "Input.dispatchMouseEvent": self._mouse,
            "Input.dispatchWheelEvent": self._wheel,
            "Input.dispatchKeyEvent": self._key,
            "Input.dispatchTapEvent": self._tap,
            "Page.insertText": self._insert_text,
        }
        return {method: self._in_turn(handler) for method, handler in commands.items()}

    def _in_turn(self, handler: Handler) -> Handler:
        """Let an event wait for the one before: the engine queues events, and a round trip would overtake them."""

        async def wait_and_handle(params: Json, target: str) -> Json | None:
            before, mine = self._turn, Future[None]()
            self._turn = mine
            await before
            try:
                return await handler(params, target)
            finally:
                mine.set(None)

        return wait_and_handle

    def focus(self) -> None:
        """Make the page believe that its window has the focus, as Playwright's pages all do at once."""
        self._page.view.grab_focus()
        window = self._page.window.get_window()
        if window is not None:
            event = Gdk.Event.new(Gdk.EventType.FOCUS_CHANGE)
            event.focus_change.window, event.focus_change.in_ = window, 1
            self._page.window.event(event)

    async def _mouse(self, params: Json, _target: str) -> None:
        kind = params["type"]
        button = _BUTTONS.get(params.get("button", ""), 0)
        held = params.get("buttons", 0)
        bit = _BUTTON_BITS.get(button, 0)
        where = self._where(params)
        if kind == "move":
            self._send(Gdk.EventType.MOTION_NOTIFY, "motion", state=_state(params, held), **where)
            await self._page.session.roundtrip()
            return
        if kind == "down":
            time = _NEXT_CLICK if params.get("clickCount", 1) > 1 else _FIRST_CLICK
            Gtk.Settings.get_default().set_property("gtk-double-click-time", time)
            state = _state(params, held & ~bit)
            self._send(Gdk.EventType.BUTTON_PRESS, "button", button=button, state=state, **where)
        else:
            self._send(Gdk.EventType.BUTTON_RELEASE, "button", button=button, state=_state(params, held | bit), **where)
        await self._page.navigation.settle_after_input()

    async def _wheel(self, params: Json, _target: str) -> None:
        box = self._page.view.get_allocation()
        self._send(
            Gdk.EventType.SCROLL,
            "scroll",
            direction=Gdk.ScrollDirection.SMOOTH,
            delta_x=params["deltaX"] / _pixels_per_unit(box.width),
            delta_y=params["deltaY"] / _pixels_per_unit(box.height),
            state=_state(params),
            **self._where(params),
        )
        await self._page.session.roundtrip()

    async def _key(self, params: Json, _target: str) -> None:
        key, code = params["key"], params.get("code", "")
        if params.get("isKeypad") and code == "NumpadEnter":
            value = Gdk.KEY_KP_Enter
        elif len(key) == 1:
            value = Gdk.unicode_to_keyval(ord(key))
        elif key in _MODIFIER_KEYS:
            value = Gdk.keyval_from_name(f"{key}_{'R' if code.endswith('Right') else 'L'}")
        else:
            value = Gdk.keyval_from_name(KEYVALS.get(key, key))
        pressed = params["type"] == "keyDown"
        own = _MODIFIER_KEYS.get(key, 0)  # GDK's state is the one before the event
        modifiers = params.get("modifiers", 0)
        state = _state({"modifiers": modifiers & ~own if pressed else modifiers | own})
        kind = Gdk.EventType.KEY_PRESS if pressed else Gdk.EventType.KEY_RELEASE
        self._send(kind, "key", keyval=value, hardware_keycode=KEYCODES.get(code, 0), time=0, state=state)
        await self._page.navigation.settle_after_input()

    async def _tap(self, params: Json, target: str) -> None:
        """A tap is its compatibility mouse events: a page sees a click but no touch events."""
        for kind, buttons in (("move", 0), ("down", 1), ("up", 0)):
            event = {**params, "type": kind, "button": "left", "buttons": buttons, "clickCount": 1}
            await self._mouse(event, target)

    async def _insert_text(self, params: Json, _target: str) -> None:
        self._page.view.execute_editing_command_with_argument("InsertText", params["text"])
        await self._page.session.roundtrip()

    def _where(self, params: Json) -> Json:
        x, y = params["x"], params["y"]
        return {"x": x, "y": y, "x_root": x, "y_root": y, "time": 0}

    def _send(self, kind: Any, part: str, **fields: Any) -> None:
        event = Gdk.Event.new(kind)
        details = getattr(event, part)
        details.window = self._page.view.get_window()
        details.send_event = 0
        for name, value in fields.items():
            setattr(details, name, value)
        seat = Gdk.Display.get_default().get_default_seat()
        event.set_device(seat.get_keyboard() if part == "key" else seat.get_pointer())
        Gtk.main_do_event(event)


def _pixels_per_unit(length: int) -> int:
    """Return how far a scroll unit moves a view of ``length`` pixels (GTK's and WebKit's rule: the power of 2/3)."""
    return int(length ** (2 / 3))


def _state(params: Json, buttons: int = 0) -> Any:
    modifiers = params.get("modifiers", 0)
    masks = [mask for bit, mask in _MODIFIER_MASKS if modifiers & bit]
    masks += [mask for bit, mask in _BUTTON_MASKS if buttons & bit]
    return Gdk.ModifierType(sum(int(mask) for mask in masks))
