"""Files that users send."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile

from app.core.http import decode_json

MEGABYTE = 1024 * 1024
MAX_JSON_BYTES = 50 * MEGABYTE  # what the body of any other request may have


class UploadError(Exception):
    """The file is not usable; the message is for the user."""


def json_of(file: UploadedFile[bytes] | None) -> Any:
    """Return the content of an uploaded JSON file.

    Raises:
        UploadError: there is no file, it is too large, or it is called otherwise.
        InvalidBodyError: it is no JSON.
    """
    if file is None:
        raise UploadError("No file uploaded")
    if not (file.name or "").lower().endswith(".json"):
        raise UploadError("Format file tidak didukung. Gunakan file .json.")
    if (file.size or 0) > MAX_JSON_BYTES:
        raise UploadError(f"File terlalu besar. Maksimal {MAX_JSON_BYTES // MEGABYTE} MB.")
    return decode_json(file.read())
