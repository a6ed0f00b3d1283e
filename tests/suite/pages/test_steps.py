"""Steps: what a user does is told once, in words, without passwords, and failures pass through."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from pages import steps


class _Form(steps.Told):
    def fill(self, nama: str, password: str = "") -> None:
        self.check()

    def check(self) -> None:
        pass

    def fail(self) -> None:
        raise TimeoutError("gone")

    def _private(self) -> None:
        pass


@pytest.fixture
def told() -> Iterator[list[str]]:
    sentences: list[str] = []

    @contextmanager
    def listener(sentence: str) -> Iterator[None]:
        sentences.append(sentence)
        yield

    with steps.listening(listener):
        yield sentences


def test_a_deed_is_told_once_with_what_was_given(told: list[str]) -> None:
    _Form().fill("Gudang")

    assert told == ["_Form: fill (nama='Gudang')"]


def test_a_password_is_not_told(told: list[str]) -> None:
    _Form().fill("Gudang", password="rahasia")

    assert told == ["_Form: fill (nama='Gudang', password=***)"]


def test_a_failure_is_not_swallowed_and_the_next_deed_is_told(told: list[str]) -> None:
    with pytest.raises(TimeoutError, match="gone"):
        _Form().fail()
    _Form().check()

    assert told == ["_Form: fail", "_Form: check"]


def test_nobody_listens_nothing_is_told(told: list[str]) -> None:
    _Form()._private()

    assert told == []
