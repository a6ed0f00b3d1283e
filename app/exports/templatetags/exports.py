"""The export menu of a page."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from app.dashboard.models import Project
from app.detail_project.models import Pekerjaan
from app.exports.documents.registry import KINDS
from app.exports.urls import route_name
from app.exports.views.jobs import ASYNC_FORMATS

register = template.Library()
LABELS = {"csv": "CSV", "pdf": "PDF", "word": "Word", "xlsx": "Excel", "json": "JSON"}
ICONS = {
    "csv": "bi-filetype-csv",
    "pdf": "bi-filetype-pdf",
    "word": "bi-filetype-docx",
    "xlsx": "bi-filetype-xlsx",
    "json": "bi-filetype-json",
}
# From so many works on, PDF and Word take longer than one waits for a page: the worker makes them.
LARGE = 300
ALWAYS_BY_WORKER = frozenset({"volume-pekerjaan"})


@register.inclusion_tag("exports/menu.html")
def export_menu(project: Project, kind: str, prefix: str = "btn-export") -> dict[str, Any]:
    """A menu of every format of a document; entries are called ``{prefix}-{format}``."""
    return {"entries": entries_of(project, kind, prefix)}


@register.simple_tag
def export_entries(project: Project, kind: str, prefix: str) -> list[dict[str, Any]]:
    """The same entries for a page with a dialog of its own."""
    return entries_of(project, kind, prefix)


def entries_of(project: Project, kind: str, prefix: str) -> list[dict[str, Any]]:
    """Identifier, address, and where the worker makes it, of each format."""
    by_worker = kind in ALWAYS_BY_WORKER or Pekerjaan.objects.filter(project=project).count() >= LARGE
    queue = reverse("detail_project:api_start_export_async", args=[project.pk]) if by_worker else ""
    return [
        {
            "id": f"{prefix}-{form}",
            "form": form,
            "kind": kind,
            "label": LABELS[form],
            "icon": ICONS[form],
            "url": reverse(f"detail_project:{route_name(kind, form)}", args=[project.pk]),
            "queue": queue if form in ASYNC_FORMATS else "",
        }
        for form in KINDS[kind].formats
    ]
