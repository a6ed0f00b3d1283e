"""Coroutines on GLib's main loop: a future, and what runs a coroutine until it waits for one.

The adapter lives in one thread and one main loop. A handler is a coroutine that awaits answers of the engine;
it runs at once up to its first wait, so handlers start in the order in which their messages came.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Generator
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Future(Generic[T]):
    """A value that comes later, or the error that came instead. Only the first of both counts."""

    def __init__(self) -> None:
        self.done = False
        self._value: T | None = None
        self._error: Exception | None = None
        self._waiting: list[Callable[[], None]] = []

    def set(self, value: T) -> None:
        """Give the value and resume who waits for it."""
        self._finish(value, None)

    def fail(self, error: Exception) -> None:
        """Raise ``error`` where the value is awaited."""
        self._finish(None, error)

    def _finish(self, value: T | None, error: Exception | None) -> None:
        if self.done:
            return
        self.done, self._value, self._error = True, value, error
        waiting, self._waiting = self._waiting, []
        for resume in waiting:
            resume()

    def then(self, resume: Callable[[], None]) -> None:
        """Call ``resume`` once there is a value or an error."""
        if self.done:
            resume()
        else:
            self._waiting.append(resume)

    def result(self) -> T:
        """Return the value, or raise the error."""
        if self._error is not None:
            raise self._error
        return self._value  # type: ignore[return-value]

    def __await__(self) -> Generator[Future[Any], None, T]:
        if not self.done:
            yield self
        return self.result()


def start(work: Coroutine[Future[Any], None, T]) -> Future[T]:
    """Run ``work`` up to its first wait, and on from there as its waits end. Return the future of its result."""
    finished: Future[T] = Future()

    def step() -> None:
        try:
            waits_for = work.send(None)
        except StopIteration as stop:
            finished.set(stop.value)
        except Exception as error:
            finished.fail(error)
        else:
            waits_for.then(step)

    step()
    return finished
