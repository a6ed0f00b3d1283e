"""The summary and its rows as the APIs give them (CONTRACT 7): floats by contract, exact strings for display."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from app.core.numbers import canonical
from app.detail_project.services.components import Component
from app.detail_project.services.pricing import pricing_data
from app.detail_project.services.rab import ZERO, Footer, JobCost, Rab, exact, plain


def rekap_data(rab: Rab) -> dict[str, Any]:
    """Rows, mark-up and tax, footer, and the totals of klasifikasi (``k1``) and sub (``s1``)."""
    return {
        "rows": [_row(cost) for cost in rab.costs],
        "meta": pricing_data(rab.pricing),
        "footer": footer_data(rab.footer),
        "groups": {key: plain(total) for key, total in _group_totals(rab.costs).items()},
    }


def footer_data(footer: Footer) -> dict[str, str]:
    """The footer's exact amounts."""
    return {
        "total": plain(footer.total),
        "ppn": plain(footer.ppn),
        "grand": plain(footer.grand),
        "rounded": plain(footer.rounded),
    }


def rincian_data(rab: Rab, components: list[Component]) -> dict[str, Any]:
    """Every priced row with its share of the total; the end agrees with the summary, overrides included."""
    per_kategori: dict[str, Decimal] = dict.fromkeys(("TK", "BHN", "ALT", "LAIN"), ZERO)
    with exact():
        for component in components:
            per_kategori[component.kategori] += component.subtotal
        direct = sum(per_kategori.values(), ZERO)
        markup = sum((cost.f * cost.volume for cost in rab.costs), ZERO)
        grand = direct + markup
    return {
        "rows": [
            {
                "pekerjaan_id": component.job.pk,
                "pekerjaan_kode": component.job.snapshot_kode,
                "pekerjaan_uraian": component.job.snapshot_uraian,
                "kategori": component.kategori,
                "kode": component.kode,
                "uraian": component.uraian,
                "satuan": component.satuan,
                "koefisien": plain(component.koefisien),
                "volume": canonical(component.volume, 3),
                "harga_satuan": canonical(component.price or ZERO, 2),
                "subtotal": plain(component.subtotal),
            }
            for component in components
        ],
        "meta": {
            "total_per_kategori": {kategori: plain(total) for kategori, total in per_kategori.items()},
            "total_langsung": plain(direct),
            "markup_percent": canonical(rab.pricing.markup_percent, 2),
            "buk_amount": plain(markup),
            "grand_total": plain(grand),
        },
    }


def _row(cost: JobCost) -> dict[str, Any]:
    figures = {
        "A": cost.a,
        "B": cost.b,
        "C": cost.c,
        "D": cost.d,
        "LAIN": cost.lain,
        "E_base": cost.e_base,
        "E": cost.f,
        "F": cost.f,
        "G": cost.g,
        "HSP": cost.e_base,
        "unit_price": cost.e_base,
        "markup_eff": cost.markup,
        "volume": cost.volume,
        "total": cost.total,
        "biaya_langsung": cost.d,
    }
    job = cost.job
    return {
        "pekerjaan_id": job.pk,
        "kode": job.snapshot_kode,
        "uraian": job.snapshot_uraian,
        "satuan": job.snapshot_satuan,
        "source_type": job.source_type,
        **{name: float(value) for name, value in figures.items()},
        "exact": {name: plain(value) for name, value in figures.items()},
    }


def _group_totals(costs: list[JobCost]) -> dict[str, Decimal]:
    totals: dict[str, Decimal] = {}
    with exact():
        for cost in costs:
            sub = cost.job.sub_klasifikasi
            for key in (f"k{sub.klasifikasi_id}", f"s{sub.pk}"):
                totals[key] = totals.get(key, ZERO) + cost.total
    return totals
