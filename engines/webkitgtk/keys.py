"""Keys: from DOM codes and names to what X calls them (evdev keycodes, keysym names)."""

from __future__ import annotations

#: Runs of DOM codes and the X keycode that the first of each has.
_RUNS = (
    (
        9,
        "Escape Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal Backspace Tab"
        " KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight Enter ControlLeft"
        " KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backquote ShiftLeft Backslash"
        " KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash ShiftRight NumpadMultiply AltLeft Space CapsLock"
        " F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 NumLock ScrollLock Numpad7 Numpad8 Numpad9 NumpadSubtract"
        " Numpad4 Numpad5 Numpad6 NumpadAdd Numpad1 Numpad2 Numpad3 Numpad0 NumpadDecimal",
    ),
    (95, "F11 F12"),
    (104, "NumpadEnter ControlRight NumpadDivide PrintScreen AltRight"),
    (110, "Home ArrowUp PageUp ArrowLeft ArrowRight End ArrowDown PageDown Insert Delete"),
    (133, "MetaLeft MetaRight ContextMenu"),
)
#: DOM code -> X keycode.
KEYCODES = {code: first + index for first, run in _RUNS for index, code in enumerate(run.split())}
#: DOM key -> keysym name, where they differ.
KEYVALS = {
    "Enter": "Return",
    "Backspace": "BackSpace",
    "ArrowLeft": "Left",
    "ArrowRight": "Right",
    "ArrowUp": "Up",
    "ArrowDown": "Down",
    "PageUp": "Page_Up",
    "PageDown": "Page_Down",
    "ContextMenu": "Menu",
    "CapsLock": "Caps_Lock",
    "NumLock": "Num_Lock",
}
