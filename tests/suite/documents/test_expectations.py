"""What the e2e tests expect of documents: sound ones pass, and each fault of an application is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from api.exports import File
from api.jobs import Job
from api.projects import NewProject, Project
from app.exports import tables as made
from app.exports.formats import FORMATS, open_written
from documents.tables import NUMBERS, Table
from fixtures.documents import (
    analysis_tables,
    expect_documents,
    needs_tables,
    price_tables,
    rab_tables,
    schedule_tables,
    volume_tables,
)
from fixtures.estimates import Estimate, worked_example
from fixtures.schedules import ACTUAL, PLANNED, Schedule, estimate_of_three, percents
from oracle.analysis import Kategori
from oracle.rab import rab
from oracle.schedule import Work

FORMS = {"csv": "csv", "pdf": "pdf", "word": "docx", "xlsx": "xlsx", "json": "json"}
Build = Callable[[Estimate], list[Table]]
BUILDS: dict[str, Build] = {
    "rab": rab_tables,
    "needs": needs_tables,
    "volumes": volume_tables,
    "prices": price_tables,
    "analyses": analysis_tables,
}


def project(nama: str = "Gedung A e2e-1") -> Project:
    details = NewProject(nama, "APBD", "Bandung", "Dinas PU", Decimal(1), date(2026, 1, 5))
    return Project(1, nama, details)


def estimate() -> Estimate:
    plan = worked_example()
    jobs = {job.kode: Job(number, job.kode, f"Pekerjaan {job.kode}") for number, job in enumerate(plan.jobs, start=1)}
    return Estimate(project(), plan, jobs)


def schedule() -> Schedule:
    works = tuple(
        Work(f"Pekerjaan {cost.kode}", cost.total, percents(plan), percents(done))
        for cost, plan, done in zip(rab(estimate_of_three()).jobs, PLANNED, ACTUAL, strict=True)
    )
    return Schedule(project(), {}, works)


def written(tables: Sequence[Table], form: str, nama: str = "Gedung A e2e-1") -> File:
    """A file that holds these very tables."""
    sheets = []
    for table in tables:
        columns = [
            made.Column(heading, 10, decimals=6, trim=True) if NUMBERS.fullmatch(heading) else made.Column(heading, 20)
            for heading in table.headings
        ]
        rows = [
            made.Row(
                tuple(
                    None if cell == "" and column.is_number else cell for column, cell in zip(columns, row, strict=True)
                )
            )
            for row in table.rows
        ]
        sheets.append(made.Table(table.title, columns, rows))
    document = made.Document("Dokumen", "x", [("Proyek", nama)], sheets, landscape=True)
    with open_written(document, FORMATS[form]) as file:
        return File(f"x.{FORMS[form]}", file.read())


@pytest.mark.parametrize("form", list(FORMS))
@pytest.mark.parametrize("name", list(BUILDS))
def test_what_the_oracle_says_passes_in_every_format(name: str, form: str) -> None:
    tables = BUILDS[name](estimate())
    assert sum(len(table.rows) for table in tables) > 4
    expect_documents([written(tables, form)], estimate(), tables)


@pytest.mark.parametrize("form", list(FORMS))
def test_so_does_the_schedule(form: str) -> None:
    expect_documents([written(schedule_tables(schedule()), form)], schedule(), schedule_tables(schedule()))


@pytest.mark.parametrize("form", list(FORMS))
def test_another_projects_document_is_named(form: str) -> None:
    file = written(rab_tables(estimate()), form, nama="Gedung B e2e-2")
    with pytest.raises(AssertionError, match="is about 'Gedung B e2e-2', expected 'Gedung A e2e-1'"):
        expect_documents([file], estimate(), rab_tables(estimate()))


@pytest.mark.parametrize("form", list(FORMS))
@pytest.mark.parametrize("name", ["rab", "needs", "prices", "analyses"])
def test_stale_prices_are_named(name: str, form: str) -> None:
    now = estimate()
    before = replace(now, plan=replace(now.plan, prices={**now.plan.prices, "B.01": Decimal("13000.49")}))
    with pytest.raises(AssertionError, match="differs in"):
        expect_documents([written(BUILDS[name](before), form)], now, BUILDS[name](now))


@pytest.mark.parametrize("form", list(FORMS))
def test_a_filter_that_is_ignored_is_named(form: str) -> None:
    file = written(needs_tables(estimate()), form)
    with pytest.raises(AssertionError, match="11 rows, expected 5"):
        expect_documents([file], estimate(), needs_tables(estimate(), Kategori.TK))


@pytest.mark.parametrize("form", list(FORMS))
def test_progress_in_the_wrong_week_is_named(form: str) -> None:
    late = schedule().planning("Pekerjaan CUST-0002", {3: "0", 5: "40"})
    with pytest.raises(AssertionError, match="Input Progress Planned"):
        expect_documents([written(schedule_tables(late), form)], schedule(), schedule_tables(schedule()))
