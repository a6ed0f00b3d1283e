"""A day at the office: everybody signs in, works at a steady pace, and finds in the evening what was promised."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass

from load.estimator import Estimator

PREPARING_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Plan:
    """How many users, for how long (seconds), at how many requests a second between them."""

    users: int
    seconds: float
    rate: float

    @property
    def pause(self) -> float:
        """Seconds from one user's request to his next."""
        return self.users / self.rate


@dataclass(frozen=True, slots=True)
class Kept:
    """Of the volumes that were promised (a success was answered for), how many are not what is stored."""

    promised: int
    lost: int


async def spend(plan: Plan, estimators: Sequence[Estimator]) -> Kept:
    """Prepare everybody, sign everybody in within one pause each, work, and compare. Raises ``NotReadyError``."""
    places = asyncio.Semaphore(PREPARING_AT_ONCE)

    async def prepare(estimator: Estimator) -> None:
        async with places:
            await estimator.prepare()

    await _together(estimators, prepare)
    for estimator in estimators:
        estimator.visitor.counts = True
    await _together(estimators, lambda estimator: _work(plan, estimator))
    for estimator in estimators:
        estimator.visitor.counts = False
    found = [estimator.lost(await estimator.stored()) for estimator in estimators]
    for estimator in estimators:
        await estimator.visitor.close()
    return Kept(sum(len(estimator.promised) for estimator in estimators), sum(found))


async def _together(estimators: Sequence[Estimator], deed: Callable[[Estimator], Coroutine[None, None, None]]) -> None:
    async with asyncio.TaskGroup() as group:
        for estimator in estimators:
            group.create_task(deed(estimator))


async def _work(plan: Plan, estimator: Estimator) -> None:
    """Sign in, then send a request every pause until the time is over; who waits for an answer sends none meanwhile."""
    began = time.monotonic()
    await asyncio.sleep(plan.pause * estimator.visitor.number / plan.users)
    await estimator.sign_in()
    due = time.monotonic()
    for ask in estimator.day():
        due = max(due + plan.pause, time.monotonic())
        if due - began > plan.seconds or not estimator.signed_in:
            return
        await asyncio.sleep(due - time.monotonic())
        await ask()
