from __future__ import annotations

from django.urls import path

from app.dashboard import views

app_name = "dashboard"
urlpatterns = [
    path("", views.dashboard, name="dashboard"),
    path("project/<int:pk>/", views.project_detail, name="project_detail"),
    path("project/<int:pk>/edit/", views.project_edit, name="project_edit"),
    path("project/<int:pk>/delete/", views.project_delete, name="project_delete"),
    path("project/<int:pk>/duplicate/", views.project_duplicate, name="project_duplicate"),
]
