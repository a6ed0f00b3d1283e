"""S-curves, chart data, costs with earned value, weekly needs and the dashboard's progress, against the oracle."""

from __future__ import annotations

import itertools
from decimal import Decimal
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from app.detail_project.models import HargaItemProject, Pekerjaan, SubKlasifikasi
from oracle import schedule as oracle
from tests.app.jadwal.conftest import Schedule, add_job
from tests.app.support import MakeProject, WrittenBehind

TOTALS = (Decimal(110_000), Decimal(330_000))  # volume 100 at 1,000 and 3,000 rupiah, 10 % mark-up


@pytest.fixture
def planned(jadwal: Schedule) -> Schedule:
    """A quarter of the project in four weeks, the rest in the fifth; some of the first done, at a price of its own."""
    first, second = jadwal.jobs
    jadwal.save(first, {1: 25, 2: 25, 3: 25, 4: 25})
    jadwal.save(second, {5: 100})
    cells = [
        {"pekerjaan_id": first.pk, "week_number": 1, "proportion": 20, "actual_cost": 30_000},
        {"pekerjaan_id": first.pk, "week_number": 2, "proportion": 20},
        {"pekerjaan_id": second.pk, "week_number": 7, "proportion": 10},
    ]
    jadwal.post("assign-weekly/", {"mode": "actual", "assignments": cells})
    return jadwal


def test_the_curve_is_cumulative_and_weighted_by_cost(planned: Schedule) -> None:
    curve = planned.get("chart-data/", timescale="weekly", mode="both")["curveData"]
    assert [point["cumulative"] for point in curve["planned"]][:6] == [6.25, 12.5, 18.75, 25, 100, 100]
    assert [point["cumulative"] for point in curve["actual"]] == [5, 10, 10, 10, 10, 10, *[17.5] * 6]


def test_months_end_where_their_last_week_does(planned: Schedule) -> None:
    chart = planned.get("chart-data/", timescale="monthly", mode="planned")
    assert [column["label"] for column in chart["columns"]] == ["Month 1", "Month 2", "Month 3"]
    first = chart["columns"][0]
    assert (first["startDate"], first["endDate"]) == ("05/01", "01/02")
    assert [point["cumulative"] for point in chart["curveData"]["planned"]] == [25, 100, 100]
    assert "actual" not in chart["curveData"]
    rows = {row["id"]: row for row in chart["rows"]}
    assert rows[str(planned.jobs[0].pk)]["cells"] == {"month_1": {"planned": 100}}


def test_rows_are_the_tree_and_only_works_have_cells(planned: Schedule) -> None:
    rows = planned.get("chart-data/")["rows"]
    assert [(row["type"], row["level"]) for row in rows] == [
        ("klasifikasi", 0),
        ("sub", 1),
        ("pekerjaan", 2),
        ("pekerjaan", 2),
    ]
    assert rows[2]["cells"]["week_1"] == {"planned": 25, "actual": 20}
    assert rows[0]["cells"] == {}


@pytest.mark.parametrize("query", [{"timescale": "x"}, {"mode": "x"}, {"timescale": ""}, {"mode": "PLANNED"}])
def test_an_unknown_chart_is_refused(planned: Schedule, query: dict[str, str]) -> None:
    answer = planned.client.get(planned.url("chart-data/"), query)
    assert (answer.status_code, list(answer.json())) == (400, ["error"])


def test_weights_are_the_totals_with_markup(planned: Schedule) -> None:
    data = planned.get("kurva-s-data/")
    assert data["hargaMap"] == {str(job.pk): float(total) for job, total in zip(planned.jobs, TOTALS, strict=True)}
    assert (data["totalBiayaProject"], data["count"], "ok" in data) == (440_000, 2, False)
    assert data["pekerjaanMeta"][str(planned.jobs[1].pk)]["harga_satuan"] == 3300


def test_costs_are_stored_ones_where_there_are_any(planned: Schedule) -> None:
    data = planned.get("kurva-s-harga/")
    weeks = data["weeklyData"]
    assert [week["cost"] for week in weeks["actual"]][:7] == [30_000, 22_000, 0, 0, 0, 0, 33_000]
    assert weeks["planned"][4]["pekerjaan_breakdown"] == {str(planned.jobs[1].pk): 330_000}
    assert data["summary"] | {"actual_vs_planned_percent": 0} == {
        "total_project_cost": 440_000,
        "total_weeks": 12,
        "planned_cost": 440_000,
        "actual_cost": 85_000,
        "actual_vs_planned_percent": 0,
    }
    evm = data["evm"]
    assert (evm["pv"][0], evm["ev"][0], evm["ac"][0]) == (27_500, 22_000, 30_000)
    assert (evm["ev_percent"][-1], evm["ac_percent"][1]) == (17.5, pytest.approx(52_000 / 4400))


def test_without_prices_all_works_weigh_the_same(jadwal: Schedule) -> None:
    jadwal.client.post(jadwal.url("v1:harga-items/save/"), {"items": []}, content_type="application/json")
    for item in jadwal.get("v1:harga-items/list/")["items"]:
        jadwal.post("v1:harga-items/save/", {"items": [{"id": item["id"], "harga_satuan": None}]})
    jadwal.save(jadwal.jobs[0], {1: 50})
    curve = jadwal.get("chart-data/")["curveData"]["planned"]
    assert curve[0]["cumulative"] == 25
    assert jadwal.get("kurva-s-harga/")["weeklyData"]["planned"][0]["cost"] == 0


