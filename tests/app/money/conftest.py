"""A project built through the models, its oracle twin, and short ways to call its APIs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from app.dashboard.models import Project
from app.detail_project.models import HargaItemProject, Klasifikasi, Pekerjaan, SubKlasifikasi, VolumePekerjaan
from app.referensi.models import AHSPReferensi, RincianReferensi

Row = dict[str, Any]


def row(kategori: str, kode: str, koefisien: str, **extra: Any) -> Row:
    """One row as the page sends it."""
    return {
        "kategori": kategori,
        "kode": kode,
        "uraian": f"Uraian {kode}",
        "satuan": "u",
        "koefisien": koefisien,
    } | extra


def bundle(job: Pekerjaan, koefisien: str) -> Row:
    """A row that bundles another job."""
    return row("LAIN", job.snapshot_kode, koefisien, ref_kind="job", ref_id=job.pk)


class Api:
    """The JSON APIs of one project."""

    def __init__(self, client: Client, project: Project) -> None:
        self.client = client
        self.project = project

    def get(self, path: str, **query: Any) -> Any:
        """GET; the decoded body of a 200."""
        answer = self.raw_get(path, **query)
        assert answer.status_code == 200, answer.content
        return answer.json()

    def raw_get(self, path: str, **query: Any) -> Any:
        """GET; the response."""
        return self.client.get(self.url(path), query)

    def post(self, path: str, payload: object) -> Any:
        """POST; the response."""
        return self.client.post(self.url(path), payload, content_type="application/json")

    def save_rows(self, job: Pekerjaan, rows: Sequence[object], **extra: Any) -> Any:
        """W9."""
        return self.post(f"detail-ahsp/{job.pk}/save/", {"rows": rows, **extra})

    def rows_of(self, job: Pekerjaan) -> dict[str, Any]:
        """The stored rows by code."""
        return {item["kode"]: item for item in self.get(f"detail-ahsp/{job.pk}/")["items"]}

    def price(self, **prices: str | None) -> Any:
        """W12 for the items of these codes (``L_01`` for ``L.01``)."""
        return self.post("harga-items/save/", {"items": self.price_entries(prices)})

    def price_entries(self, prices: dict[str, str | None]) -> list[dict[str, Any]]:
        """The entries of W12 for these codes."""
        ids = dict(HargaItemProject.objects.filter(project=self.project).values_list("kode_item", "id"))
        return [{"id": ids[kode.replace("_", ".")], "harga_satuan": value} for kode, value in prices.items()]

    def url(self, path: str) -> str:
        """The address of an API path."""
        return f"/detail_project/api/project/{self.project.pk}/{path}"


MakeJob = Callable[..., Pekerjaan]


@pytest.fixture
def api(client: Client, project: Project) -> Api:
    """The project's APIs as its owner calls them."""
    return Api(client, project)


@pytest.fixture
def sub(project: Project) -> SubKlasifikasi:
    """A place for jobs."""
    klas = Klasifikasi.objects.create(project=project, name="Struktur", ordering_index=1)
    return SubKlasifikasi.objects.create(project=project, klasifikasi=klas, name="Beton", ordering_index=1)


@pytest.fixture
def make_job(project: Project, sub: SubKlasifikasi) -> MakeJob:
    """Make a job of the project: ``make_job("CUST-0001", volume="10.5")``; custom by default."""

    def make(kode: str = "", volume: str | None = None, **fields: Any) -> Pekerjaan:
        number = Pekerjaan.objects.filter(project=fields.get("project", project)).count() + 1
        values = {
            "project": project,
            "sub_klasifikasi": sub,
            "source_type": "custom",
            "snapshot_kode": kode or f"CUST-{number:04}",
            "snapshot_uraian": f"Pekerjaan {number}",
            "snapshot_satuan": "m3",
            "ordering_index": number,
        }
        job = Pekerjaan.objects.create(**(values | fields))
        if volume is not None:
            VolumePekerjaan.objects.create(project=job.project, pekerjaan=job, quantity=Decimal(volume))
        return job

    return make


@pytest.fixture
def job(make_job: MakeJob) -> Pekerjaan:
    """A custom job of volume 100."""
    return make_job(volume="100")


@pytest.fixture
def library(db: None) -> AHSPReferensi:
    """An analysis of the library: labour, material and an other cost."""
    ahsp = AHSPReferensi.objects.create(kode_ahsp="A.1", nama_ahsp="Beton K-225", satuan="m3")
    for kategori, kode, koefisien in (("TK", "L.09", "1.65"), ("BHN", "M.09", "371"), ("LAIN", "X.09", "0.5")):
        RincianReferensi.objects.create(
            ahsp=ahsp,
            kategori=kategori,
            kode_item=kode,
            uraian_item=kode,
            satuan_item="u",
            koefisien=Decimal(koefisien),
        )
    return ahsp


def errors_of(answer: HttpResponse) -> dict[str, str]:
    """The messages of an answer's error list by path."""
    return {error["path"]: error["message"] for error in answer.json()["errors"]}  # type: ignore[attr-defined]
