"""Sessions of uploaded pages: what may be uploaded, and the document they become (CONTRACT 6.3)."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from PIL import Image

from app.exports.formats import FORMATS, open_written
from app.exports.models import ExportPage, ExportSession
from app.exports.tables import Document, Picture

REPORT_TYPES = ("rekap", "monthly", "weekly")
PAGE_FORMATS = ("pdf", "word", "xlsx")
IMAGES = {"png": "PNG", "jpeg": "JPEG"}
MAX_PAGES = 200
MAX_PAGE_BYTES = 5 * 1024 * 1024
MAX_SESSION_BYTES = 100 * 1024 * 1024
MAX_PIXELS = 40_000_000
_DATA_URL = re.compile(r"data:image/(png|jpeg);base64,([A-Za-z0-9+/=\s]+)", re.ASCII)


class RefusedError(Exception):
    """What was sent cannot be taken; carries the text and the status of the answer."""

    def __init__(self, text: str, status: int = 400) -> None:
        super().__init__(text)
        self.text = text
        self.status = status


@dataclass(frozen=True)
class Upload:
    """A page that has been looked at."""

    number: int
    title: str
    format: str
    image: bytes


def read_pages(entries: Any) -> list[Upload]:
    """Check the pages of one request; entries without number or picture are left out, as the contract says."""
    if not isinstance(entries, list) or not entries:
        raise RefusedError("pages array is required and cannot be empty")
    return [
        _read_page(entry)
        for entry in entries
        if isinstance(entry, dict) and entry.get("pageNumber") is not None and entry.get("dataUrl")
    ]


@transaction.atomic
def take_pages(session: ExportSession, batch: Any, uploads: list[Upload]) -> ExportSession:
    """Store one batch, all of it or nothing. A batch may be sent again; a later one than the next is refused."""
    session = ExportSession.objects.select_for_update().get(pk=session.pk)
    check_open(session)
    if isinstance(batch, bool) or not isinstance(batch, int) or batch < 0:
        raise RefusedError("batchIndex must be a non-negative integer")
    if batch > session.next_batch:
        raise RefusedError(f"Batch {batch} is out of order: {session.next_batch} is expected", 409)
    for upload in uploads:
        ExportPage.objects.update_or_create(
            session=session,
            page_number=upload.number,
            defaults={
                "batch_index": batch,
                "title": upload.title,
                "format": upload.format,
                "image_data": upload.image,
                "file_size": len(upload.image),
            },
        )
    if session.pages.count() > MAX_PAGES:
        raise RefusedError(f"Too many pages: {MAX_PAGES} at most", 413)
    if (session.pages.aggregate(size=Sum("file_size"))["size"] or 0) > MAX_SESSION_BYTES:
        raise RefusedError("The pages are too large together", 413)
    session.next_batch = max(session.next_batch, batch + 1)
    session.status = ExportSession.Status.UPLOADING
    session.save(update_fields=["next_batch", "status"])
    return session


def check_open(session: ExportSession) -> None:
    """Refuse what comes after the end."""
    if session.expires_at <= timezone.now():
        raise RefusedError("Export session has expired", 410)
    if session.status == ExportSession.Status.COMPLETED:
        raise RefusedError("Session already completed")


def finalize(session: ExportSession) -> ExportSession:
    """Make the document of the uploaded pages, in the order of their numbers. A second time changes nothing.

    Whoever is first to finish has made it; pages that came meanwhile are not in it, so that it is refused with 409.
    """
    if session.status == ExportSession.Status.COMPLETED:
        return session
    check_open(session)
    pages = list(session.pages.order_by("page_number"))
    if not pages:
        session.status, session.error = ExportSession.Status.FAILED, "No pages uploaded"
        session.save(update_fields=["status", "error"])
        raise RefusedError(session.error)
    missing = sorted(set(range(1, pages[-1].page_number + 1)) - {page.page_number for page in pages})
    if missing:
        raise RefusedError(f"Pages are missing: {', '.join(map(str, missing[:20]))}", 409)
    _write(session, pages)
    return session


def _write(session: ExportSession, pages: list[ExportPage]) -> None:
    form = FORMATS[session.format]
    pictures = [Picture(page.title or f"Halaman {page.page_number}", bytes(page.image_data)) for page in pages]
    document = Document(
        title=session.project_name or "Laporan",
        stem=str(session.pk),
        identity=(),
        tables=(),
        landscape=True,
        pictures=pictures,
    )
    with open_written(document, form) as file:
        _keep(session, pages, file, _name_the_file(session))


@transaction.atomic
def _keep(session: ExportSession, pages: list[ExportPage], file: IO[bytes], name: str) -> None:
    """Put the document into its place, unless another request has done so. Writing it took time and no lock."""
    stored = ExportSession.objects.select_for_update().get(pk=session.pk)
    if stored.status != ExportSession.Status.COMPLETED:
        if [_state(page) for page in stored.pages.defer("image_data")] != [_state(page) for page in pages]:
            raise RefusedError("Pages were uploaded while the document was made", 409)
        default_storage.delete(name)  # a piece that a server left that was killed at this very point
        try:
            default_storage.save(name, file)
            stored.file_size, stored.status = file.tell(), ExportSession.Status.COMPLETED
            stored.save(update_fields=["file_size", "status"])
        except BaseException:
            default_storage.delete(name)
            raise
    session.refresh_from_db()


def _state(page: ExportPage) -> tuple[int, int, int]:
    return page.page_number, page.batch_index, page.file_size


def _name_the_file(session: ExportSession) -> str:
    """Store the name before there is a file: what a server leaves that is killed meanwhile is found and deleted.

    It is the same for every request that makes this document, on whatever day.
    """
    day = timezone.localtime(session.created_at)
    name = f"{day:exports/%Y/%m/%d}/{session.pk}.{FORMATS[session.format].extension}"
    session.output_file.name = name
    session.save(update_fields=["output_file"])
    return name


def read_picture(what: str, data_url: Any) -> tuple[str, bytes]:
    """Return format and content of a picture that can be drawn; ``what`` names it in the refusal."""
    found = _DATA_URL.fullmatch(data_url) if isinstance(data_url, str) else None
    if found is None:
        raise RefusedError(f"{what}: dataUrl must be a base64 PNG or JPEG picture")
    if len(found[2]) > MAX_PAGE_BYTES * 4 // 3 + 4:
        raise RefusedError(f"{what} is too large: {MAX_PAGE_BYTES} bytes at most", 413)
    try:
        image = base64.b64decode(found[2], validate=False)
        with Image.open(BytesIO(image), formats=list(IMAGES.values())) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise RefusedError(f"{what} has too many pixels", 413)
            picture.load()
    except (binascii.Error, OSError, SyntaxError, ValueError):
        raise RefusedError(f"{what} is no picture that can be read") from None
    return found[1], image


def _read_page(entry: dict[str, Any]) -> Upload:
    number = entry["pageNumber"]
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= MAX_PAGES:
        raise RefusedError(f"pageNumber must be between 1 and {MAX_PAGES}")
    form, image = read_picture(f"Page {number}", entry["dataUrl"])
    title = entry.get("title", "")
    return Upload(number, title[:200] if isinstance(title, str) else "", form, image)
