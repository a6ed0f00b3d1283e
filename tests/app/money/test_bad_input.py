"""The whole matrix of bad input on W9, W12, W14 and W15: refused by name, nothing stored, never a 500."""

from __future__ import annotations

from typing import Any

import pytest

from app.detail_project.models import DetailAHSPProject, HargaItemProject, Pekerjaan, ProjectPricing
from tests.app.bad_input import Case, Field, Kind, bad_bodies, cases, replaced
from tests.app.money.conftest import Api, errors_of, row

ROW_FIELDS = [
    Field("kategori", Kind.CHOICE, required=True),
    Field("kode", Kind.TEXT, max_length=100),
    Field("uraian", Kind.TEXT, required=True, max_length=10_000),
    Field("satuan", Kind.TEXT, max_length=50),
    Field("koefisien", Kind.NUMBER, required=True),
]
BUNDLE_FIELDS = [Field("ref_kind", Kind.CHOICE, required=True), Field("ref_id", Kind.ID, required=True)]
# Without a reference it is a plain row, which is no mistake.
BUNDLE_CASES = [case for case in cases(BUNDLE_FIELDS, json=True) if case.label not in {"null", "empty"}]
PRICE_FIELDS = [Field("id", Kind.ID, required=True), Field("harga_satuan", Kind.NUMBER)]
PERCENT_FIELDS = [Field(name, Kind.NUMBER, required=True, maximum=100) for name in ("markup_percent", "ppn_percent")]
BASE_FIELD = [Field("rounding_base", Kind.NUMBER, required=True)]
OVERRIDE_FIELD = [Field("override_markup", Kind.NUMBER, maximum=100)]
WRITES = ["detail-ahsp/{job}/save/", "harga-items/save/", "pricing/", "pekerjaan/{job}/pricing/"]
ODD_STATUSES = {200, 207, 400}


@pytest.fixture
def kept(api: Api, job: Pekerjaan) -> Api:
    """A project with one row, one price and its own pricing, none of which may change."""
    api.save_rows(job, [row("TK", "L.01", "1")])
    api.price(L_01="10")
    api.post("pricing/", {"markup_percent": "7", "ppn_percent": "8", "rounding_base": 9})
    api.post(f"pekerjaan/{job.pk}/pricing/", {"override_markup": "6"})
    return api


def state() -> list[Any]:
    """What is stored of everything that these writes touch."""
    return [
        list(DetailAHSPProject.objects.order_by("id").values_list("id", "kode", "koefisien")),
        list(HargaItemProject.objects.order_by("id").values_list("id", "kode_item", "harga_satuan")),
        list(ProjectPricing.objects.values_list("markup_percent", "ppn_percent", "rounding_base")),
        list(Pekerjaan.objects.values_list("id", "markup_override_percent")),
    ]


@pytest.mark.parametrize("case", cases(ROW_FIELDS, json=True), ids=str)
def test_detail_rows(kept: Api, job: Pekerjaan, case: Case) -> None:
    before = state()
    answer = kept.save_rows(job, [replaced(row("BHN", "B.01", "2"), case)])
    if not case.refused:
        assert answer.status_code in ODD_STATUSES, answer.content
        return
    assert answer.status_code == 400, answer.content
    # A NUL makes the whole body unusable.
    assert errors_of(answer).keys() & {f"rows[0].{case.field.name}", "$"}
    assert state() == before


@pytest.mark.parametrize(
    "case", [c for c in cases(BUNDLE_FIELDS, json=True) if c.label not in {"null", "empty"}], ids=str
)
def test_bundle_rows(kept: Api, job: Pekerjaan, case: Case) -> None:
    before = state()
    bundle = row("LAIN", "A.1", "2", ref_kind="ahsp", ref_id=5)
    answer = kept.save_rows(job, [replaced(bundle, case)])
    assert answer.status_code == 400, answer.content
    assert any(path.startswith("rows[0].ref_") for path in errors_of(answer))
    assert state() == before


