"""Ids of rows, as clients send them."""

from __future__ import annotations

from typing import TypeGuard

MAX_DB_ID = 2**63 - 1


def is_id(value: object) -> TypeGuard[int]:
    """Say whether ``value`` can be the id of a row; others no database can be asked for."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= MAX_DB_ID
