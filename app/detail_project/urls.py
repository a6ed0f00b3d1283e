"""Routes below ``/detail_project/``, split by concern."""

from app.detail_project.urls_copies import urlpatterns as copy_patterns
from app.detail_project.urls_money import urlpatterns as money_patterns
from app.detail_project.urls_schedule import urlpatterns as schedule_patterns
from app.detail_project.urls_works import urlpatterns as works_patterns
from app.exports.urls import urlpatterns as export_patterns

app_name = "detail_project"
urlpatterns = [*works_patterns, *money_patterns, *schedule_patterns, *copy_patterns, *export_patterns]
