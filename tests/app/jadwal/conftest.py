"""A project with priced works, and short ways to call the schedule's APIs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from app.dashboard.models import Project
from app.detail_project.models import (
    DetailAHSPExpanded,
    DetailAHSPProject,
    HargaItemProject,
    Klasifikasi,
    Pekerjaan,
    PekerjaanProgressWeekly,
    SubKlasifikasi,
    VolumePekerjaan,
)

Percents = Mapping[int, str | float | None]
"""Percent by week."""


class Schedule:
    """The schedule of one project as its owner's scripts see it."""

    def __init__(self, client: Client, project: Project, jobs: list[Pekerjaan]) -> None:
        self.client = client
        self.project = project
        self.jobs = jobs

    def url(self, path: str) -> str:
        """The address of a V2 path, or (``v1:tahapan/``) of a V1 path."""
        version, path = ("", path[3:]) if path.startswith("v1:") else ("v2/", path)
        return f"/detail_project/api/{version}project/{self.project.pk}/{path}"

    def call(self, method: str, path: str, body: object = None) -> Any:
        """The response to a request."""
        if method == "get":
            return self.client.get(self.url(path))
        return getattr(self.client, method)(self.url(path), body, content_type="application/json")

    def get(self, path: str, **query: Any) -> Any:
        """The decoded body of a 200."""
        answer = self.client.get(self.url(path), query)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def post(self, path: str, body: object) -> Any:
        """The response to a POST."""
        return self.call("post", path, body)

    def save(self, job: Pekerjaan, percents: Percents, mode: str = "planned", **extra: Any) -> Any:
        """W17 for one job."""
        cells = [{"pekerjaan_id": job.pk, "week_number": week, "proportion": p} for week, p in percents.items()]
        return self.post("assign-weekly/", {"mode": mode, "assignments": cells, **extra})

    def stored(self, mode: str = "planned") -> dict[tuple[int, int], Decimal]:
        """What is in the table, by job and week, where it is not 0."""
        rows = PekerjaanProgressWeekly.objects.filter(project=self.project)
        values = rows.values_list("pekerjaan_id", "week_number", f"{mode}_proportion")
        return {(job_id, week): percent for job_id, week, percent in values if percent}

    @property
    def token(self) -> str:
        """The project's token now."""
        return str(self.get("assignments/")["project_updated_at"])


def add_job(
    project: Project, sub: SubKlasifikasi, number: int, *, volume: str = "100", price: str = "1000"
) -> Pekerjaan:
    """A work whose unit costs ``price`` rupiah without mark-up: one labour row of coefficient 1."""
    job = Pekerjaan.objects.create(
        project=project,
        sub_klasifikasi=sub,
        source_type="custom",
        snapshot_kode=f"CUST-{number:04}",
        snapshot_uraian=f"Pekerjaan {number}",
        snapshot_satuan="m3",
        ordering_index=number,
    )
    VolumePekerjaan.objects.create(project=project, pekerjaan=job, quantity=Decimal(volume))
    item = HargaItemProject.objects.create(
        project=project,
        kategori="TK",
        kode_item=f"L.{number}",
        uraian="Tukang",
        satuan="OH",
        harga_satuan=Decimal(price),
    )
    values = {"project": project, "harga_item": item, "kategori": "TK", "kode": item.kode_item, "uraian": "Tukang"}
    raw = DetailAHSPProject.objects.create(**values, pekerjaan=job, satuan="OH", koefisien=1)
    DetailAHSPExpanded.objects.create(**values, pekerjaan=job, source_detail=raw, satuan="OH", koefisien=1)
    return job


@pytest.fixture
def sub(project: Project) -> SubKlasifikasi:
    """A place for works."""
    klas = Klasifikasi.objects.create(project=project, name="Struktur", ordering_index=1)
    return SubKlasifikasi.objects.create(project=project, klasifikasi=klas, name="Beton", ordering_index=1)


@pytest.fixture
def jadwal(client: Client, project: Project, sub: SubKlasifikasi) -> Schedule:
    """Two works that weigh 1 to 3, in the project of twelve weeks."""
    jobs = [add_job(project, sub, 1), add_job(project, sub, 2, price="3000")]
    return Schedule(client, project, jobs)
