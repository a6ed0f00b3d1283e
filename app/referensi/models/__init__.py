"""The reference library, what waits to be taken into it, and what was done to it."""

from __future__ import annotations

from app.referensi.models.audit import SecurityAuditLog
from app.referensi.models.exports import LibraryExport
from app.referensi.models.imports import LibraryFile, StagedRow
from app.referensi.models.library import DEFAULT_SUMBER, AHSPReferensi, RincianReferensi
from app.referensi.models.portal import PortalNotice

__all__ = [
    "DEFAULT_SUMBER",
    "AHSPReferensi",
    "LibraryExport",
    "LibraryFile",
    "PortalNotice",
    "RincianReferensi",
    "SecurityAuditLog",
    "StagedRow",
]
