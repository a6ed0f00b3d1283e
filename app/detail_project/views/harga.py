"""Unit prices: page, list, W12, and the conversion profiles that belong to them (CONTRACT 3.6, 4.4)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from app.core.http import InvalidBodyError, fail, ok, parse_json_object, project_api, project_page
from app.core.numbers import canonical
from app.dashboard.models import Project
from app.detail_project.models import HargaItemProject, ItemConversionProfile
from app.detail_project.services.components import ORDER
from app.detail_project.services.conflict import ConflictError
from app.detail_project.services.prices import PriceResult, save_prices, used_items
from app.detail_project.services.pricing import percent_or_none, pricing_of
from app.detail_project.views.answers import conflict_answer, token_of


@project_page
def harga_items_view(request: HttpRequest, project: Project) -> HttpResponse:
    """The page; its items are loaded by script."""
    return render(request, "detail_project/harga_items.html", {"project": project})


@project_api("GET")
def api_list_harga_items(request: HttpRequest, project: Project) -> HttpResponse:
    """The items that the project's jobs take, by kategori, then code."""
    items = sorted(used_items(project), key=lambda item: (ORDER[item.kategori], item.kode_item))
    return ok(
        items=[_item(item) for item in items],
        meta={
            "markup_percent": canonical(pricing_of(project).markup_percent, 2),
            "project_updated_at": token_of(project),
        },
    )


@project_api("POST")
def api_save_harga_items(request: HttpRequest, project: Project) -> HttpResponse:
    """W12: store prices and mark-up."""
    payload = parse_json_object(request)
    try:
        result = save_prices(project.pk, payload)
    except ConflictError as conflict:
        return conflict_answer(conflict)
    except InvalidBodyError as invalid:
        text = f"❌ Tidak ada data yang tersimpan. {len(invalid.errors)} kesalahan ditemukan."
        return fail(invalid.errors, user_message=text, updated=0)
    body = {
        "ok": not result.errors,
        "user_message": _message(result),
        "updated": result.updated,
        "pricing_saved": "markup_percent" in payload
        and not any(error["path"] == "markup_percent" for error in result.errors),
        "markup_percent": canonical(result.pricing.markup_percent, 2),
        "project_updated_at": token_of(result.project),
        "errors": result.errors,
    }
    return JsonResponse(body, status=HTTPStatus.MULTI_STATUS if result.errors else HTTPStatus.OK)


@project_api("GET")
def api_get_conversion_profiles(request: HttpRequest, project: Project) -> HttpResponse:
    """How the items are bought, where that is known."""
    profiles = ItemConversionProfile.objects.filter(harga_item__project=project).select_related("harga_item")
    return ok(profiles=[_profile(profile) for profile in profiles.order_by("harga_item__kode_item")])


def _item(item: HargaItemProject) -> dict[str, Any]:
    return {
        "id": item.pk,
        "kode_item": item.kode_item,
        "kategori": item.kategori,
        "uraian": item.uraian,
        "satuan": item.satuan,
        "harga_satuan": percent_or_none(item.harga_satuan),
    }


def _profile(profile: ItemConversionProfile) -> dict[str, Any]:
    return {
        "harga_item_id": profile.harga_item_id,
        "kode_item": profile.harga_item.kode_item,
        "market_unit": profile.market_unit,
        "market_price": canonical(profile.market_price, 2),
        "factor_to_base": canonical(profile.factor_to_base, 6),
        "density": profile.density and canonical(profile.density, 6),
        "capacity_m3": profile.capacity_m3 and canonical(profile.capacity_m3, 6),
        "capacity_ton": profile.capacity_ton and canonical(profile.capacity_ton, 6),
        "method": profile.method,
    }


def _message(result: PriceResult) -> str:
    if result.errors:
        return f"⚠️ Data tersimpan sebagian. {len(result.errors)} kesalahan ditemukan."
    saved = [f"{result.updated} perubahan harga"] if result.updated else []
    saved += ["profit/margin"] if result.markup_changed else []
    return f"✅ Berhasil menyimpan {' dan '.join(saved)}!" if saved else "✅ Tidak ada perubahan untuk disimpan."
