"""Less common writes on works, analyses and prices (W2, W10, W11, W13, W16), and the page of orphans."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from app.core.http import (
    InvalidBodyError,
    fail,
    fail_text,
    ok,
    parse_json,
    parse_json_object,
    project_api,
    project_page,
)
from app.core.numbers import canonical
from app.core.ratelimit import seconds_to_wait
from app.dashboard.models import Project
from app.detail_project.models import Kategori, Pekerjaan
from app.detail_project.services.conflict import ConflictError
from app.detail_project.services.conversions import ConversionError, UnknownItemError, save_conversion
from app.detail_project.services.legacy_save import append_tree, save_details
from app.detail_project.services.needs import Filters, needs_of
from app.detail_project.services.orphans import clean, orphan_data, orphans_of
from app.detail_project.services.rab import ZERO, exact
from app.detail_project.services.reset import reset_to_reference
from app.detail_project.services.schedule_needs import planned_costs
from app.detail_project.views.ahsp import unknown_job
from app.detail_project.views.answers import conflict_answer, token_of

SAVES, WINDOW = 20, 60  # legacy saves a user may make in so many seconds
TOLERANCE = 0.01  # rupiah


@project_api("POST")
def api_save_list_pekerjaan(request: HttpRequest, project: Project) -> HttpResponse:
    """W2: append a whole tree; at most 20 times a minute."""
    wait = seconds_to_wait(f"legacy-list:{project.owner_id}", SAVES, WINDOW)
    if wait:
        body = {
            "success": False,
            "message": f"Terlalu banyak permintaan. Silakan coba lagi dalam {wait} detik.",
            "code": "RATE_LIMIT_EXCEEDED",
            "details": {
                "max_requests": SAVES,
                "window_seconds": WINDOW,
                "current_count": SAVES,
                "category": "write",
            },
            "retry_after": wait,
        }
        return JsonResponse(body, status=HTTPStatus.TOO_MANY_REQUESTS)
    try:
        appended = append_tree(project.pk, parse_json(request))
    except InvalidBodyError as invalid:
        text = f"{len(invalid.errors)} kesalahan validasi ditemukan."
        return fail(invalid.errors, success=False, message=text)
    return ok(errors=[], id_map=appended.ids, summary=appended.counts)


@project_api("POST")
def api_save_detail_ahsp_gabungan(request: HttpRequest, project: Project) -> HttpResponse:
    """W11: replace the rows of several jobs."""
    payload = parse_json_object(request)
    try:
        saved = save_details(project.pk, payload)
    except ConflictError as conflict:
        return conflict_answer(conflict)
    except Pekerjaan.DoesNotExist:
        return unknown_job()
    status = HTTPStatus.MULTI_STATUS if saved.errors else HTTPStatus.OK
    return JsonResponse({"ok": not saved.errors, "saved_rows": saved.rows, "errors": saved.errors}, status=status)


@project_api("POST")
def api_reset_detail_ahsp_to_ref(request: HttpRequest, project: Project, pekerjaan_id: int) -> HttpResponse:
    """W10: give a modified library job the library's rows back."""
    try:
        return ok(cloned_count=reset_to_reference(project.pk, pekerjaan_id))
    except Pekerjaan.DoesNotExist:
        return unknown_job()


@project_page
def orphan_cleanup_view(request: HttpRequest, project: Project) -> HttpResponse:
    """The page of price items that no row takes; they are loaded by script."""
    return render(request, "detail_project/orphan_cleanup.html", {"project": project})


@project_api("GET")
def api_list_orphaned_items(request: HttpRequest, project: Project) -> HttpResponse:
    """The price items that no row takes."""
    items = list(orphans_of(project))
    return ok(
        orphaned_count=len(items),
        total_value=canonical(sum((item.harga_satuan or ZERO for item in items), ZERO), 2),
        orphaned_items=[orphan_data(item) for item in items],
        meta={"project_updated_at": token_of(project)},
    )


@project_api("POST")
def api_cleanup_orphaned_items(request: HttpRequest, project: Project) -> HttpResponse:
    """W16: delete price items that no row takes."""
    cleaned = clean(project.pk, parse_json_object(request))
    return ok(
        deleted_count=cleaned.count,
        total_value_deleted=canonical(cleaned.value, 2),
        skipped_ids=cleaned.skipped,
        message=f"{cleaned.count} orphaned item berhasil dihapus.",
    )


@project_api("POST")
def api_save_conversion_profile(request: HttpRequest, project: Project) -> HttpResponse:
    """W13: how one item is bought."""
    try:
        profile, created = save_conversion(project.pk, parse_json_object(request))
    except InvalidBodyError:
        return fail_text("Invalid JSON")
    except UnknownItemError as error:
        return fail_text(str(error), HTTPStatus.NOT_FOUND)
    except ConversionError as error:
        return fail_text(str(error))
    return ok(profile_id=profile.pk, created=created, message="Conversion profile saved")


@project_api("GET")
def api_validate_rekap_kebutuhan(request: HttpRequest, project: Project) -> HttpResponse:
    """Say whether what the planned weeks take costs what the whole project takes."""
    needs = needs_of(project, Filters())
    planned = planned_costs(project)
    with exact():
        snapshot = {
            kategori: sum((need.total for need in needs if need.kategori == kategori), ZERO)
            for kategori in Kategori.values
        }
        timeline = {
            kategori: sum((cost.total for cost in planned if cost.kategori == kategori), ZERO)
            for kategori in Kategori.values
        }
    breakdown = {
        kategori: {
            "snapshot": {
                "count": sum(need.kategori == kategori for need in needs),
                "total": float(snapshot[kategori]),
            },
            "timeline": {
                "count": sum(cost.kategori == kategori for cost in planned),
                "total": float(timeline[kategori]),
            },
            "difference": float(abs(snapshot[kategori] - timeline[kategori])),
            "match": abs(snapshot[kategori] - timeline[kategori]) <= TOLERANCE,
        }
        for kategori in Kategori.values
        if snapshot[kategori] or timeline[kategori] or any(need.kategori == kategori for need in needs)
    }
    total, by_week = sum(snapshot.values(), ZERO), sum(timeline.values(), ZERO)
    validation = {
        "valid": all(entry["match"] for entry in breakdown.values()),
        "snapshot_total": float(total),
        "timeline_total": float(by_week),
        "difference": float(abs(total - by_week)),
        "tolerance": TOLERANCE,
        "snapshot_count": len(needs),
        "timeline_count": len(planned),
        "kategori_breakdown": breakdown,
        "warnings": [
            f"{kategori}: selisih Rp {entry['difference']:.2f} antara seluruh project dan jadwal"
            for kategori, entry in breakdown.items()
            if not entry["match"]
        ],
        "timestamp": timezone.now().isoformat(),
    }
    return JsonResponse({"status": "success", "validation": validation})
