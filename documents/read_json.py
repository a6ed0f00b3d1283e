"""JSON files with tables of texts (CONTRACT 6.2)."""

from __future__ import annotations

import json
from typing import Any

from documents.read_csv import BOM
from documents.tables import ReadDocument, Table, typed


def read_json(content: bytes) -> ReadDocument:
    """Read the tables of ``pages`` or ``table_data``; other JSON holds none.

    Raises ``AssertionError`` for a wrong encoding.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise AssertionError(f"the JSON is not UTF-8: {error}") from error
    if text.startswith(BOM):
        raise AssertionError("the JSON begins with a byte-order mark, which JSON must not have")
    data = json.loads(text)
    pages: list[dict[str, Any]] = data.get("pages") or ([data] if "table_data" in data else [])
    return ReadDocument("json", dict(data.get("identity", {})), tuple(_table(page) for page in pages))


def _table(page: dict[str, Any]) -> Table:
    data = page["table_data"]
    headings = tuple(data["headers"])
    return Table(page["title"], headings, tuple(typed(headings, row) for row in data["rows"]))
