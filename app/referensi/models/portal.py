"""What the library's keepers tell each other."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class PortalNotice(models.Model):
    """The note at the top of the portal; the newest one is shown."""

    text = models.CharField(max_length=500, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.text
