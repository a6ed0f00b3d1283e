"""The whole project as one file, to be restored from (CONTRACT 6.2)."""

from __future__ import annotations

from app.detail_project.services.backup import full_backup
from app.exports.views.data import json_view

full_backup_json = json_view(
    "project_backup_v1.1",
    lambda project, request: full_backup(project, include_progress=request.GET.get("include_progress") == "1"),
)
