"""Tell listeners what the user does: every public method of a page object or component is a step.

The suite's diagnostics listen, so that a failure can say what the user had done and the report reads as a story.
Only the outermost call is told: ``plan()`` that calls ``type_cell()`` is one step of the user's.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any

Listener = Callable[[str], AbstractContextManager[None]]

_listeners: list[Listener] = []
_depth = 0
_LONGEST_VALUE = 80


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Have ``listener(sentence)`` wrapped around every step while the block runs."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


class Told:
    """Base of everything whose public methods are steps."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        for name, member in list(vars(cls).items()):
            # A method that returns a locator or a context manager is no deed of the user's by itself.
            if inspect.isfunction(member) and not name.startswith("_") and _is_deed(member):
                setattr(cls, name, _told(member))


def _is_deed(function: Callable[..., Any]) -> bool:
    returned = str(inspect.get_annotations(function).get("return", ""))
    return not any(word in returned for word in ("Locator", "Iterator", "Generator", "ContextManager"))


def _told(function: Callable[..., Any]) -> Callable[..., Any]:
    signature = inspect.signature(function)

    @functools.wraps(function)
    def wrapper(self: Any, *args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True  # a failure is told where it happened, not here
        global _depth  # noqa: PLW0603  # one user, one story: the depth is the process's
        if _depth or not _listeners:
            return function(self, *args, **kwargs)
        with ExitStack() as stack:
            sentence = _sentence(self, function.__name__, signature.bind(self, *args, **kwargs))
            for listener in _listeners:
                stack.enter_context(listener(sentence))
            _depth += 1
            try:
                return function(self, *args, **kwargs)
            finally:
                _depth -= 1

    return wrapper


def _sentence(actor: object, deed: str, bound: inspect.BoundArguments) -> str:
    values = [
        f"{name}={_short(name, value)}"
        for name, value in bound.arguments.items()
        if name not in {"self", "timeout"} and value is not None
    ]
    return f"{type(actor).__name__}: {deed.replace('_', ' ')}" + (f" ({', '.join(values)})" if values else "")


def _short(name: str, value: object) -> str:
    if "password" in name.lower():
        return "***"
    text = repr(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"
