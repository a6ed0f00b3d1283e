"""W12, W14, W15 and the reads beside them."""

from __future__ import annotations

import pytest

from app.detail_project.models import HargaItemProject, Pekerjaan, ProjectPricing
from tests.app.money.conftest import Api, MakeJob, errors_of, row


@pytest.fixture
def priced(api: Api, job: Pekerjaan) -> Api:
    api.save_rows(job, [row("TK", "L.01", "1"), row("BHN", "B.01", "2"), row("ALT", "E.1", "3")])
    return api


def stored(api: Api) -> dict[str, str | None]:
    return {item["kode_item"]: item["harga_satuan"] for item in api.get("harga-items/list/")["items"]}


def test_only_what_was_sent_is_priced(priced: Api) -> None:
    answer = priced.price(L_01="150000.50", B_01="0")
    assert answer.json()["user_message"] == "✅ Berhasil menyimpan 2 perubahan harga!"
    assert stored(priced) == {"L.01": "150000.50", "B.01": "0.00", "E.1": None}


def test_a_price_can_be_taken_away_again(priced: Api) -> None:
    priced.price(L_01="5")
    assert priced.price(L_01=None).json()["updated"] == 1
    assert stored(priced)["L.01"] is None


def test_markup_and_prices_go_together(priced: Api) -> None:
    entries = priced.price_entries({"L.01": "10"})
    body = priced.post("harga-items/save/", {"items": entries, "markup_percent": "12,5"}).json()
    assert body["user_message"] == "✅ Berhasil menyimpan 1 perubahan harga dan profit/margin!"
    assert (body["updated"], body["pricing_saved"], body["markup_percent"]) == (1, True, "12.50")
    only = priced.post("harga-items/save/", {"items": [], "markup_percent": "13"}).json()
    assert only["user_message"] == "✅ Berhasil menyimpan profit/margin!"
    assert priced.get("harga-items/list/")["meta"]["markup_percent"] == "13.00"


def test_saving_what_is_there_already_changes_nothing(priced: Api) -> None:
    priced.price(L_01="10")
    before = priced.get("harga-items/list/")["meta"]["project_updated_at"]
    body = priced.price(L_01="10,00").json()
    assert body["user_message"] == "✅ Tidak ada perubahan untuk disimpan."
    assert body["project_updated_at"] == before


@pytest.mark.parametrize("bad", ["abc", "", "-5", "NaN", "Infinity", "1e400", 10**18, [], {}, True, "1.23,4"])
def test_a_bad_price_is_named_and_the_good_one_is_stored(priced: Api, bad: object) -> None:
    entries: list[dict[str, object]] = priced.price_entries({"L.01": "10", "B.01": "x"})
    entries[1]["harga_satuan"] = bad
    answer = priced.post("harga-items/save/", {"items": entries})
    assert answer.status_code == 207
    assert errors_of(answer) == {"items[1].harga_satuan": "Harus ≥ 0 dan berupa angka yang valid"}
    assert answer.json()["user_message"] == "⚠️ Data tersimpan sebagian. 1 kesalahan ditemukan."
    assert stored(priced) == {"L.01": "10.00", "B.01": None, "E.1": None}


def test_where_nothing_is_acceptable_nothing_is_said_to_be_saved(priced: Api) -> None:
    answer = priced.price(L_01="x", B_01="-1")
    assert answer.status_code == 400
    assert "Tidak ada data yang tersimpan" in answer.json()["user_message"]


@pytest.mark.parametrize("item_id", ["57", None, 999_999, True, [1], 2**70])
def test_an_item_must_be_the_projects_and_in_use(priced: Api, item_id: object) -> None:
    answer = priced.post("harga-items/save/", {"items": [{"id": item_id, "harga_satuan": "1"}]})
    assert errors_of(answer) == {"items[0].id": "Item ini tidak digunakan di Detail AHSP proyek"}


def test_an_orphan_cannot_be_priced(priced: Api, job: Pekerjaan) -> None:
    orphan = HargaItemProject.objects.get(kode_item="E.1")
    priced.save_rows(job, [row("TK", "L.01", "1")])
    answer = priced.post("harga-items/save/", {"items": [{"id": orphan.pk, "harga_satuan": "1"}]})
    assert answer.status_code == 400
    assert set(stored(priced)) == {"L.01"}


@pytest.mark.parametrize("payload", [[], {"items": {}}, {"items": "x"}, {"items": ["x"]}, {"items": [[]]}, "x", 7])
def test_bodies_of_another_shape_are_refused(priced: Api, payload: object) -> None:
    assert priced.post("harga-items/save/", payload).status_code == 400


