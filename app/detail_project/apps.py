"""Registration of the project pages with Django."""

from django.apps import AppConfig


class DetailProjectConfig(AppConfig):
    """The pages and APIs under ``/detail_project/``."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "app.detail_project"
    label = "detail_project"
    verbose_name = "Detail Project"
