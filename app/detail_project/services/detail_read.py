"""One job's rows and bundles as the APIs give them (CONTRACT 3.8, 7)."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from app.core.numbers import canonical
from app.detail_project.models import DetailAHSPExpanded, DetailAHSPProject, Kategori, Pekerjaan
from app.detail_project.services.components import ORDER
from app.detail_project.services.rab import ZERO, exact, plain


def detail_data(job: Pekerjaan) -> dict[str, Any]:
    """The job's raw rows; a bundle's price is the price of one unit of it, null while no component has one."""
    bundle_prices = _bundle_prices(job)
    rows = job.detail_rows.select_related("harga_item").order_by("kategori", "id")
    return {
        "pekerjaan": {
            "id": job.pk,
            "kode": job.snapshot_kode,
            "uraian": job.snapshot_uraian,
            "satuan": job.snapshot_satuan,
            "source_type": job.source_type,
            "detail_ready": job.detail_ready,
            "budgeted_cost": canonical(job.budgeted_cost, 2),
            "updated_at": job.updated_at.isoformat(),
        },
        "items": [_row(row, bundle_prices) for row in rows],
        "meta": {
            "kategori_opts": [{"code": code, "label": label} for code, label in Kategori.choices],
            "read_only": job.source_type == Pekerjaan.SourceType.REF,
        },
    }


def bundle_data(row: DetailAHSPProject) -> dict[str, Any]:
    """The components of a bundle row, per one unit of the bundle, and what that unit costs."""
    components = sorted(
        row.expanded_rows.select_related("harga_item"), key=lambda component: (ORDER[component.kategori], component.pk)
    )
    with exact():
        total = sum((_cost(component) for component in components), ZERO)
    return {
        "bundle": {
            "id": row.pk,
            "kode": row.kode,
            "uraian": row.uraian,
            "satuan": row.satuan,
            "koefisien": canonical(row.koefisien, 6),
            "ref_kind": "ahsp" if row.ref_ahsp_id else "job",
            "ref_id": row.ref_ahsp_id or row.ref_pekerjaan_id,
        },
        "components": [
            {
                "kategori": component.kategori,
                "kode": component.kode,
                "uraian": component.uraian,
                "satuan": component.satuan,
                "koefisien": plain(component.koefisien),
                "harga_satuan": _price_text(component.harga_item.harga_satuan),
                "jumlah": plain(_cost(component)),
                "source_bundle_kode": component.source_bundle_kode,
                "expansion_depth": component.expansion_depth,
            }
            for component in components
        ],
        "total": plain(total),
        "component_count": len(components),
    }


def _row(row: DetailAHSPProject, bundle_prices: dict[int, Decimal]) -> dict[str, Any]:
    is_bundle = row.ref_ahsp_id is not None or row.ref_pekerjaan_id is not None
    price = bundle_prices.get(row.pk) if is_bundle else row.harga_item.harga_satuan
    with exact():
        jumlah = row.koefisien * (price or ZERO)
    return {
        "id": row.pk,
        "kategori": row.kategori,
        "kode": row.kode,
        "uraian": row.uraian,
        "satuan": row.satuan,
        "koefisien": canonical(row.koefisien, 6),
        "ref_kind": "ahsp" if row.ref_ahsp_id else "job" if row.ref_pekerjaan_id else None,
        "ref_ahsp_id": row.ref_ahsp_id,
        "ref_pekerjaan_id": row.ref_pekerjaan_id,
        "harga_satuan": _price_text(price),
        "jumlah": plain(jumlah),
    }


def _bundle_prices(job: Pekerjaan) -> dict[int, Decimal]:
    """Price of one unit by bundle row, of the rows of which at least one component has a price."""
    prices: defaultdict[int, Decimal] = defaultdict(Decimal)
    components = job.expanded_rows.filter(expansion_depth__gt=0, harga_item__harga_satuan__isnull=False)
    with exact():
        for component in components.select_related("harga_item"):
            prices[component.source_detail_id] += _cost(component)
    return dict(prices)


def _cost(component: DetailAHSPExpanded) -> Decimal:
    with exact():
        return component.koefisien * (component.harga_item.harga_satuan or ZERO)


def _price_text(price: Decimal | None) -> str | None:
    return None if price is None else canonical(price, 2)
