"""Registration of the reference library with Django."""

from django.apps import AppConfig


class ReferensiConfig(AppConfig):
    """The reference library under ``/referensi/``."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "app.referensi"
    label = "referensi"
    verbose_name = "Referensi AHSP"
