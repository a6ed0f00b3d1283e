from __future__ import annotations

from django.urls import path

from app.monitoring import views

MONITORING = "detail_project/api/monitoring/"
PAGES = "detail_project/monitoring/"
urlpatterns = [
    path("health/", views.health, name="health_check"),
    path("health/simple/", views.simple, name="health_check_simple"),
    path("health/ready/", views.health, name="readiness_check"),
    path("health/live/", views.live, name="liveness_check"),
    path(f"{MONITORING}report-client-metric/", views.report_client_metric, name="api_report_client_metric"),
    path(f"{MONITORING}performance-metrics/", views.performance_metrics, name="api_performance_metrics"),
    path(
        f"{MONITORING}performance-metrics/reset/", views.reset_performance_metrics, name="api_reset_performance_metrics"
    ),
    path(f"{MONITORING}deprecation-metrics/", views.deprecation_metrics, name="api_deprecation_metrics"),
    path(
        f"{MONITORING}deprecation-metrics/reset/", views.reset_deprecation_metrics, name="api_reset_deprecation_metrics"
    ),
    path(f"{PAGES}deprecation-dashboard/", views.deprecation_dashboard, name="deprecation_dashboard"),
    path(f"{PAGES}performance-dashboard/", views.performance_dashboard, name="performance_dashboard"),
]
