"""What happened to the library, for who answers for it (CONTRACT 1.11)."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class SecurityAuditLog(models.Model):
    """One event. ``metadata`` holds its figures; an event that needs somebody's attention is resolved by him."""

    class Severity(models.TextChoices):
        INFO = "info", "Info"
        WARNING = "warning", "Warning"
        ERROR = "error", "Error"
        CRITICAL = "critical", "Critical"

    class Category(models.TextChoices):
        FILE_UPLOAD = "file_upload", "File Upload"
        RATE_LIMIT = "rate_limit", "Rate Limit"
        XSS = "xss", "XSS Protection"
        AUTHENTICATION = "authentication", "Authentication"
        IMPORT = "import", "Import Operation"
        EXPORT = "export", "Export Operation"
        DATA_CHANGE = "data_change", "Data Change"
        PERMISSION = "permission", "Permission"
        SYSTEM = "system", "System"

    timestamp = models.DateTimeField(auto_now_add=True)
    severity = models.CharField(max_length=10, choices=Severity)
    category = models.CharField(max_length=20, choices=Category)
    event_type = models.CharField(max_length=50)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="library_events"
    )
    username = models.CharField(max_length=150, blank=True)
    ip_address = models.CharField(max_length=45, blank=True)
    message = models.TextField()
    metadata = models.JSONField(default=dict, blank=True)
    resolved = models.BooleanField(default=False)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="resolved_events"
    )
    notes = models.TextField(blank=True)

    class Meta:
        ordering = ["-timestamp", "-pk"]
        indexes = [
            models.Index(fields=["-timestamp"], name="library_event_recent"),
            models.Index(fields=["resolved", "severity"], name="library_event_open"),
        ]

    def __str__(self) -> str:
        return f"{self.event_type}: {self.message}"
