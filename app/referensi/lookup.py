"""Search the reference library."""

from __future__ import annotations

from django.db.models import Q

from app.referensi.models import AHSPReferensi

MIN_QUERY = 2
MAX_QUERY = 200


def search_library(query: str, *, sumber: str = "", limit: int = 30) -> list[AHSPReferensi]:
    """Analyses whose code or name holds every word of ``query`` (case-insensitive), in order of code.

    A query of fewer than two characters finds nothing; ``sumber`` narrows to one source.
    """
    query = query.strip()[:MAX_QUERY].replace("\x00", "")
    if len(query) < MIN_QUERY:
        return []
    found = AHSPReferensi.objects.all()
    if sumber:
        found = found.filter(sumber=sumber.replace("\x00", ""))
    for word in query.split():
        found = found.filter(Q(kode_ahsp__icontains=word) | Q(nama_ahsp__icontains=word))
    return list(found.order_by("kode_ahsp", "id")[:limit])


def sources() -> list[str]:
    """The library's sources, by name."""
    return list(AHSPReferensi.objects.order_by("sumber").values_list("sumber", flat=True).distinct())
