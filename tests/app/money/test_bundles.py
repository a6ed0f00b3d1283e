"""Bundles: expansion, nesting, circles, cascades, and what they cost."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from app.dashboard.models import Project
from app.detail_project.models import DetailAHSPAudit, DetailAHSPExpanded, HargaItemProject, Pekerjaan
from app.detail_project.services.expansion import MAX_DEPTH
from app.detail_project.services.rab import project_total
from app.referensi.models import AHSPReferensi
from tests.app.money.conftest import Api, MakeJob, bundle, errors_of, row
from tests.app.support import MakeProject


def expanded(job: Pekerjaan) -> dict[str, tuple[Decimal, int, str | None]]:
    rows = DetailAHSPExpanded.objects.filter(pekerjaan=job)
    return {each.kode: (each.koefisien, each.expansion_depth, each.source_bundle_kode) for each in rows}


@pytest.fixture
def inner(api: Api, make_job: MakeJob) -> Pekerjaan:
    job = make_job("CUST-0002", volume="3")
    api.save_rows(job, [row("TK", "L.01", "0.75"), row("TK", "L.04", "0.025")])
    return job


def test_components_are_stored_per_unit_of_the_bundle(api: Api, job: Pekerjaan, inner: Pekerjaan) -> None:
    answer = api.save_rows(job, [bundle(inner, "2"), row("BHN", "B.01", "7.5")])
    assert answer.json()["saved_expanded_rows"] == 3
    assert expanded(job) == {
        "L.01": (Decimal("0.75"), 1, "CUST-0002"),
        "L.04": (Decimal("0.025"), 1, "CUST-0002"),
        "B.01": (Decimal("7.5"), 0, None),
    }


def test_the_expansion_shows_components_and_their_price(api: Api, job: Pekerjaan, inner: Pekerjaan) -> None:
    api.save_rows(job, [bundle(inner, "2")])
    api.price(L_01="4000.50", L_04="5000.50")
    stored = api.rows_of(job)["CUST-0002"]
    answer = api.get(f"pekerjaan/{job.pk}/bundle/{stored['id']}/expansion/")
    assert [(each["kode"], each["koefisien"], each["harga_satuan"]) for each in answer["components"]] == [
        ("L.01", "0.75", "4000.50"),
        ("L.04", "0.025", "5000.50"),
    ]
    assert (answer["total"], answer["component_count"]) == ("3125.3875", 2)
    assert stored["harga_satuan"] == "3125.39"  # shown with two decimals; what it costs below is exact
    assert stored["jumlah"] == "6250.775"


def test_an_ordinary_row_has_no_expansion(api: Api, job: Pekerjaan, inner: Pekerjaan) -> None:
    api.save_rows(job, [bundle(inner, "2"), row("BHN", "B.01", "7.5")])
    plain = api.rows_of(job)["B.01"]["id"]
    assert api.raw_get(f"pekerjaan/{job.pk}/bundle/{plain}/expansion/").status_code == 404
    assert api.raw_get(f"pekerjaan/{inner.pk}/bundle/{plain}/expansion/").status_code == 404


def test_nested_bundles_multiply_without_rounding(
    api: Api, make_job: MakeJob, inner: Pekerjaan, job: Pekerjaan
) -> None:
    middle = make_job("CUST-0003")
    api.save_rows(middle, [bundle(inner, "0.123457")])
    api.save_rows(job, [bundle(middle, "0.654321")])
    koefisien, depth, source = expanded(job)["L.04"]
    assert (koefisien, depth, source) == (Decimal("0.003086425"), 2, "CUST-0003")
    api.price(L_01="0", L_04="1000000000")
    expected = Decimal("0.654321") * Decimal("0.003086425") * 10**9 * 100 * Decimal("1.10")
    assert project_total(job.project) == expected + 3 * Decimal("0.025") * 10**9 * Decimal("1.10")


def test_a_bundle_from_the_library_brings_its_items_along(api: Api, job: Pekerjaan, library: AHSPReferensi) -> None:
    answer = api.save_rows(job, [row("LAIN", "A.1", "2", ref_kind="ahsp", ref_id=library.pk)])
    assert answer.status_code == 200
    assert set(expanded(job)) == {"L.09", "M.09", "X.09"}
    assert HargaItemProject.objects.filter(kode_item__in=["L.09", "M.09", "X.09"], harga_satuan=None).count() == 3


def test_the_older_way_to_name_the_library_works_too(api: Api, job: Pekerjaan, library: AHSPReferensi) -> None:
    api.save_rows(job, [row("LAIN", "A.1", "2", ref_ahsp_id=library.pk)])
    assert api.rows_of(job)["A.1"]["ref_ahsp_id"] == library.pk


def test_a_component_that_clashes_with_the_price_list_is_refused(
    api: Api, job: Pekerjaan, library: AHSPReferensi, make_job: MakeJob
) -> None:
    api.save_rows(make_job(), [row("BHN", "L.09", "1")])
    answer = api.save_rows(job, [row("LAIN", "A.1", "2", ref_kind="ahsp", ref_id=library.pk)])
    assert answer.status_code == 400
    assert "'L.09' sudah terdaftar dengan kategori 'BHN'" in answer.json()["user_message"]
    assert api.rows_of(job) == {}


def test_a_job_bundles_neither_itself_nor_what_bundles_it(
    api: Api, job: Pekerjaan, inner: Pekerjaan, make_job: MakeJob
) -> None:
    middle = make_job("CUST-0003")
    api.save_rows(middle, [bundle(inner, "1")])
    api.save_rows(job, [bundle(middle, "1")])

    itself = api.save_rows(inner, [row("TK", "L.01", "1"), bundle(inner, "1")])
    circle = api.save_rows(inner, [row("TK", "L.01", "1"), bundle(job, "1")])

    assert errors_of(itself)["rows[1].ref_job"] == "Pekerjaan tidak boleh mereferensi diri sendiri"
    codes = f"CUST-0002 → {job.snapshot_kode} → CUST-0003 → CUST-0002"
    assert errors_of(circle)["rows[1].ref_job"] == f"Circular dependency detected: {codes}"
    assert set(api.rows_of(inner)) == {"L.01"}


def test_an_empty_target_is_a_warning(api: Api, job: Pekerjaan, make_job: MakeJob, project: Project) -> None:
    empty = make_job("CUST-0009")
    answer = api.save_rows(job, [bundle(empty, "1")])
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["severity"] == "warning"
    project.allow_bundle_soft_errors = True
    project.save()
    assert api.save_rows(job, [bundle(empty, "1")]).status_code == 207
    assert api.rows_of(job) == {}


@pytest.mark.parametrize(("kind", "path"), [("job", "ref_job"), ("ahsp", "ref_ahsp")])
def test_an_unknown_target_is_refused(api: Api, job: Pekerjaan, kind: str, path: str) -> None:
    answer = api.save_rows(job, [row("LAIN", "Z", "1", ref_kind=kind, ref_id=10**9)])
    assert f"rows[0].{path}" in errors_of(answer)


def test_another_projects_job_is_no_target(
    api: Api, job: Pekerjaan, make_project: MakeProject, make_job: MakeJob
) -> None:
    foreign = make_job(project=make_project("Gedung B"), ordering_index=1)
    assert "rows[0].ref_job" in errors_of(api.save_rows(job, [bundle(foreign, "1")]))


def test_bundles_nest_so_deep_and_no_deeper(api: Api, make_job: MakeJob) -> None:
    chain = [make_job(f"CUST-{number:04}") for number in range(1, MAX_DEPTH + 3)]
    api.save_rows(chain[0], [row("TK", "L.01", "1")])
    for below, above in pairwise(chain[:-1]):
        assert api.save_rows(above, [bundle(below, "1")]).status_code == 200, above.snapshot_kode
    refused = api.save_rows(chain[-1], [bundle(chain[-2], "1")])
    assert errors_of(refused)["rows[0].ref_job"] == f"Bundle bertingkat lebih dari {MAX_DEPTH}"


def test_deepening_the_bottom_of_a_full_chain_is_refused_and_changes_nothing(api: Api, make_job: MakeJob) -> None:
    chain = [make_job(f"CUST-{number:04}") for number in range(1, MAX_DEPTH + 2)]
    api.save_rows(chain[0], [row("TK", "L.01", "1")])
    for below, above in pairwise(chain):
        api.save_rows(above, [bundle(below, "1")])
    deeper = make_job("CUST-0099")
    api.save_rows(deeper, [row("TK", "L.02", "1")])
    answer = api.save_rows(chain[0], [bundle(deeper, "1")])
    assert answer.status_code == 400
    assert set(api.rows_of(chain[0])) == {"L.01"}


def test_a_change_reaches_every_job_that_bundles_it(
    api: Api, job: Pekerjaan, inner: Pekerjaan, make_job: MakeJob
) -> None:
    middle = make_job("CUST-0003")
    api.save_rows(middle, [bundle(inner, "3")])
    api.save_rows(job, [bundle(middle, "2")])

    api.save_rows(inner, [row("TK", "L.01", "0.5"), row("BHN", "B.07", "4")])

    assert expanded(middle) == {"L.01": (Decimal("0.5"), 1, "CUST-0002"), "B.07": (Decimal(4), 1, "CUST-0002")}
    assert expanded(job) == {"L.01": (Decimal("1.5"), 2, "CUST-0003"), "B.07": (Decimal(12), 2, "CUST-0003")}
    cascades = DetailAHSPAudit.objects.filter(action="CASCADE").values_list("pekerjaan", "triggered_by")
    assert sorted(cascades) == sorted([(middle.pk, "cascade"), (job.pk, "cascade")])


def test_emptying_a_bundled_job_empties_the_bundles(api: Api, job: Pekerjaan, inner: Pekerjaan) -> None:
    api.save_rows(job, [bundle(inner, "2"), row("BHN", "B.01", "1")])
    api.save_rows(inner, [])
    assert set(expanded(job)) == {"B.01"}
