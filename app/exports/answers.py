"""How exports are answered: the tier first, then the file; errors as ``{"error": …}`` (CONTRACT 6)."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import IO

from django.http import FileResponse, HttpRequest, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from app.accounts.users import user_of
from app.exports.documents.registry import filename
from app.exports.formats import FORMATS, Format, open_written
from app.exports.tables import Document
from app.exports.texts import attachment
from app.exports.watermark import watermarked
from app.exports.writers.as_csv import csv_lines, in_pieces
from app.subscriptions.guards import needs_watermark, refused_export

PDF = FORMATS["pdf"]


def refused(request: HttpRequest, form: Format) -> JsonResponse | None:
    """The refusal, if the account's tier does not include the format."""
    return refused_export(user_of(request), form.tier)


def error(text: str, status: int = HTTPStatus.BAD_REQUEST) -> JsonResponse:
    """Answer ``{"error": …}``."""
    return JsonResponse({"error": text}, status=status)


def document_response(request: HttpRequest, document: Document, form: Format) -> HttpResponseBase:
    """Answer a document as a download: CSV piece by piece while it is being written, the others as files."""
    name = filename(document, form)
    if form.name == "csv":
        return csv_response(csv_lines(document), name, form.content_type)
    return file_response(request, open_written(document, form), name, form)


def csv_response(lines: Iterable[str], name: str, content_type: str) -> StreamingHttpResponse:
    """Answer lines as a download, piece by piece while they are being made."""
    response = StreamingHttpResponse(in_pieces(lines), content_type=content_type)
    response["Content-Disposition"] = attachment(name)
    return response


def file_response(request: HttpRequest, file: IO[bytes], name: str, form: Format) -> HttpResponseBase:
    """Answer a written file as a download, with the watermark where the tier asks for one."""
    if form is PDF and needs_watermark(user_of(request)):
        with file:
            file = watermarked(file)
    response = FileResponse(file, content_type=form.content_type)
    response["Content-Disposition"] = attachment(name)
    return response
