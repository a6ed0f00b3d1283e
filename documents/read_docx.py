"""Word documents: the tables whose first row is a heading that repeats on every page."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table as WordTable

from documents.tables import ReadDocument, Table, typed


def read_docx(content: bytes) -> ReadDocument:
    """Read identity and tables. Raises ``AssertionError`` where pages are not numbered."""
    document = docx.Document(BytesIO(content))
    if "NUMPAGES" not in document.sections[0].footer._element.xml:
        raise AssertionError("the Word document does not number its pages")
    identity: dict[str, str] = {}
    tables: list[Table] = []
    title = ""
    for element in document.element.body:
        if element.tag == qn("w:p"):
            style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            if style is not None and style.get(qn("w:val")) == "Heading1":
                title = "".join(node.text or "" for node in element.iter(qn("w:t")))
        elif element.tag == qn("w:tbl"):
            rows = _rows(WordTable(element, document))
            if element.find(f".//{qn('w:tblHeader')}") is not None:
                headings = rows[0]
                tables.append(Table(title, tuple(headings), tuple(typed(headings, row) for row in rows[1:])))
            elif not tables:
                identity = {row[0]: row[1] for row in rows}
    return ReadDocument("docx", identity, tuple(tables), text=_text(document))


def _rows(table: WordTable) -> list[list[str]]:
    # Row by row from the XML: python-docx looks cells up one by one, which takes minutes for a large table.
    return [["".join(_texts(cell)) for cell in row.iter(qn("w:tc"))] for row in table._tbl.iter(qn("w:tr"))]


def _texts(cell: object) -> list[str]:
    found = []
    for node in cell.iter(qn("w:t"), qn("w:br")):  # type: ignore[attr-defined]
        found.append("\n" if node.tag == qn("w:br") else node.text or "")
    return found


def _text(document: Document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)
