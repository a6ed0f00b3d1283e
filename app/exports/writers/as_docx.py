"""Word documents: real tables with headings that repeat on every page, page numbers, A4.

Rows are written as XML: python-docx looks a table's cells up one by one, which takes minutes for thousands of rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import IO
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from app.exports.tables import Document, Progress, Row, Signature, Style, Table, batches, unheard
from app.exports.texts import xml_text

WIDE, HIGH, MARGIN = 210, 297, 18  # millimetres
TWIPS = 56.6929  # a millimetre
FONT = "Calibri"
BATCH = 200
FILL = {Style.GROUP: "D9E5F2", Style.SUBGROUP: "EEF3F9", Style.SUBTOTAL: "F4F4F4", Style.TOTAL: "E2E8F0"}
HEAD_FILL = "1F4E79"
INDENT_TWIPS = 160
WORD_NAMESPACE = nsdecls("w")


def write_docx(document: Document, file: IO[bytes], progress: Progress = unheard) -> None:
    """Write the document into ``file``."""
    word = docx.Document()
    word.core_properties.title = xml_text(document.title)[:255]
    word.core_properties.author = "AHSP"
    word.core_properties.language = "id-ID"
    usable = _lay_out(word, document)
    done, total = 0, document.row_count
    for number, table in enumerate(document.tables):
        if number and table.new_page:
            word.add_page_break()
        _title(word, table.title)
        if number == 0:
            _identity(word, document.identity)
        element = parse_xml(_table_xml(table, usable))
        word.element.body.insert_element_before(element, "w:sectPr")
        for batch in batches(table.rows, BATCH):
            rows = "".join(_row_xml(table, row, usable) for row in batch)
            for row_element in parse_xml(f"<w:tbl {WORD_NAMESPACE}>{rows}</w:tbl>"):
                element.append(row_element)
            done += len(batch)
            progress(done, total)
        word.add_paragraph()
    for number, picture in enumerate(document.pictures):
        if number or document.tables:
            word.add_page_break()
        _title(word, picture.title)
        word.add_picture(BytesIO(picture.png), width=Mm(usable / TWIPS))
    if document.signatures:
        _signatures(word, document.signatures)
    word.save(file)
    progress(total, total)


def _lay_out(word: WordDocument, document: Document) -> int:
    """Set paper, font and footer; return the usable width in twips."""
    section = word.sections[0]
    wide, high = (HIGH, WIDE) if document.landscape else (WIDE, HIGH)
    section.orientation = WD_ORIENT.LANDSCAPE if document.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(9)
    normal.paragraph_format.space_after = Pt(0)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer.add_run(f"{xml_text(document.title)[:120]}    Halaman ").font.size = Pt(8)
    _field(footer, "PAGE")
    footer.add_run(" dari ").font.size = Pt(8)
    _field(footer, "NUMPAGES")
    return int((wide - 2 * MARGIN) * TWIPS)


def _field(paragraph: Paragraph, name: str) -> None:
    run = '<w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:t>1</w:t></w:r>'
    paragraph._p.append(parse_xml(f'<w:fldSimple {WORD_NAMESPACE} w:instr="{name}">{run}</w:fldSimple>'))


def _title(word: WordDocument, text: str) -> None:
    paragraph = word.add_heading(xml_text(text), level=1)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for run in paragraph.runs:
        run.font.name, run.font.size = FONT, Pt(14)


def _identity(word: WordDocument, identity: Sequence[tuple[str, str]]) -> None:
    table = word.add_table(rows=0, cols=2)
    for label, value in identity:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = Mm(38), Mm(130)
        cells[0].paragraphs[0].add_run(label).bold = True
        cells[1].text = xml_text(value)
    word.add_paragraph()


def _signatures(word: WordDocument, signatures: Sequence[Signature]) -> None:
    table = word.add_table(rows=1, cols=len(signatures))
    for cell, signature in zip(table.rows[0].cells, signatures, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(f"{signature.role}\n{xml_text(signature.organisation)}\n\n\n\n")
        name = paragraph.add_run(xml_text(signature.name) or "." * 30)
        name.bold = name.underline = True


def _widths(table: Table, usable: int) -> list[int]:
    share = usable / sum(column.width for column in table.columns)
    return [int(column.width * share) for column in table.columns]


def _table_xml(table: Table, usable: int) -> str:
    widths = _widths(table, usable)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="9AA5B1"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    head = "".join(
        _cell_xml(column.title, width, align="center", fill=HEAD_FILL, run='<w:b/><w:color w:val="FFFFFF"/>')
        for column, width in zip(table.columns, widths, strict=True)
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl {WORD_NAMESPACE}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f"<w:tblBorders>{borders}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/>'
        f"<w:tblCaption w:val={quoteattr(xml_text(table.title))}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr></w:tbl>"
    )


def _row_xml(table: Table, row: Row, usable: int) -> str:
    run = "" if row.style is Style.BODY else "<w:b/>"
    first = next(index for index, column in enumerate(table.columns) if not column.is_number)
    cells = zip(table.columns, table.texts(row), _widths(table, usable), strict=True)
    xml = "".join(
        _cell_xml(
            text,
            width,
            align="right" if column.is_number else "left",
            fill=FILL.get(row.style, ""),
            run=run,
            indent=row.indent * INDENT_TWIPS if index == first else 0,
        )
        for index, (column, text, width) in enumerate(cells)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{xml}</w:tr>"


def _cell_xml(text: str, width: int, *, align: str, fill: str, run: str = "", indent: int = 0) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    ind = f'<w:ind w:left="{indent}"/>' if indent else ""
    lines = xml_text(text).splitlines() or [""]
    content = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
        f'<w:p><w:pPr>{ind}<w:jc w:val="{align}"/></w:pPr>'
        f'<w:r><w:rPr>{run}<w:sz w:val="16"/></w:rPr>{content}</w:r></w:p></w:tc>'
    )
