"""The whole project as one file, to be restored from (CONTRACT 6.2)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from app.dashboard.models import Project
from app.detail_project.services.backup import full_backup
from app.detail_project.services.pricing import pricing_of
from app.exports.one_state import one_state
from app.exports.views.data import json_view


def _backup(project: Project, request: HttpRequest) -> dict[str, Any]:
    pricing_of(project)  # made on first use, which must not happen while one state is read
    with one_state(project):
        return full_backup(project, include_progress=request.GET.get("include_progress") == "1")


full_backup_json = json_view("project_backup_v1.1", _backup)
