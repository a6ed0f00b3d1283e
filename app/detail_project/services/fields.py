"""Read single values of a JSON request, collecting what is wrong with them instead of failing at the first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.core.http import ErrorItem, InvalidBodyError, error_item
from app.core.ids import MAX_DB_ID

# Rows are parked above the largest index while a list is renumbered, so an index may not come near 2^31.
MAX_ORDERING = 1_000_000


class FieldReader:
    """Reads values out of one request and keeps every complaint with its path."""

    def __init__(self) -> None:
        self.errors: list[ErrorItem] = []

    def complain(self, path: str, message: str) -> None:
        """Keep one complaint."""
        self.errors.append(error_item(path, message))

    def finish(self) -> None:
        """Raise `InvalidBodyError` with every complaint so far, if there is one."""
        if self.errors:
            raise InvalidBodyError(self.errors)

    def integer(self, value: object, path: str, *, low: int = 1, high: int = MAX_DB_ID) -> int | None:
        """Read an integer in ``low..high``; None where it is absent (null) or not acceptable."""
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.complain(path, "Harus integer")
            return None
        if not low <= value <= high:
            self.complain(path, "Nilai tidak valid")
            return None
        return value

    def text(self, value: object, path: str, *, limit: int | None = None) -> str:
        """Read a text without surrounding blanks, empty where it is absent (null) or not acceptable."""
        if value is None:
            return ""
        if not isinstance(value, str):
            self.complain(path, "Harus berupa teks")
            return ""
        stripped = value.strip()
        if not _storable(stripped):
            self.complain(path, "Nilai tidak valid")
            return ""
        if limit is not None and len(stripped) > limit:
            self.complain(path, f"Maksimal {limit} karakter")
            return ""
        return stripped

    def required_text(self, value: object, path: str, message: str, *, limit: int | None = None) -> str:
        """Like `text`, but complain with ``message`` where nothing is there."""
        before = len(self.errors)
        text = self.text(value, path, limit=limit)
        if not text and len(self.errors) == before:
            self.complain(path, message)
        return text

    def objects(self, value: object, path: str) -> list[tuple[str, Mapping[str, Any]]]:
        """Read a list of objects, each with its own path; an absent (null) list is empty."""
        if value is None:
            return []
        if not isinstance(value, list):
            self.complain(path, "Harus berupa list")
            return []
        found: list[tuple[str, Mapping[str, Any]]] = []
        for index, entry in enumerate(value):
            if isinstance(entry, dict):
                found.append((f"{path}[{index}]", entry))
            else:
                self.complain(f"{path}[{index}]", "Harus berupa objek")
        return found


def _storable(text: str) -> bool:
    """Say whether every database can hold ``text``: no NUL, no half of a surrogate pair."""
    return not any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text)


def first_of(entry: Mapping[str, Any], *keys: str) -> object:
    """The value of the first of ``keys`` that ``entry`` has (the contract allows aliases)."""
    for key in keys:
        if key in entry:
            return entry[key]
    return None


def refusal(path: str, message: str) -> InvalidBodyError:
    """A refusal (to be raised) for one reason."""
    return InvalidBodyError([error_item(path, message)])
