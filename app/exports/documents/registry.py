"""Which documents a project has, in which formats, and what their files are called (CONTRACT 6.1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from app.dashboard.models import Project
from app.exports.documents.analyses import analyses_document
from app.exports.documents.identity import day, moment
from app.exports.documents.needs import needs_document
from app.exports.documents.prices import prices_document
from app.exports.documents.rab import rab_document
from app.exports.documents.schedule import schedule_document
from app.exports.documents.volumes import volumes_document
from app.exports.formats import FORMATS, Format
from app.exports.tables import Document
from app.exports.texts import safe_name

Build = Callable[[Project, QueryDict], Document]
Stem = Callable[[Project], str]


@dataclass(frozen=True)
class Kind:
    """One document of a project. ``stems`` name the files of formats that are not called as the document is.

    ``posted`` documents are asked for by POST too, and have a view of their own.
    """

    build: Build
    formats: tuple[str, ...]
    stems: dict[str, Stem] = field(default_factory=dict)
    posted: bool = False


def _plain(project: Project) -> str:
    return "export"


def _named_by_project(project: Project) -> str:
    return f"{safe_name(project.nama)}_{moment()}"


KINDS = {
    "rekap-rab": Kind(
        rab_document, ("csv", "pdf", "word", "xlsx", "json"), {"word": _plain, "json": _named_by_project}
    ),
    "rekap-kebutuhan": Kind(needs_document, ("pdf", "word", "xlsx", "json"), {"word": _plain}),
    "volume-pekerjaan": Kind(
        volumes_document,
        ("pdf", "word", "xlsx", "json"),
        {"word": _plain, "xlsx": lambda project: f"Volume_Pekerjaan_{day()}"},
    ),
    "harga-items": Kind(
        prices_document,
        ("csv", "pdf", "word", "xlsx", "json"),
        {"word": _plain, "json": lambda project: f"harga_items_{project.pk}_{moment()}"},
    ),
    "jadwal-pekerjaan": Kind(schedule_document, ("csv", "pdf", "word", "xlsx"), {"word": _plain}, posted=True),
    "rincian-ahsp": Kind(
        analyses_document,
        ("csv", "pdf", "word", "xlsx"),
        {"word": lambda project: "rincian_ahsp", "xlsx": lambda project: f"Rincian_AHSP_{day()}"},
    ),
}


def build(kind: str, form: Format, project: Project, query: QueryDict) -> Document:
    """Read the project and return the document, named as a file of this format is."""
    entry = KINDS[kind]
    document = entry.build(project, query)
    stem = entry.stems.get(form.name)
    return replace(document, stem=stem(project) if stem else document.stem)


def filename(document: Document, form: Format) -> str:
    """The file's name with its ending."""
    return f"{document.stem}.{form.extension}"


def routes() -> list[tuple[str, Format]]:
    """Every document in every format that it has, but for those that are posted too."""
    return [(kind, FORMATS[name]) for kind, entry in KINDS.items() if not entry.posted for name in entry.formats]