@pytest.mark.parametrize("markup", ["-1", "100.01", "abc", "", None, [], {}])
def test_a_markup_out_of_range_is_refused(priced: Api, markup: object) -> None:
    answer = priced.post("harga-items/save/", {"items": [], "markup_percent": markup})
    assert errors_of(answer) == {"markup_percent": "Harus 0–100 dan berupa angka yang valid"}
    assert priced.get("pricing/")["markup_percent"] == "10.00"


def test_pricing_starts_with_the_defaults_and_changes_one_by_one(api: Api) -> None:
    first = api.get("pricing/")
    assert (first["markup_percent"], first["ppn_percent"], first["rounding_base"]) == ("10.00", "11.00", 10000)
    api.post("pricing/", {"ppn_percent": "12"})
    api.post("pricing/", {"rounding_base": "1000"})
    api.post("pricing/", {"markup_percent": "15,5"})
    again = api.get("pricing/")
    assert (again["markup_percent"], again["ppn_percent"], again["rounding_base"]) == ("15.50", "12.00", 1000)


BAD_PERCENT: list[object] = ["-1", "101", "", None, "x", [], True]
BAD_BASES: list[object] = [0, -1, "0", "1.5", 1.5, 10**18, "9" * 30, "", None, [], {}, True]


@pytest.mark.parametrize(
    ("field", "bad"),
    [(name, value) for name in ("markup_percent", "ppn_percent") for value in BAD_PERCENT]
    + [("rounding_base", value) for value in BAD_BASES],
)
def test_bad_pricing_is_refused_whole(api: Api, field: str, bad: object) -> None:
    good = {"ppn_percent": "12"} if field != "ppn_percent" else {"markup_percent": "12"}
    answer = api.post("pricing/", {**good, field: bad})
    message = "Harus bilangan bulat > 0" if field == "rounding_base" else "Harus angka 0..100"
    assert (answer.status_code, errors_of(answer)) == (400, {field: message})
    assert not ProjectPricing.objects.filter(ppn_percent=12).exists()
    assert not ProjectPricing.objects.filter(markup_percent=12).exists()


@pytest.mark.parametrize("payload", [[], "x", 7, "null"])
def test_pricing_takes_an_object_only(api: Api, payload: object) -> None:
    assert api.post("pricing/", payload).status_code == 400


def test_a_jobs_own_markup_is_set_and_cleared(api: Api, job: Pekerjaan) -> None:
    path = f"pekerjaan/{job.pk}/pricing/"
    body = api.post(path, {"override_markup": "20,5"}).json()
    assert (body["saved"], body["override_markup"], body["effective_markup"]) == (True, "20.50", "20.50")
    assert api.get(path)["override_markup"] == "20.50"
    cleared = api.post(path, {"override_markup": ""}).json()
    assert (cleared["cleared"], cleared["override_markup"], cleared["effective_markup"]) == (True, None, "10.00")
    api.post(path, {"override_markup": 0})
    assert api.get(path)["effective_markup"] == "0.00"
    api.post(path, {"override_markup": None})
    assert api.get(path)["override_markup"] is None


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ("100.01", "Profit/Margin (BUK) maksimal 100%. Masukkan nilai 0–100"),
        (150, "Profit/Margin (BUK) maksimal 100%. Masukkan nilai 0–100"),
        ("abc", "Format angka tidak valid"),
        ("-1", "Format angka tidak valid"),
        ("Infinity", "Format angka tidak valid"),
        (10**18, "Format angka tidak valid"),
        ([], "Format angka tidak valid"),
        ({}, "Format angka tidak valid"),
        (True, "Format angka tidak valid"),
    ],
)
def test_a_bad_own_markup_is_refused(api: Api, job: Pekerjaan, bad: object, message: str) -> None:
    path = f"pekerjaan/{job.pk}/pricing/"
    api.post(path, {"override_markup": "7"})
    assert errors_of(api.post(path, {"override_markup": bad})) == {"override_markup": message}
    assert errors_of(api.post(path, {})) == {"override_markup": "Wajib diisi"}
    assert api.get(path)["override_markup"] == "7.00"


def test_another_jobs_markup_stays(api: Api, job: Pekerjaan, make_job: MakeJob) -> None:
    other = make_job()
    api.post(f"pekerjaan/{job.pk}/pricing/", {"override_markup": "20"})
    assert api.get(f"pekerjaan/{other.pk}/pricing/")["override_markup"] is None
