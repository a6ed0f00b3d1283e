from __future__ import annotations

from django.urls import NoReverseMatch, reverse


def project_url(name: str, project_id: int) -> str | None:
    """Return the address of a project's page, or None for one that this version does not serve yet."""
    try:
        return reverse(f"detail_project:{name}", args=[project_id])
    except NoReverseMatch:
        return None
