"""JSON requests and answers in the dialects of the contract (CONTRACT 4, 10.3)."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec, TypedDict

from django.contrib.auth.decorators import login_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse

from app.dashboard.models import Project, get_owned_project

P = ParamSpec("P")
View = Callable[..., HttpResponse]
INVALID_JSON = "Payload JSON tidak valid"
MAX_DIGITS = 30
MAX_DEPTH = 100
SUSPECT = re.compile(rb"\\u(0000|[dD][89a-fA-F])")


class ErrorItem(TypedDict, total=False):
    """One entry of an error list: the JSON path of the value, and what is wrong with it."""

    path: str
    message: str
    severity: str


class InvalidBodyError(Exception):
    """The request's body cannot be used; carries the answer's error list and status."""

    def __init__(self, errors: list[ErrorItem], status: int = HTTPStatus.BAD_REQUEST) -> None:
        super().__init__(errors)
        self.errors = errors
        self.status = status


def error_item(path: str, message: str, severity: str | None = None) -> ErrorItem:
    """Return one error entry."""
    item: ErrorItem = {"path": path, "message": message}
    if severity is not None:
        item["severity"] = severity
    return item


def wants_json(request: HttpRequest) -> bool:
    """Say whether the client is a script: it sends or accepts JSON, or says it is an XHR."""
    return (
        request.headers.get("X-Requested-With") == "XMLHttpRequest"
        or request.content_type == "application/json"
        or "application/json" in request.headers.get("Accept", "")
    )


def parse_json(request: HttpRequest, *, exact: bool = True) -> Any:
    """Return the decoded body; :exc:`InvalidBodyError` when it is no JSON, or text that no database can store.

    ``exact`` reads fractions as :class:`Decimal`; without it they are floats, and everything is fit for being stored as
    JSON again: numbers that no JSON column takes are refused, and so is what is nested too deep to be written.
    """
    try:
        data = request.body
    except RequestDataTooBig:
        too_large = error_item("$", "Data yang dikirim terlalu besar.")
        raise InvalidBodyError([too_large], HTTPStatus.REQUEST_ENTITY_TOO_LARGE) from None
    return decode_json(data, exact=exact)


def decode_json(data: bytes, *, exact: bool = True) -> Any:
    """Return what ``data`` says; refuses what :func:`parse_json` refuses."""
    parse_float, parse_int = (Decimal, _exact_int) if exact else (_finite_float, _short_int)
    try:
        body = json.loads(data, parse_float=parse_float, parse_constant=_refuse_constant, parse_int=parse_int)
        if SUSPECT.search(data):
            _check_text(body)
        if not exact:
            _check_depth(body, MAX_DEPTH)
    except (ValueError, RecursionError):
        raise InvalidBodyError([error_item("$", INVALID_JSON)]) from None
    return body


def _check_text(value: Any) -> None:
    """Raise :exc:`ValueError` for a NUL character or half of a surrogate pair anywhere in ``value``."""
    if isinstance(value, str):
        if "\0" in value:
            raise ValueError(value)
        value.encode()
    elif isinstance(value, dict):
        for key, item in value.items():
            _check_text(key)
            _check_text(item)
    elif isinstance(value, list):
        for item in value:
            _check_text(item)


def _check_depth(value: Any, levels: int) -> None:
    """Raise :exc:`ValueError` where ``value`` has more than ``levels`` lists and objects within each other."""
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in items:
        if not levels:
            raise ValueError("nested too deep")
        _check_depth(item, levels - 1)


def parse_json_object(request: HttpRequest) -> dict[str, Any]:
    """Return the decoded body, which must be an object."""
    body = parse_json(request)
    if not isinstance(body, dict):
        raise InvalidBodyError([error_item("$", "Payload harus berupa objek JSON")])
    return body


def _refuse_constant(name: str) -> None:
    raise ValueError(name)  # NaN and Infinity are not JSON


def _exact_int(digits: str) -> int | Decimal:
    # Python refuses to read very long integers; as a decimal every later range check sees them.
    return int(digits) if len(digits) <= MAX_DIGITS else Decimal(digits)


def _short_int(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise ValueError(digits)
    return int(digits)


def _finite_float(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(digits)  # 1e999: JSON has no word for what it becomes
    return number


def ok(status: int = HTTPStatus.OK, **fields: Any) -> JsonResponse:
    """Answer ``{"ok": true, …}``."""
    return JsonResponse({"ok": True, **fields}, status=status)


def fail(errors: Iterable[ErrorItem], status: int = HTTPStatus.BAD_REQUEST, **fields: Any) -> JsonResponse:
    """Answer ``{"ok": false, "errors": […], …}``."""
    return JsonResponse({"ok": False, "errors": list(errors), **fields}, status=status)


def fail_text(error: str, status: int = HTTPStatus.BAD_REQUEST, **fields: Any) -> JsonResponse:
    """Answer ``{"ok": false, "error": "…", …}``, the dialect of schedule, conversion and copies."""
    return JsonResponse({"ok": False, "error": error, **fields}, status=status)


def method_not_allowed(*allowed: str) -> HttpResponse:
    """Answer 405 with an empty body."""
    return HttpResponse(status=HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": ", ".join(allowed)})


def project_api(
    *methods: str,
) -> Callable[[Callable[Concatenate[HttpRequest, Project, P], HttpResponse]], View]:
    """Make a view of the owner's project: ``view(request, project, …)`` on a route with ``project_id``.

    Anonymous callers go to the sign-in, other people's projects are 404, other methods 405 with an empty body, and an
    unusable body (:exc:`InvalidBodyError`) is 400 with its error list.
    """

    def decorate(view: Callable[Concatenate[HttpRequest, Project, P], HttpResponse]) -> View:
        @login_required
        @wraps(view)
        def wrapped(request: HttpRequest, project_id: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method not in methods:
                return method_not_allowed(*methods)
            project = get_owned_project(request.user, project_id)
            try:
                return view(request, project, *args, **kwargs)
            except InvalidBodyError as invalid:
                return fail(invalid.errors, invalid.status)

        return wrapped

    return decorate


def project_page(view: Callable[Concatenate[HttpRequest, Project, P], HttpResponse]) -> View:
    """Make a page of the owner's active project: ``view(request, project, …)`` on a route with ``project_id``."""

    @login_required
    @wraps(view)
    def wrapped(request: HttpRequest, project_id: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return method_not_allowed("GET", "HEAD")
        return view(request, get_owned_project(request.user, project_id, active_only=True), *args, **kwargs)

    return wrapped
