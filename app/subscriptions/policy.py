"""What each tier may do (CONTRACT 1.2, 2.4).

Unlike the application this contract was observed on, a tier ends on its date, not when a job gets round to it.
"""

from __future__ import annotations

from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from app.accounts.models import CustomUser


class Feature(StrEnum):
    """What an entitlement is about."""

    WRITE_ACCESS = "write_access"
    EXPORT_PDF = "export_pdf"
    EXPORT_EXCEL_WORD = "export_excel_word"
    EXPORT_CLEAN = "export_clean"
    PRO_ONLY = "pro_only"


class Level(StrEnum):
    """How far an entitlement goes."""

    DENY = "deny"
    ALLOW = "allow"
    WATERMARK = "watermark"


Status = CustomUser.Subscription
MATRIX: dict[str, dict[Feature, Level]] = {
    Status.TRIAL: dict.fromkeys(Feature, Level.DENY) | {Feature.WRITE_ACCESS: Level.ALLOW},
    Status.PRO: dict.fromkeys(Feature, Level.ALLOW),
    Status.EXPIRED: dict.fromkeys(Feature, Level.DENY) | {Feature.EXPORT_PDF: Level.WATERMARK},
}


def effective_status(user: CustomUser) -> str:
    """Return the tier that counts now: a trial or subscription past its end is EXPIRED; without an end it goes on."""
    ends = {Status.TRIAL: user.trial_end_date, Status.PRO: user.subscription_end_date}
    end = ends.get(Status(user.subscription_status))
    return Status.EXPIRED if end is not None and end <= timezone.now() else user.subscription_status


def level_of(user: CustomUser | AnonymousUser, feature: Feature) -> Level:
    """Return what ``user`` may do; staff and superusers everything, visitors nothing."""
    if not isinstance(user, CustomUser):
        return Level.DENY
    if user.has_full_access:
        return Level.ALLOW
    return MATRIX[effective_status(user)][feature]
