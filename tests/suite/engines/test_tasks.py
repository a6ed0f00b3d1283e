"""What the adapter's coroutines leave behind: nothing, as no collector of cycles runs in it."""

from __future__ import annotations

import contextlib
import gc
import weakref
from collections.abc import Iterator

import pytest

from engines.webkitgtk.tasks import Future, start


class Held:
    """What a coroutine holds while it runs."""


@pytest.fixture(autouse=True)
def _without_a_collector() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("waits", [0, 1, 3])
@pytest.mark.parametrize("fails", [False, True])
def test_a_coroutine_that_is_over_is_gone_with_what_it_held(waits: int, fails: bool) -> None:
    held: list[weakref.ref[Held]] = []
    futures = [Future[None]() for _ in range(waits)]

    async def work() -> None:
        thing = Held()
        held.append(weakref.ref(thing))
        for future in futures:
            await future
        if fails:
            raise ValueError(str(thing))

    finished = start(work())
    for future in futures:
        future.set(None)
    assert finished.done
    with contextlib.suppress(ValueError):
        finished.result()
    del finished

    assert held[0]() is None


def test_a_failed_wait_is_gone_with_what_it_held() -> None:
    held: list[weakref.ref[Held]] = []
    answer = Future[None]()

    async def work() -> str:
        thing = Held()
        held.append(weakref.ref(thing))
        try:
            await answer
        except ValueError as error:
            return str(error)
        return ""

    finished = start(work())
    answer.fail(ValueError("refused"))

    assert finished.result() == "refused"
    assert held[0]() is None
