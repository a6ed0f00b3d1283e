"""Error answers without internals: a page for people, JSON for scripts."""

from __future__ import annotations

from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from app.core.http import wants_json
from app.core.middleware import request_id_of

TEXTS = {
    HTTPStatus.BAD_REQUEST: ("BAD_REQUEST", "Permintaan tidak dapat diproses", "Permintaan tidak valid."),
    HTTPStatus.FORBIDDEN: ("FORBIDDEN", "Akses ditolak", "Anda tidak memiliki izin untuk tindakan ini."),
    HTTPStatus.NOT_FOUND: ("NOT_FOUND", "Halaman tidak ditemukan", "Alamat atau data yang diminta tidak ada."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ("TOO_LARGE", "Kiriman terlalu besar", "Data yang dikirim terlalu besar."),
    HTTPStatus.TOO_MANY_REQUESTS: (
        "RATE_LIMIT_EXCEEDED",
        "Terlalu banyak permintaan",
        "Terlalu banyak permintaan. Silakan coba lagi sebentar lagi.",
    ),
}
CSRF_MESSAGE = "Verifikasi keamanan (CSRF) gagal. Muat ulang halaman lalu coba lagi."


def _answer(request: HttpRequest, status: HTTPStatus, message: str | None = None) -> HttpResponse:
    code, title, text = TEXTS[status]
    text = message or text
    if wants_json(request):
        body = {"ok": False, "success": False, "error": text, "code": code, "errors": [{"path": "$", "message": text}]}
        return JsonResponse(body, status=status)
    context = {"status": status.value, "title": title, "text": text}
    return render(request, "core/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400, or 413 to more than may be sent."""
    too_large = isinstance(exception, RequestDataTooBig)
    return _answer(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_large else HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403."""
    return _answer(request, HTTPStatus.FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a write without a valid CSRF token; the reason stays in the server's log."""
    return _answer(request, HTTPStatus.FORBIDDEN, CSRF_MESSAGE)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404, the same for what is missing and for what belongs to somebody else."""
    return _answer(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 with a number that the server's log knows, and nothing else."""
    error_id = request_id_of(request)[:8].upper()
    text = "Terjadi kesalahan pada server. Tim kami dapat menelusurinya dengan nomor kesalahan ini."
    if wants_json(request):
        error = {
            "code": "SERVER_ERROR",
            "message": text,
            "error_id": error_id,
            "recoverable": True,
            "actions": ["reload", "retry"],
        }
        return JsonResponse({"ok": False, "success": False, "error": error}, status=500)
    return render(request, "core/500.html", {"error_id": error_id, "text": text}, status=500)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Answer 429."""
    return _answer(request, HTTPStatus.TOO_MANY_REQUESTS)
