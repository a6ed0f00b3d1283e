"""Answers that several project APIs give."""

from __future__ import annotations

from http import HTTPStatus

from django.http import JsonResponse

from app.core.http import error_item, fail
from app.dashboard.models import Project
from app.detail_project.services.conflict import ConflictError


def conflict_answer(conflict: ConflictError) -> JsonResponse:
    """409: somebody (the owner, in another session) changed the project since this page was opened."""
    return fail(
        [error_item("updated_at", "Data telah berubah sejak Anda membukanya")],
        status=HTTPStatus.CONFLICT,
        conflict=True,
        user_message=(
            "⚠️ KONFLIK DATA TERDETEKSI!\n\nProject ini telah diubah dari sesi lain sejak halaman ini dibuka. "
            "Muat ulang untuk melihat data terbaru, atau timpa dengan data Anda."
        ),
        server_updated_at=conflict.server_updated_at.isoformat(),
    )


def token_of(project: Project) -> str:
    """The project's token for the client's next write."""
    return project.updated_at.isoformat()
