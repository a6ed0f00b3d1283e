from django.apps import AppConfig


class ExportsConfig(AppConfig):
    """Documents for download, the jobs that make large ones, and pages that a browser uploads (CONTRACT 6)."""

    name = "app.exports"
    label = "exports"
    default_auto_field = "django.db.models.BigAutoField"
