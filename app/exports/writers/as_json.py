"""JSON: the tables as their readers see them (CONTRACT 6.2), or the data that the document itself names."""

from __future__ import annotations

import json
from typing import Any

from app.exports.tables import Document, Table


def json_bytes(document: Document) -> bytes:
    """Return the whole file."""
    return json.dumps(document.data or document_data(document), ensure_ascii=False, indent=2).encode()


def document_data(document: Document) -> dict[str, Any]:
    """Titles, identity, and a page for each table."""
    pages = [{"title": table.title, "table_data": _table_data(table)} for table in document.tables]
    data: dict[str, Any] = {"title": document.title, "identity": dict(document.identity)}
    if len(pages) == 1:
        return data | pages[0]
    return data | {"pages": pages}


def _table_data(table: Table) -> dict[str, Any]:
    return {
        "headers": [column.title for column in table.columns],
        "rows": [table.texts(row) for row in table.rows],
    }
