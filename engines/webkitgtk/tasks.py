"""Coroutines on GLib's main loop: a future, and what runs a coroutine until it waits for one.

The adapter lives in one thread and one main loop. A handler is a coroutine that awaits answers of the engine;
it runs at once up to its first wait, so handlers start in the order in which their messages came.

Nothing here may refer to itself when it is over: cycles are not collected (`serve`), and there are hundreds a page.
"""

from __future__ import annotations

import copy
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
            raise copy.copy(self._error)  # one of its own: a raised error holds the frames that hold this future
        return self._value  # type: ignore[return-value]

    def __await__(self) -> Generator[Future[Any], None, T]:
        if not self.done:
            yield self
        return self.result()


class _Task(Generic[T]):
    """A coroutine under way, held by what it waits for."""

    def __init__(self, work: Coroutine[Future[Any], None, T]) -> None:
        self._work = work
        self.finished: Future[T] = Future()

    def step(self) -> None:
        """Run up to the next wait, or to the end."""
        try:
            waits_for = self._work.send(None)
        except StopIteration as stop:
            self.finished.set(stop.value)
        except Exception as error:
            self.finished.fail(error.with_traceback(None))  # it would hold this frame
        else:
            waits_for.then(self.step)


def start(work: Coroutine[Future[Any], None, T]) -> Future[T]:
    """Run ``work`` up to its first wait, and on from there as its waits end. Return the future of its result."""
    task = _Task(work)
    task.step()
    return task.finished