@pytest.mark.parametrize("case", cases(PRICE_FIELDS, json=True), ids=str)
def test_prices(kept: Api, case: Case) -> None:
    before = state()
    valid = kept.price_entries({"L.01": "55"})[0]
    answer = kept.post("harga-items/save/", {"items": [replaced(valid, case)]})
    if not case.refused:
        assert answer.status_code in ODD_STATUSES, answer.content
        return
    assert answer.status_code == 400, answer.content
    assert f"items[0].{case.field.name}" in errors_of(answer)
    assert state() == before


@pytest.mark.parametrize("case", cases([*PERCENT_FIELDS, *BASE_FIELD], json=True), ids=str)
def test_project_pricing(kept: Api, case: Case) -> None:
    before = state()
    valid = {"markup_percent": "1", "ppn_percent": "2", "rounding_base": 3}
    answer = kept.post("pricing/", replaced(valid, case))
    if not case.refused:
        assert answer.status_code in ODD_STATUSES, answer.content
        return
    assert (answer.status_code, list(errors_of(answer))) == (400, [case.field.name])
    assert state() == before


@pytest.mark.parametrize("case", cases(OVERRIDE_FIELD, json=True), ids=str)
def test_a_jobs_own_markup(kept: Api, job: Pekerjaan, case: Case) -> None:
    before = state()
    answer = kept.post(f"pekerjaan/{job.pk}/pricing/", {"override_markup": case.value})
    if not case.refused:
        assert answer.status_code in ODD_STATUSES, answer.content
        return
    assert (answer.status_code, list(errors_of(answer))) == (400, ["override_markup"])
    assert state() == before


@pytest.mark.parametrize("body", bad_bodies().values(), ids=bad_bodies())
@pytest.mark.parametrize(
    "path", ["detail-ahsp/{job}/save/", "harga-items/save/", "pricing/", "pekerjaan/{job}/pricing/"]
)
def test_bodies_of_the_wrong_shape(kept: Api, job: Pekerjaan, path: str, body: bytes) -> None:
    before = state()
    answer = kept.client.post(kept.url(path.format(job=job.pk)), body, content_type="application/json")
    # An object that names nothing to change is a harmless no-op where every key is optional.
    harmless = body.startswith(b'{"a": ') and answer.status_code == 200 and path in {"harga-items/save/", "pricing/"}
    assert harmless or answer.status_code == 400, answer.content
    assert state() == before


@pytest.mark.parametrize("token", ["2026-01-01T00:00:00", "kemarin", 7, None, [], {}, "9999-12-31T23:59:59-12:00", ""])
def test_a_token_that_is_no_date_is_no_check_and_a_naive_one_is_read(kept: Api, job: Pekerjaan, token: object) -> None:
    answer = kept.save_rows(job, [row("TK", "L.01", "2")], client_updated_at=token)
    assert answer.status_code == (409 if token == "2026-01-01T00:00:00" else 200)


QUERIES = {
    "audit-trail/": ("action", "triggered_by", "pekerjaan_id", "date_from", "date_to", "page", "page_size", "entry_id"),
    "change-status/": ("since_ahsp", "since_harga", "pekerjaan_since"),
    "rekap-kebutuhan/": ("klasifikasi", "sub_klasifikasi", "pekerjaan", "kategori", "mode"),
}


@pytest.mark.parametrize("value", ["abc", "-1", "9" * 40, "2026-02-30", "0000-01-01", "١٢", "1.5", "Infinity"])
@pytest.mark.parametrize(("path", "name"), [(path, name) for path, names in QUERIES.items() for name in names])
def test_queries_that_cannot_be_read_are_named(kept: Api, path: str, name: str, value: str) -> None:
    answer = kept.raw_get(path, **{name: value})
    assert (answer.status_code, list(errors_of(answer))) == (400, [name])


@pytest.mark.parametrize("value", ["", "<b>", "%", "'\"", "\0", "😀", "x" * 5000])
def test_any_search_text_is_searched(kept: Api, value: str) -> None:
    assert kept.get("rekap-kebutuhan/", search=value)["ok"]
