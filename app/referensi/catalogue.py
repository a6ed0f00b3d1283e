"""The library as its keepers list it: filtered, sorted, in pages, with what is wrong with each entry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet

from app.core.numbers import canonical
from app.referensi.models import AHSPReferensi, RincianReferensi

PAGE_SIZES = (10, 20, 50, 100)
DEFAULT_PAGE_SIZE = 20
JOB_SORTS = ("kode_ahsp", "nama_ahsp", "klasifikasi", "sub_klasifikasi", "satuan", "sumber")
ITEM_SORTS = ("kategori", "kode_item", "uraian_item", "satuan_item", "koefisien")
MAX_QUERY = 200
_FAULTY_JOB = Q(satuan="") | Q(rincian_count=0)
_FAULTY_ITEM = Q(satuan_item="") | Q(koefisien=0)
Kategori = RincianReferensi.Kategori


def jobs(query: Mapping[str, str]) -> QuerySet[AHSPReferensi]:
    """Return the jobs that ``q``, ``sumber`` and ``anomaly`` leave, sorted by ``sort`` (``-`` before it: backwards)."""
    counts = {f"{k.value.lower()}_count": Count("rincian", filter=Q(rincian__kategori=k)) for k in Kategori}
    found = AHSPReferensi.objects.annotate(rincian_count=Count("rincian"), **counts)
    for word in _words(query):
        found = found.filter(
            Q(kode_ahsp__icontains=word) | Q(nama_ahsp__icontains=word) | Q(klasifikasi__icontains=word)
        )
    if sumber := _text(query, "sumber"):
        found = found.filter(sumber=sumber)
    if query.get("anomaly") == "true":
        found = found.filter(_FAULTY_JOB)
    return found.order_by(_sort(query, JOB_SORTS), "pk")


def items(query: Mapping[str, str]) -> QuerySet[RincianReferensi]:
    """Return the items that ``q``, ``sumber``, ``job_id`` and ``anomaly`` leave, sorted by ``sort``."""
    found = RincianReferensi.objects.select_related("ahsp")
    for word in _words(query):
        found = found.filter(
            Q(kode_item__icontains=word) | Q(uraian_item__icontains=word) | Q(ahsp__kode_ahsp__icontains=word)
        )
    if sumber := _text(query, "sumber"):
        found = found.filter(ahsp__sumber=sumber)
    job_id = query.get("job_id", "")
    if job_id.isascii() and job_id.isdecimal() and len(job_id) < 10:
        found = found.filter(ahsp_id=int(job_id))
    if query.get("anomaly") == "true":
        found = found.filter(_FAULTY_ITEM)
    return found.order_by(*([_sort(query, ITEM_SORTS)] if query.get("sort") else ["ahsp__kode_ahsp", "kategori"]), "pk")


def page_of(found: QuerySet[Any], query: Mapping[str, str]) -> tuple[list[Any], dict[str, int]]:
    """Cut a page out: ``page`` and ``page_size`` of the query, the nearest page there is."""
    size = query.get("page_size", "")
    per_page = int(size) if size in {str(allowed) for allowed in PAGE_SIZES} else DEFAULT_PAGE_SIZE
    page = Paginator(found, per_page).get_page(query.get("page", "1")[:9])
    facts = {
        "page": page.number,
        "page_size": per_page,
        "total": page.paginator.count,
        "total_pages": page.paginator.num_pages,
    }
    return list(page), facts


def job_row(job: Any) -> dict[str, Any]:
    """Write one of :func:`jobs` as scripts read it."""
    faults = [
        text for wrong, text in ((not job.satuan, "Satuan kosong"), (not job.rincian_count, "Tanpa rincian")) if wrong
    ]
    return {
        "id": job.pk,
        **{name: getattr(job, name) for name in (*JOB_SORTS, "source_file")},
        "rincian_count": job.rincian_count,
        **{f"{k.value.lower()}_count": getattr(job, f"{k.value.lower()}_count") for k in Kategori},
        "anomalies": faults,
        "has_anomaly": bool(faults),
    }


def item_row(item: RincianReferensi) -> dict[str, Any]:
    """Write one of :func:`items` as scripts read it."""
    faults = [
        text for wrong, text in ((not item.satuan_item, "Satuan kosong"), (not item.koefisien, "Koefisien 0")) if wrong
    ]
    return {
        "id": item.pk,
        "job_id": item.ahsp_id,
        "job_kode": item.ahsp.kode_ahsp,
        "job_nama": item.ahsp.nama_ahsp,
        "kategori": item.kategori,
        "kode_item": item.kode_item,
        "uraian_item": item.uraian_item,
        "satuan_item": item.satuan_item,
        "koefisien": canonical(item.koefisien, 6),
        "anomalies": faults,
        "has_anomaly": bool(faults),
    }


def stats() -> dict[str, Any]:
    """Count the library, and name its sources and classes, each once."""
    every = AHSPReferensi.objects.annotate(rincian_count=Count("rincian"))
    return {
        "jobs_count": every.count(),
        "items_count": RincianReferensi.objects.count(),
        "anomaly_count": every.filter(_FAULTY_JOB).count() + RincianReferensi.objects.filter(_FAULTY_ITEM).count(),
        "sources": _distinct("sumber"),
        "klasifikasi": _distinct("klasifikasi"),
    }


def _distinct(field: str) -> list[str]:
    return list(AHSPReferensi.objects.order_by(field).values_list(field, flat=True).distinct())


def _words(query: Mapping[str, str]) -> list[str]:
    return (_text(query, "q") or _text(query, "search")).split()


def _text(query: Mapping[str, str], name: str) -> str:
    return query.get(name, "").replace("\0", "").strip()[:MAX_QUERY]


def _sort(query: Mapping[str, str], allowed: tuple[str, ...]) -> str:
    wanted = query.get("sort", "")
    return wanted if wanted.removeprefix("-") in allowed else allowed[0]
