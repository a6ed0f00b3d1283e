"""Which reader reads what: ``read(name, content)`` goes by the file's ending."""

from __future__ import annotations

from documents.read_csv import read_csv
from documents.read_docx import read_docx
from documents.read_json import read_json
from documents.read_pdf import read_pdf
from documents.read_xlsx import read_xlsx
from documents.tables import ReadDocument

READERS = {"csv": read_csv, "docx": read_docx, "json": read_json, "pdf": read_pdf, "xlsx": read_xlsx}


def read(name: str, content: bytes) -> ReadDocument:
    """Read a file by its name's ending. Raises ``AssertionError`` where it is not what the ending says."""
    ending = name.rpartition(".")[2].lower()
    if ending not in READERS:
        raise AssertionError(f"no reader for {name!r}")
    try:
        return READERS[ending](content)
    except AssertionError:
        raise
    except Exception as error:
        raise AssertionError(f"{name} cannot be read as {ending}: {error!r}") from error
