"""The application's addresses, and one for each page that says what went wrong: ``/galat/404/``."""

from __future__ import annotations

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from app.config import urls as real
from app.core.errors import too_many_requests

handler400, handler403, handler404, handler500 = real.handler400, real.handler403, real.handler404, real.handler500
ERRORS = {
    400: BadRequest(),
    403: PermissionDenied(),
    404: Http404(),
    413: RequestDataTooBig(),
    500: RuntimeError("rusak"),
}


def fail(request: HttpRequest, status: int) -> HttpResponse:
    """Answer with the page of a status."""
    if status in ERRORS:
        raise ERRORS[status]
    return too_many_requests(request)


urlpatterns = [*real.urlpatterns, path("galat/<int:status>/", fail)]
