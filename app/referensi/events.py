"""Write down what happens to the library."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from app.accounts.users import user_of
from app.referensi.models import SecurityAuditLog

Severity = SecurityAuditLog.Severity
Category = SecurityAuditLog.Category


def note(
    request: HttpRequest,
    category: SecurityAuditLog.Category,
    event_type: str,
    message: str,
    severity: SecurityAuditLog.Severity = Severity.INFO,
    **metadata: Any,
) -> SecurityAuditLog:
    """Store one event of the signed-in user's. What needs nobody's attention (info) counts as resolved."""
    user = user_of(request)
    return SecurityAuditLog.objects.create(
        severity=severity,
        category=category,
        event_type=event_type,
        user=user,
        username=user.username,
        ip_address=request.META.get("REMOTE_ADDR", "")[:45],
        message=message,
        metadata=metadata,
        resolved=severity == Severity.INFO,
    )
