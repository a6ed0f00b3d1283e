"""Excel workbooks: a sheet for each table, numbers as numbers, headings that stay in sight and repeat on paper."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import IO, Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.exports.tables import Column, Document, Progress, Row, Style, Table, unheard
from app.exports.texts import xml_text

MAX_TEXT = 32_767  # letters in a cell
CHARACTERS = 110  # a page's width in letters, shared by the columns
FILL = {Style.GROUP: "#D9E5F2", Style.SUBGROUP: "#EEF3F9", Style.SUBTOTAL: "#F4F4F4", Style.TOTAL: "#E2E8F0"}
HEAD = {
    "bold": True,
    "bg_color": "#1F4E79",
    "font_color": "#FFFFFF",
    "border": 1,
    "text_wrap": True,
    "valign": "vcenter",
}
EXCEL_DIGITS = 15
LABEL_WIDTH = 14  # of a first column that identity labels fit into


class _Formats:
    """The workbook's cell formats, made when first needed."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.workbook = workbook
        self.made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, **properties: Any) -> Format:
        """The format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            self.made[key] = self.workbook.add_format({"font_name": "Calibri", "font_size": 10, **properties})
        return self.made[key]

    def cell(self, column: Column, row: Row, *, first: bool) -> Format:
        """The format of a cell of a table."""
        properties: dict[str, Any] = {"border": 1, "border_color": "#A6A6A6", "valign": "top"}
        if row.style is not Style.BODY:
            properties |= {"bold": True, "bg_color": FILL[row.style]}
        if column.decimals is not None:
            properties |= {"num_format": number_format(column), "align": "right"}
        else:
            # Without the prefix Excel would take an edited "=1+1" for a formula.
            properties |= {"text_wrap": True, "quote_prefix": True}
            if first and row.indent:
                properties["indent"] = row.indent
        return self.of(**properties)


def number_format(column: Column) -> str:
    """Excel's format for a column; the reader's Excel shows it with points and commas as his country writes them."""
    if not column.decimals:
        return "#,##0"
    return f"#,##0.{('#' if column.trim else '0') * column.decimals}"


def write_xlsx(document: Document, file: IO[bytes], progress: Progress = unheard) -> None:
    """Write the workbook into ``file``, row by row."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    done, total = 0, document.row_count
    with xlsxwriter.Workbook(file, options) as workbook:
        workbook.set_properties({"title": xml_text(document.title)})
        formats = _Formats(workbook)
        names: set[str] = set()
        for table in document.tables:
            sheet = workbook.add_worksheet(_unused(table.sheet_name, names))
            _lay_out(sheet, document, table)
            line = _head(sheet, document, table, formats)
            for row in table.rows:
                _row(sheet, line, table, row, formats)
                line += 1
                done += 1
                if done % 200 == 0:
                    progress(done, total)
        for picture in document.pictures:
            name = _unused(Table(picture.title, (), ()).sheet_name, names)
            _picture(workbook.add_worksheet(name), picture.png)
    progress(total, total)


def _unused(name: str, names: set[str]) -> str:
    number, wanted = 2, name
    while wanted.casefold() in names:
        wanted = f"{name[: 31 - len(str(number)) - 1]} {number}"
        number += 1
    names.add(wanted.casefold())
    return wanted


def _picture(sheet: Worksheet, png: bytes) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.insert_image(0, 0, "gambar.png", {"image_data": BytesIO(png)})


def _lay_out(sheet: Worksheet, document: Document, table: Table) -> None:
    width = sum(column.width for column in table.columns)
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, max(6, CHARACTERS * column.width / width))
    sheet.set_paper(9)  # A4
    if document.landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    title = xml_text(document.title).replace("&", "&&")[:100]
    sheet.set_footer(f"&L&8{title}&R&8Halaman &P dari &N")
    sheet.hide_gridlines(2)


def _head(sheet: Worksheet, document: Document, table: Table, formats: _Formats) -> int:
    """Write title, identity and headings; return the number of the next line."""
    last = len(table.columns) - 1
    title = formats.of(bold=True, font_size=14, align="center")
    sheet.merge_range(0, 0, 0, last, "", title)
    sheet.write_string(0, 0, xml_text(table.title), title)
    line = 1
    # A narrow first column (the running number) would cut the labels off: they then stretch over the second one.
    label_end = 0 if table.columns[0].width >= LABEL_WIDTH or last < 2 else 1
    for label, value in document.identity:
        if label_end:
            sheet.merge_range(line, 0, line, label_end, "", formats.of(bold=True))
        sheet.write_string(line, 0, label, formats.of(bold=True))
        sheet.write_string(line, label_end + 1, xml_text(value)[:MAX_TEXT], formats.of(quote_prefix=True))
        line += 1
    line += 1
    for index, column in enumerate(table.columns):
        sheet.write_string(line, index, column.title, formats.of(**HEAD, align="center"))
    sheet.freeze_panes(line + 1, 0)
    sheet.repeat_rows(line)
    return line + 1


def _row(sheet: Worksheet, line: int, table: Table, row: Row, formats: _Formats) -> None:
    first = next(index for index, column in enumerate(table.columns) if not column.is_number)
    for index, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        form = formats.cell(column, row, first=index == first)
        if cell is None:
            sheet.write_blank(line, index, None, form)
        elif isinstance(cell, Decimal):
            rounded = column.rounded(cell)
            if len(rounded.normalize().as_tuple().digits) > EXCEL_DIGITS:
                sheet.write_string(line, index, column.text(cell), form)  # Excel would drop its last digits
            else:
                sheet.write_number(line, index, float(rounded), form)
        else:
            sheet.write_string(line, index, xml_text(cell)[:MAX_TEXT], form)
