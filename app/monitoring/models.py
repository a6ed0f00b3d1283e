from __future__ import annotations

from django.db import models


class ClientMetric(models.Model):
    """One measurement that a browser reported: frame rate, load time, memory."""

    type = models.CharField(max_length=50)
    metric = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["type", "-created_at"], name="metric_type_recent")]

    def __str__(self) -> str:
        return f"{self.type} {self.created_at:%Y-%m-%d %H:%M:%S}"


class DeprecatedUse(models.Model):
    """How often an operation was called that its answers call deprecated; ``operation`` is ``METHOD route``."""

    operation = models.CharField(max_length=255, unique=True)
    count = models.PositiveIntegerField(default=0)
    last_used_at = models.DateTimeField()

    class Meta:
        ordering = ["-count", "operation"]

    def __str__(self) -> str:
        return f"{self.operation}: {self.count}"
