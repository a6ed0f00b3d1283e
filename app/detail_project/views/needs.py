"""Rekap Kebutuhan: what the project takes, item by item (CONTRACT 3.10, 7)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from app.core.http import InvalidBodyError, error_item, ok, project_api, project_page
from app.core.numbers import canonical
from app.dashboard.models import Project
from app.detail_project.models import Kategori, Klasifikasi, Pekerjaan, SubKlasifikasi
from app.detail_project.services.needs import Filters, Need, needs_of, total_of
from app.detail_project.services.rab import ZERO, plain
from app.detail_project.services.schedule_needs import needs_timeline

NO_SCHEDULE = "Jadwal pekerjaan belum disusun, sehingga kebutuhan per periode belum dapat dihitung."


@project_page
def rekap_kebutuhan_view(request: HttpRequest, project: Project) -> HttpResponse:
    """The page; rows and filter choices are loaded by script."""
    return render(request, "detail_project/rekap_kebutuhan.html", {"project": project})


@project_api("GET")
def api_get_rekap_kebutuhan(request: HttpRequest, project: Project) -> HttpResponse:
    """The needs that the filters select; the enhanced read is the same over the whole project (``mode=all``)."""
    filters = Filters.from_query(request.GET)
    mode = request.GET.get("mode") or "all"
    errors = [error_item(name, f"Nilai tidak valid: {values}") for name, values in filters.unknown.items()]
    if mode != "all":
        # By phase or period: that is the timeline's, this read is of the whole project.
        errors.append(error_item("mode", "Hanya mode all yang tersedia; kebutuhan per minggu ada di timeline"))
    if errors:
        raise InvalidBodyError(errors)
    needs = needs_of(project, filters)
    return ok(
        rows=[_row(need) for need in needs],
        meta={
            "counts_per_kategori": {
                kategori: sum(need.kategori == kategori for need in needs) for kategori in Kategori.values
            },
            "n_rows": len(needs),
            "grand_total": plain(total_of(needs)),
            "generated_at": timezone.now().isoformat(),
            "mode": mode,
            "tahapan_id": None,
            "filters": {
                "klasifikasi": sorted(filters.klasifikasi),
                "sub_klasifikasi": sorted(filters.sub_klasifikasi),
                "pekerjaan": sorted(filters.pekerjaan),
                "kategori": sorted(filters.kategori),
            },
            "filters_applied": filters.applied,
            "search": filters.search,
            "time_scope": {"mode": "all"},
            "time_scope_active": False,
        },
    )


@project_api("GET")
def api_get_rekap_kebutuhan_filters(request: HttpRequest, project: Project) -> HttpResponse:
    """What the needs can be filtered by."""
    subs = list(SubKlasifikasi.objects.filter(project=project))
    klasifikasi = Klasifikasi.objects.filter(project=project)
    jobs = Pekerjaan.objects.filter(project=project)
    return ok(
        klasifikasi=[
            {
                "id": klas.pk,
                "name": klas.name,
                "sub": [{"id": sub.pk, "name": sub.name} for sub in subs if sub.klasifikasi_id == klas.pk],
            }
            for klas in klasifikasi
        ],
        pekerjaan=[
            {
                "id": job.pk,
                "kode": job.snapshot_kode,
                "uraian": job.snapshot_uraian,
                "sub_klasifikasi_id": job.sub_klasifikasi_id,
            }
            for job in jobs
        ],
        kategori=[{"code": code, "label": label} for code, label in Kategori.choices],
        stats={"klasifikasi": len(klasifikasi), "sub_klasifikasi": len(subs), "pekerjaan": len(jobs)},
    )


@project_api("GET")
def api_get_rekap_kebutuhan_timeline(request: HttpRequest, project: Project) -> HttpResponse:
    """The needs by week of the plan: none before the works have a schedule, and the answer says so."""
    periods = needs_timeline(project)
    return ok(periods=periods, meta={"scheduled": bool(periods), "message": "" if periods else NO_SCHEDULE})


def _row(need: Need) -> dict[str, Any]:
    price = need.price or ZERO
    return {
        "kategori": need.kategori,
        "kode": need.kode,
        "uraian": need.uraian,
        "satuan": need.satuan,
        "quantity": plain(need.quantity),
        "quantity_decimal": float(need.quantity),
        "harga_satuan": canonical(price, 2),
        "harga_satuan_decimal": float(price),
        "harga_total": plain(need.total),
        "harga_total_decimal": float(need.total),
        "market_unit": need.market_unit,
        "market_quantity": need.market_quantity if need.market_quantity is None else canonical(need.market_quantity, 6),
    }
