"""Look-ups that any signed-in user may make in the reference library (CONTRACT 3.3)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from app.referensi.lookup import search_library, sources


@require_GET
@login_required
def api_search_ahsp(request: HttpRequest) -> JsonResponse:
    """What a search field offers: ``{"results": [{"id", "text"}]}``, with the texts a list of works needs."""
    found = search_library(request.GET.get("q", ""), sumber=request.GET.get("sumber", ""))
    results = [
        {
            "id": ahsp.pk,
            "text": f"{ahsp.kode_ahsp} - {ahsp.nama_ahsp}",
            "kode_ahsp": ahsp.kode_ahsp,
            "nama_ahsp": ahsp.nama_ahsp,
            "satuan": ahsp.satuan,
        }
        for ahsp in found
    ]
    return JsonResponse({"results": results})


@require_GET
@login_required
def api_list_sources(request: HttpRequest) -> JsonResponse:
    """The names of the library's sources: ``{"sources": ["…"]}``."""
    return JsonResponse({"sources": sources()})
