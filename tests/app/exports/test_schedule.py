"""The schedule's documents: which columns, in which words they are refused, and what a page may send along."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.detail_project.models import PekerjaanProgressWeekly
from documents.read import read
from documents.tables import ReadDocument
from tests.app.exports.conftest import Exports, Work, content_of
from tests.app.exports.test_pages import picture
from tests.app.support import MakeProject, MakeUser, SignIn

WEEKLY = "Input Progress Planned - Halaman 1/1 (Minggu 1-12)"


@pytest.fixture
def scheduled(exports: Exports, add_work: Work) -> Exports:
    """Two works of 30,000 and 60,000 rupiah before mark-up; the first is planned in weeks 1 and 5, half done."""
    first, _ = add_work("Galian"), add_work("Urugan", price="3000")
    for week, planned, actual in ((1, "25.5", "50"), (5, "74.5", "0")):
        PekerjaanProgressWeekly.objects.create(
            project=exports.project,
            pekerjaan=first,
            week_number=week,
            week_start_date=date(2026, 1, 5),
            week_end_date=date(2026, 1, 11),
            planned_proportion=Decimal(planned),
            actual_proportion=Decimal(actual),
        )
    return exports


def opened(exports: Exports, form: str, **query: Any) -> ReadDocument:
    return read(f"x.{'docx' if form == 'word' else form}", exports.content("jadwal-pekerjaan", form, **query))


@pytest.mark.parametrize("form", ["csv", "pdf", "word", "xlsx"])
def test_progress_and_curve_are_those_of_the_works(scheduled: Exports, form: str) -> None:
    document = opened(scheduled, form)
    table = document.table(WEEKLY)
    galian = next(row for row in table.rows if row[0] == "Galian")
    assert table.headings[3] == "Week 1 (05/01 - 11/01)"
    assert (galian[1], galian[3], galian[4], galian[7]) == (Decimal(10), Decimal("25.5"), "", Decimal("74.5"))
    curve = document.table("KURVA S")
    assert curve.column("Kumulatif Rencana (%)")[:5] == [Decimal("8.5")] * 4 + [Decimal("33.33")]
    assert curve.column("Kumulatif Realisasi (%)")[-1] == Decimal("16.67")
    assert curve.column("Biaya Realisasi (Rp)")[-1] == Decimal(16_500)


def test_months_are_sums_of_four_weeks(scheduled: Exports) -> None:
    table = opened(scheduled, "csv", report_type="monthly", months="1,2").tables[0]
    assert table.headings[3:] == ("Month 1 (05/01 - 01/02)", "Month 2 (02/02 - 01/03)")
    assert next(row for row in table.rows if row[0] == "Galian")[3:] == (Decimal("25.5"), Decimal("74.5"))


def test_chosen_weeks_are_the_only_ones(scheduled: Exports) -> None:
    table = opened(scheduled, "csv", report_type="weekly", weeks="5").tables[0]
    assert table.headings[3:] == ("Week 5 (02/02 - 08/02)",)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"report_type": "daily"}, "Invalid report_type: daily"),
        ({"mode": "hourly"}, "Invalid mode: hourly"),
        ({"report_type": "weekly", "weeks": "1,x"}, "Invalid weeks: x"),
        ({"report_type": "weekly", "weeks": "0"}, "Invalid weeks: 0"),
        ({"report_type": "monthly", "months": "-1"}, "Invalid months: -1"),
        ({"report_type": "weekly", "weeks": "9" * 40}, f"Invalid weeks: {'9' * 40}"),
    ],
)
def test_what_makes_no_sense_is_refused(exports: Exports, query: dict[str, str], message: str) -> None:
    answer = exports.get("jadwal-pekerjaan", "pdf", **query)
    assert (answer.status_code, answer.json()) == (400, {"status": "error", "message": message})


def post(exports: Exports, form: str, payload: object) -> Any:
    return exports.client.post(exports.address("jadwal-pekerjaan", form), payload, content_type="application/json")


@pytest.mark.parametrize("form", ["csv", "pdf", "word", "xlsx"])
def test_a_post_brings_the_same_with_the_pictures_that_a_page_drew(scheduled: Exports, form: str) -> None:
    wish = {"report_type": "weekly", "weeks": [1, 5], "attachments": [{"title": "Gantt", "data_url": picture()}]}
    document = read(f"x.{'docx' if form == 'word' else form}", content_of(post(scheduled, form, wish)))
    assert document.tables[0].headings[3:] == ("Week 1 (05/01 - 11/01)", "Week 5 (02/02 - 08/02)")
    plain = opened(scheduled, form)
    assert document.pages == (plain.pages + 1 if form == "pdf" else 0)


@pytest.mark.parametrize(
    "payload",
    [
        [],
        {"attachments": 5},
        {"attachments": ["x"]},
        {"attachments": [{"data_url": "http://contoh.example/x.png"}]},
        {"attachments": [{"data_url": picture()}] * 21},
    ],
)
def test_pictures_that_are_none_are_refused(exports: Exports, payload: object) -> None:
    assert post(exports, "pdf", payload).status_code == 400


@pytest.mark.parametrize(("form", "extension"), [("pdf", "pdf"), ("word", "docx"), ("xlsx", "xlsx")])
def test_the_report_for_the_client_holds_costs_and_schedule(scheduled: Exports, form: str, extension: str) -> None:
    answer = scheduled.client.get(scheduled.address("jadwal-pekerjaan", "professional"), {"format": form})
    document = read(f"x.{extension}", content_of(answer))
    assert document.tables[0].title == "REKAPITULASI RENCANA ANGGARAN BIAYA"
    assert document.table("KURVA S").rows
    assert "Laporan_" in answer["Content-Disposition"]


def test_who_has_lapsed_gets_the_report_as_pdf_only(
    make_user: MakeUser, make_project: MakeProject, sign_in: SignIn
) -> None:
    who = make_user("cici", subscription_status="EXPIRED")
    exports = Exports(sign_in(who), make_project(owner=who))
    address = exports.address("jadwal-pekerjaan", "professional")
    assert exports.client.get(address).status_code == 200
    assert exports.client.get(address, {"format": "word"}).status_code == 403
    assert exports.client.get(address, {"format": "exe"}).status_code == 400
    assert exports.client.post(address, {}, content_type="application/json").status_code == 403
