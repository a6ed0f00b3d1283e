"""W3 to W8: quantities, formulas, parameters."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from app.dashboard.models import Project
from app.detail_project.models import (
    Klasifikasi,
    Pekerjaan,
    ProjectParameter,
    SubKlasifikasi,
    VolumeFormulaState,
    VolumePekerjaan,
)
from tests.app.support import MakeProject

Call = Callable[..., Any]


def make_job(project: Project, order: int = 1) -> Pekerjaan:
    klas, _ = Klasifikasi.objects.get_or_create(project=project, ordering_index=1, defaults={"name": "K"})
    sub, _ = SubKlasifikasi.objects.get_or_create(
        project=project, klasifikasi=klas, ordering_index=1, defaults={"name": "S"}
    )
    return Pekerjaan.objects.create(
        project=project,
        sub_klasifikasi=sub,
        source_type="custom",
        snapshot_kode=f"CUST-{order:04}",
        snapshot_uraian=f"Pekerjaan {order}",
        ordering_index=order,
    )


@pytest.fixture
def job(project: Project) -> Pekerjaan:
    return make_job(project)


@pytest.fixture
def foreign_job(make_project: MakeProject) -> Pekerjaan:
    return make_job(make_project("Gedung B"))


def quantities(call: Call) -> dict[int, str]:
    items = call("get", "volume-pekerjaan/list/").json()["items"]
    return {item["pekerjaan_id"]: item["quantity"] for item in items}


class TestVolumes:
    """W3."""

    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("1.234,5678", "1234.568"),
            ("1.234", "1.234"),
            ("1.234,5", "1234.500"),
            ("1,234", "1.234"),
            ("12.345,67", "12345.670"),
            ("1.000.000,25", "1000000.250"),
            ("1_000,5", "1000.500"),
            ("1.234.567", "1234567.000"),
            ("1e3", "1000.000"),
            (" 7 ", "7.000"),
            (100.5, "100.500"),
            (0, "0.000"),
            ("0,0005", "0.001"),
            (999_999_999_999.999, "999999999999.999"),
        ],
    )
    def test_a_quantity_is_stored_as_the_parser_reads_it(
        self, call: Call, job: Pekerjaan, typed: object, stored: str
    ) -> None:
        answer = call("post", "volume-pekerjaan/save/", {"items": [{"pekerjaan_id": job.pk, "quantity": typed}]})
        body = answer.json()
        assert (answer.status_code, body["ok"], body["saved"], body["errors"]) == (200, True, 1, [])
        assert quantities(call) == {job.pk: stored}

    def test_jobs_without_a_quantity_are_listed_with_zero(self, call: Call, job: Pekerjaan) -> None:
        assert quantities(call) == {job.pk: "0.000"}

    @pytest.mark.parametrize("shape", ["bare", "volumes", "id"])
    def test_other_shapes_of_the_body(self, call: Call, job: Pekerjaan, shape: str) -> None:
        items = [{"id" if shape == "id" else "pekerjaan_id": job.pk, "quantity": 2}]
        body = {"bare": items, "volumes": {"volumes": items}, "id": {"items": items}}[shape]
        assert call("post", "volume-pekerjaan/save/", body).status_code == 200
        assert quantities(call)[job.pk] == "2.000"

    def test_saving_twice_replaces(self, call: Call, job: Pekerjaan) -> None:
        for quantity in (5, 7):
            call("post", "volume-pekerjaan/save/", {"items": [{"pekerjaan_id": job.pk, "quantity": quantity}]})
        assert VolumePekerjaan.objects.get().quantity == 7

    def test_good_items_are_stored_and_bad_ones_named(
        self, call: Call, project: Project, job: Pekerjaan, foreign_job: Pekerjaan
    ) -> None:
        other = make_job(project, 2)
        items = [
            {"pekerjaan_id": job.pk, "quantity": "3"},
            {"pekerjaan_id": other.pk, "quantity": "abc"},
            {"quantity": 1},
            {"pekerjaan_id": foreign_job.pk, "quantity": 1},
        ]
        answer = call("post", "volume-pekerjaan/save/", {"items": items})
        assert answer.status_code == 200
        assert answer.json()["errors"] == [
            {"path": "items[2].pekerjaan_id", "message": "Wajib"},
            {"path": "items[3].pekerjaan_id", "message": "Pekerjaan tidak ditemukan di project ini"},
            {"path": "items[1].quantity", "message": "Harus angka ≥ 0"},
        ]
        assert quantities(call) == {job.pk: "3.000", other.pk: "0.000"}
        assert not VolumePekerjaan.objects.filter(pekerjaan=foreign_job).exists()

    @pytest.mark.parametrize("items", [[], [{}], [{"pekerjaan_id": 10**9, "quantity": 1}]])
    def test_nothing_to_store_is_a_refusal(self, call: Call, job: Pekerjaan, items: list[Any]) -> None:
        answer = call("post", "volume-pekerjaan/save/", {"items": items})
        assert (answer.status_code, answer.json()["ok"]) == (400, False)

    @pytest.mark.parametrize("body", [{}, {"items": {}}, {"items": "x"}, 7, "teks"])
    def test_a_bad_shape(self, call: Call, job: Pekerjaan, body: object) -> None:
        answer = call("post", "volume-pekerjaan/save/", body)
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["path"] == "$"

    def test_the_second_of_two_sessions_is_told_and_may_overwrite(self, call: Call, job: Pekerjaan) -> None:
        token = call("get", "volume-pekerjaan/list/").json()["project_updated_at"]

        def save(quantity: int, **more: Any) -> Any:
            items = [{"pekerjaan_id": job.pk, "quantity": quantity}]
            return call("post", "volume-pekerjaan/save/", {"items": items, **more})

        assert save(1, client_updated_at=token).status_code == 200
        refused = save(2, client_updated_at=token)
        assert (refused.status_code, refused.json()["conflict"]) == (409, True)
        assert quantities(call)[job.pk] == "1.000"
        assert save(2).status_code == 200
        assert quantities(call)[job.pk] == "2.000"


class TestFormulas:
    """W4, under both of its addresses."""

    @pytest.mark.parametrize("path", ["volume/formula/", "volume-formula-state/"])
    def test_a_formula_is_kept_as_typed(self, call: Call, job: Pekerjaan, path: str) -> None:
        item = {"pekerjaan_id": job.pk, "raw": "=panjang*<b>lebar</b>", "is_fx": True}
        assert call("post", path, {"items": [item]}).json() == {"ok": True, "created": 1, "updated": 0, "errors": []}
        assert call("get", path).json()["items"] == [item]
        answer = call("post", path, {"items": [item | {"raw": "", "is_fx": False}]}).json()
        assert (answer["created"], answer["updated"]) == (0, 1)
        assert call("get", path).json()["items"] == [item | {"raw": "", "is_fx": False}]

    def test_many_take_no_more_queries_than_one_and_the_last_of_a_job_stays(
        self, call: Call, job: Pekerjaan, django_assert_max_num_queries: Any
    ) -> None:
        items = [{"pekerjaan_id": job.pk, "raw": f"={number}"} for number in range(40)]
        with django_assert_max_num_queries(15):
            answer = call("post", "volume/formula/", {"items": items}).json()
        assert (answer["created"], answer["updated"]) == (1, 39)
        assert VolumeFormulaState.objects.get().raw == "=39"

    @pytest.mark.parametrize(
        ("change", "path", "message"),
        [
            ({"raw": 5}, "items[0].raw", "Harus berupa teks"),
            ({"raw": "=" + "1" * 2000}, "items[0].raw", "Maksimal 2000 karakter"),
            ({"is_fx": "ya"}, "items[0].is_fx", "Harus boolean"),
            ({"pekerjaan_id": "x"}, "items[0].pekerjaan_id", "Harus integer"),
            ({"pekerjaan_id": None}, "items[0].pekerjaan_id", "Wajib"),
        ],
    )
    def test_refusals(self, call: Call, job: Pekerjaan, change: dict[str, Any], path: str, message: str) -> None:
        answer = call("post", "volume/formula/", {"items": [{"pekerjaan_id": job.pk, "raw": "=1"} | change]})
        assert answer.status_code == 400
        assert answer.json()["errors"] == [{"path": path, "message": message}]
        assert not VolumeFormulaState.objects.exists()

    def test_another_projects_job_is_not_found(self, call: Call, job: Pekerjaan, foreign_job: Pekerjaan) -> None:
        answer = call("post", "volume/formula/", {"items": [{"pekerjaan_id": foreign_job.pk, "raw": "=1"}]})
        assert answer.status_code == 400
        assert not VolumeFormulaState.objects.exists()


class TestParameters:
    """W5 to W8."""

    @pytest.fixture
    def panjang(self, project: Project) -> ProjectParameter:
        return ProjectParameter.objects.create(
            project=project, name="panjang", value=Decimal("12.5"), label="Panjang", unit="m"
        )

    def test_create(self, call: Call) -> None:
        sent = {"name": " Panjang ", "value": "12,5", "label": "Panjang (m)", "unit": "m", "description": ""}
        answer = call("post", "parameters/", sent)
        assert (answer.status_code, answer.json()["created"]) == (201, True)
        parameter = answer.json()["parameter"]
        expected = {"name": "panjang", "value": "12.500", "label": "Panjang (m)", "unit": "m", "description": ""}
        assert parameter == expected | {"id": parameter["id"]}
        assert call("get", "parameters/").json()["parameters"] == [parameter]
        assert call("get", f"parameters/{parameter['id']}/").json()["parameter"] == parameter

    @pytest.mark.parametrize(
        ("change", "path", "message"),
        [
            ({"name": ""}, "name", "Nama parameter wajib diisi"),
            ({"name": None}, "name", "Nama parameter wajib diisi"),
            ({"name": "2x"}, "name", "Nama harus huruf kecil, angka, underscore saja (awali huruf/underscore)"),
            ({"name": "a-b"}, "name", "Nama harus huruf kecil, angka, underscore saja (awali huruf/underscore)"),
            ({"name": "é"}, "name", "Nama harus huruf kecil, angka, underscore saja (awali huruf/underscore)"),
            ({"name": "a\n"}, "name", None),
            ({"name": "a" * 101}, "name", "Maksimal 100 karakter"),
            ({"name": "PANJANG"}, "name", "Parameter 'panjang' sudah ada"),
            ({"value": "abc"}, "value", "Harus angka ≥ 0"),
            ({"value": -1}, "value", "Harus angka ≥ 0"),
            ({"value": [1]}, "value", "Harus angka ≥ 0"),
            ({"label": "x" * 201}, "label", "Maksimal 200 karakter"),
            ({"unit": "x" * 51}, "unit", "Maksimal 50 karakter"),
        ],
    )
    def test_create_refusals(
        self, call: Call, panjang: ProjectParameter, change: dict[str, Any], path: str, message: str | None
    ) -> None:
        answer = call("post", "parameters/", {"name": "baru", "value": 1} | change)
        if message is None:  # blanks around a name are no mistake
            assert answer.status_code == 201
            return
        assert answer.status_code == 400
        assert answer.json()["errors"] == [{"path": path, "message": message}]
        assert ProjectParameter.objects.count() == 1

    def test_more_than_three_decimals_are_rounded(self, call: Call) -> None:
        assert call("post", "parameters/", {"name": "a", "value": "1,23456"}).json()["parameter"]["value"] == "1.235"

    def test_update_changes_what_is_named_and_never_the_name(self, call: Call, panjang: ProjectParameter) -> None:
        answer = call("put", f"parameters/{panjang.pk}/", {"value": "3", "name": "lain"})
        assert (answer.status_code, answer.json()["updated"]) == (200, True)
        panjang.refresh_from_db()
        assert (panjang.name, panjang.value, panjang.label, panjang.unit) == ("panjang", Decimal(3), "Panjang", "m")

    def test_update_refuses_a_bad_value(self, call: Call, panjang: ProjectParameter) -> None:
        assert call("put", f"parameters/{panjang.pk}/", {"value": "Infinity", "label": "L"}).status_code == 400
        panjang.refresh_from_db()
        assert (panjang.value, panjang.label) == (Decimal("12.5"), "Panjang")

    def test_delete(self, call: Call, panjang: ProjectParameter) -> None:
        assert call("delete", f"parameters/{panjang.pk}/").json() == {"ok": True, "deleted": True, "name": "panjang"}
        assert not ProjectParameter.objects.exists()
        assert call("delete", f"parameters/{panjang.pk}/").status_code == 404

    @pytest.mark.parametrize("method", ["get", "put", "delete"])
    def test_another_projects_parameter_is_not_found(self, call: Call, make_project: MakeProject, method: str) -> None:
        foreign = ProjectParameter.objects.create(project=make_project("Gedung B"), name="x", value=1)
        assert call(method, f"parameters/{foreign.pk}/", {"value": 9}).status_code == 404
        foreign.refresh_from_db()
        assert foreign.value == 1

    def test_sync_merges(self, call: Call, panjang: ProjectParameter) -> None:
        sent = {"panjang": 3, "Lebar": {"value": "5", "label": "Lebar", "unit": "m"}}
        answer = call("post", "parameters/sync/", {"parameters": sent})
        expected = {"ok": True, "created": 1, "updated": 1, "deleted": 0, "mode": "merge", "errors": []}
        assert answer.json() == expected
        stored = {row["name"]: (row["value"], row["label"]) for row in call("get", "parameters/").json()["parameters"]}
        assert stored == {"lebar": ("5.000", "Lebar"), "panjang": ("3.000", "Panjang")}

    def test_sync_replaces(self, call: Call, panjang: ProjectParameter) -> None:
        answer = call("post", "parameters/sync/", {"parameters": {"lebar": 5}, "mode": "replace"}).json()
        assert (answer["created"], answer["deleted"]) == (1, 1)
        assert list(ProjectParameter.objects.values_list("name", flat=True)) == ["lebar"]

    def test_sync_leaves_out_what_is_wrong_and_says_so(self, call: Call, panjang: ProjectParameter) -> None:
        sent = {"panjang": "abc", "2x": 1, "baik": 2, "": 1}
        answer = call("post", "parameters/sync/", {"parameters": sent, "mode": "replace"}).json()
        assert (answer["created"], answer["updated"], answer["deleted"]) == (1, 0, 0)
        assert {error["path"] for error in answer["errors"]} == {
            "parameters.panjang.value",
            "parameters.2x",
            "parameters.",
        }
        panjang.refresh_from_db()
        assert panjang.value == Decimal("12.5")

    @pytest.mark.parametrize(
        ("body", "path", "message"),
        [
            ({"parameters": []}, "parameters", "Harus berupa object/dictionary"),
            ({}, "parameters", "Harus berupa object/dictionary"),
            ({"parameters": {}, "mode": "hapus"}, "mode", "Harus 'merge' atau 'replace'"),
            ({"parameters": {}, "mode": []}, "mode", "Harus 'merge' atau 'replace'"),
        ],
    )
    def test_sync_refusals(
        self, call: Call, panjang: ProjectParameter, body: dict[str, Any], path: str, message: str
    ) -> None:
        answer = call("post", "parameters/sync/", body)
        assert answer.status_code == 400
        assert answer.json()["errors"] == [{"path": path, "message": message}]
        assert ProjectParameter.objects.count() == 1