def test_an_empty_project_has_flat_curves(client: object, make_project: MakeProject) -> None:
    empty = Schedule(client, make_project("Kosong"), [])  # type: ignore[arg-type]
    assert {point["cumulative"] for point in empty.get("chart-data/")["curveData"]["planned"]} == {0}
    assert empty.get("kurva-s-harga/")["summary"]["planned_cost"] == 0
    assert empty.get("rekap-kebutuhan-weekly/")["summary"]["total_items"] == 0


@pytest.mark.parametrize("seed", range(5))
def test_random_schedules_give_the_oracles_curves(jadwal: Schedule, sub: SubKlasifikasi, seed: int) -> None:
    random = Random(seed)  # noqa: S311  # no secret
    works = []
    for number in range(3, 9):
        price, volume = Decimal(random.randint(1, 999_999)), Decimal(random.randint(1, 99_999)) / 1000
        job = add_job(jadwal.project, sub, number, volume=str(volume), price=str(price))
        planned, actual = ({week: Decimal(random.randint(0, 833)) / 100 for week in range(1, 13)} for _ in range(2))
        jadwal.save(job, {week: str(percent) for week, percent in planned.items()})
        jadwal.save(job, {week: str(percent) for week, percent in actual.items()}, mode="actual")
        works.append(oracle.Work(job.snapshot_uraian, price * volume * Decimal("1.1"), planned, actual))
    works += [oracle.Work(f"idle {total}", total) for total in TOTALS]
    curve = jadwal.get("chart-data/")["curveData"]
    for name, expected in (
        ("planned", oracle.planned_curve(works, 12)),
        ("actual", oracle.actual_curve(works)),
    ):
        seen = {point["weekNumber"]: point["cumulative"] for point in curve[name]}
        assert {week: seen[week] for week in expected} == pytest.approx({w: float(p) for w, p in expected.items()})


def test_weekly_needs_are_the_planned_share_of_what_works_take(planned: Schedule) -> None:
    weeks = planned.get("rekap-kebutuhan-weekly/")["weeklyData"]
    assert [item["quantity"] for item in weeks[0]["items"]["TK"]] == [25]
    assert weeks[4]["items"]["TK"][0] == {
        "kode": "L.2",
        "uraian": "Tukang",
        "satuan": "OH",
        "quantity": 100,
        "pekerjaan_breakdown": {str(planned.jobs[1].pk): 100},
    }
    assert (weeks[0]["summary"], weeks[11]["items"]["TK"]) == ({"n_items": 1, "total_cost": 25_000}, [])


def test_the_timeline_of_needs_follows_the_plan(planned: Schedule) -> None:
    answer = planned.get("v1:rekap-kebutuhan-timeline/")
    first, fifth = answer["periods"][0], answer["periods"][4]
    assert (answer["meta"]["scheduled"], len(answer["periods"])) == (True, 12)
    assert (first["value"], first["label"]) == ("2026-W02", "Minggu 1 (05 Jan - 11 Jan 2026)")
    assert [(item["kode"], item["quantity"]) for item in first["items"]] == [("L.1", 25)]
    assert [(item["kode"], item["quantity"]) for item in fifth["items"]] == [("L.2", 100)]


def test_the_dashboard_shows_what_is_done(planned: Schedule, make_project: MakeProject) -> None:
    make_project("Gedung B")
    page = planned.client.get("/dashboard/").content.decode()
    shown = [part.split("<")[0] for part in page.split('data-role="progress">')[1:]]
    assert sorted(shown) == ["0 %", "17,5 %"]


def test_a_works_budgeted_cost_weighs_instead_of_its_total(planned: Schedule) -> None:
    Pekerjaan.objects.filter(pk=planned.jobs[0].pk).update(budgeted_cost=990_000)
    page = planned.client.get("/dashboard/").content.decode()
    assert 'data-role="progress">32,5 %' in page


READS = [
    "assignments/",
    "assignments/?compact=1",
    "kurva-s-data/",
    "kurva-s-harga/",
    "chart-data/",
    "rekap-kebutuhan-weekly/",
    "v1:tahapan/",
    "v1:tahapan/validate/",
    "v1:tahapan/unassigned/",
]


@pytest.mark.parametrize("path", READS)
def test_a_read_asks_as_often_for_thirty_works_as_for_two(planned: Schedule, sub: SubKlasifikasi, path: str) -> None:
    planned.post("regenerate-tahapan/", {"mode": "weekly"})
    planned.get("kurva-s-data/")  # the pricing row is made by a first read
    few = count(planned, path)
    for number in range(3, 31):
        planned.save(add_job(planned.project, sub, number), {1: 10, 2: 20})
    assert count(planned, path) == few
    assert few <= 12


def count(jadwal: Schedule, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert jadwal.client.get(jadwal.url(path)).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    "path",
    [
        "assignments/",
        "chart-data/",
        "kurva-s-harga/",
        "rekap-kebutuhan-weekly/",
        "v1:rincian-rab/",
        "v1:rekap-kebutuhan/",
    ],
)
def test_works_that_come_and_go_while_it_is_read_fail_no_reading(
    planned: Schedule, sub: SubKlasifikasi, path: str
) -> None:
    numbers = itertools.count(3)

    def come_and_go() -> None:
        """Another session adds a planned work and deletes the one that it added before."""
        Pekerjaan.objects.filter(ordering_index__gt=2).delete()
        planned.save(add_job(planned.project, sub, next(numbers)), {1: 5})

    come_and_go()
    for query in itertools.count(1):
        with WrittenBehind(query, come_and_go) as meanwhile:
            planned.get(path)
        if not meanwhile.done:
            break
    assert HargaItemProject.objects.count() > 4
