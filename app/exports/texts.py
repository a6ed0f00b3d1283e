"""Texts of users that leave the application: as file names, as cells of spreadsheets, as XML."""

from __future__ import annotations

import re
import unicodedata

from django.utils.http import content_disposition_header

MAX_NAME = 80
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_UNSAFE = re.compile(r"[^\w.() -]+")
# What XML 1.0 cannot hold; Word and Excel refuse a file with it.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def safe_name(text: str) -> str:
    """Return ``text`` as part of a file name: no separators, no control characters, no leading dots, 80 letters."""
    plain = "".join(letter for letter in unicodedata.normalize("NFC", text) if unicodedata.category(letter)[0] != "C")
    name = _UNSAFE.sub("_", plain).strip(" ._")
    return re.sub(r"[\s_]+", "_", name)[:MAX_NAME].strip("._") or "export"


def attachment(filename: str) -> str:
    """Return the header ``Content-Disposition`` of a download."""
    return content_disposition_header(as_attachment=True, filename=filename) or "attachment"


def neutral(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe goes before ``=``, ``+``, ``-``, ``@``."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def xml_text(text: str) -> str:
    """Return ``text`` without what XML cannot hold."""
    return _NOT_XML.sub("", text)
