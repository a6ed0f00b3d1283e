"""Who may keep the library: its permissions, for pages (others are led away) and for scripts (others get 403)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from app.accounts.home import LIBRARY_PERMISSIONS

P = ParamSpec("P")
View = Callable[..., HttpResponseBase]
IMPORTING = (*LIBRARY_PERMISSIONS, "referensi.import_ahsp_data")
DENIED_TEXT = "Halaman itu hanya untuk pengelola pustaka AHSP."


def library_page(
    *methods: str, importing: bool = False
) -> Callable[[Callable[Concatenate[HttpRequest, P], HttpResponseBase]], View]:
    """Make a page of the library's keepers; anybody else is told so and led to the first page."""
    permissions = IMPORTING if importing else LIBRARY_PERMISSIONS

    def decorate(view: Callable[Concatenate[HttpRequest, P], HttpResponseBase]) -> View:
        @require_http_methods(methods)
        @login_required
        @wraps(view)
        def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.has_perms(permissions):
                messages.error(request, DENIED_TEXT)
                return redirect("/")
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


def library_api(*methods: str) -> Callable[[Callable[Concatenate[HttpRequest, P], HttpResponseBase]], View]:
    """Make an operation that the library's keepers' scripts call; 403 for anybody else."""

    def decorate(view: Callable[Concatenate[HttpRequest, P], HttpResponseBase]) -> View:
        @require_http_methods(methods)
        @login_required
        @wraps(view)
        def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.has_perms(LIBRARY_PERMISSIONS):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


def back_to(name: str, *args: object) -> HttpResponse:
    """Lead to a page of the library by its name."""
    return redirect(f"referensi:{name}", *args)
