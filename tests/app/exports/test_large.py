"""Large documents: memory while CSV streams, and progress while a PDF is written."""

from __future__ import annotations

import tracemalloc
from collections import deque
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO

from app.exports.tables import Column, Document, Row, Rows, Table, batches
from app.exports.writers.as_csv import PIECE, csv_lines, in_pieces
from app.exports.writers.as_docx import write_docx
from app.exports.writers.as_pdf import write_pdf

COLUMNS = (Column("Uraian", 40), Column("Volume", 10, decimals=3), Column("Jumlah", 16, decimals=0))


def document(count: int) -> Document:
    rows = [Row((f"Pekerjaan {number}", Decimal(number), Decimal(number) * 1000)) for number in range(count)]
    return Document("RAB", "rab", [("Proyek", "Besar")], [Table("RAB", COLUMNS, rows)])


def peak_of(made: Iterator[object]) -> int:
    tracemalloc.start()
    deque(made, maxlen=0)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_memory_is_flat_while_csv_streams() -> None:
    small, large = document(50), document(5000)
    peak_of(csv_lines(small))  # what is imported at first use counts for neither
    assert peak_of(csv_lines(large)) < 1.5 * peak_of(csv_lines(small))


def test_memory_is_flat_while_pieces_are_sent() -> None:
    some, many = document(1000), document(10_000)  # more than one piece each
    peak_of(in_pieces(csv_lines(some)))
    assert peak_of(in_pieces(csv_lines(many))) < 1.2 * peak_of(in_pieces(csv_lines(some)))


def test_csv_is_sent_in_pieces_of_many_lines() -> None:
    pieces = list(in_pieces(csv_lines(document(5000))))
    assert b"".join(pieces).decode() == "".join(csv_lines(document(5000)))
    assert len(pieces) < 20
    assert max(len(piece) for piece in pieces) < 2 * PIECE
    assert list(in_pieces([])) == []


def test_progress_rises_to_the_end() -> None:
    for write in (write_pdf, write_docx):
        told: list[int] = []

        def hear(done: int, total: int, told: list[int] = told) -> None:
            told.append(done * 100 // total)

        write(document(1000), BytesIO(), hear)
        assert told == sorted(told)
        assert len(set(told)) >= 4
        assert told[-1] == 100


def test_rows_that_are_made_on_the_way_are_the_same_each_time() -> None:
    rows = Rows(lambda: iter(document(5).tables[0].rows))
    assert list(rows) == list(rows) == list(document(5).tables[0].rows)
    assert (len(rows), rows[1], rows[3:]) == (5, list(rows)[1], list(rows)[3:])
    assert [list(batch) for batch in batches(rows, 2)] == [list(rows[:2]), list(rows[2:4]), list(rows[4:])]
