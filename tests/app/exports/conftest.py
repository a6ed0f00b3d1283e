"""A small priced project, and the addresses of its documents."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from app.dashboard.models import Project
from app.detail_project.models import (
    DetailAHSPExpanded,
    DetailAHSPProject,
    HargaItemProject,
    Klasifikasi,
    Pekerjaan,
    SubKlasifikasi,
    VolumePekerjaan,
)

Work = Callable[..., Pekerjaan]


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    """A folder for files of this test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def add_work(project: Project) -> Work:
    """Add a work of volume 10 that takes two of one item at 1,500 rupiah."""

    def add(uraian: str = "Galian tanah", klas: str = "Struktur", price: str = "1500") -> Pekerjaan:
        number = Pekerjaan.objects.filter(project=project).count() + 1
        group, _ = Klasifikasi.objects.get_or_create(project=project, name=klas, defaults={"ordering_index": number})
        sub, _ = SubKlasifikasi.objects.get_or_create(
            project=project, klasifikasi=group, name="Umum", defaults={"ordering_index": 1}
        )
        job = Pekerjaan.objects.create(
            project=project,
            sub_klasifikasi=sub,
            source_type="custom",
            snapshot_kode=f"CUST-{number:04}",
            snapshot_uraian=uraian,
            snapshot_satuan="m3",
            ordering_index=number,
        )
        VolumePekerjaan.objects.create(project=project, pekerjaan=job, quantity=Decimal(10))
        fields: dict[str, Any] = {"kategori": "TK", "kode": f"L.{number:02}", "uraian": f"Pekerja {number}"}
        item = HargaItemProject.objects.create(
            project=project, kode_item=fields["kode"], uraian=fields["uraian"], kategori="TK", harga_satuan=price
        )
        row = DetailAHSPProject.objects.create(
            project=project, pekerjaan=job, harga_item=item, satuan="OH", koefisien=2, **fields
        )
        DetailAHSPExpanded.objects.create(
            project=project, pekerjaan=job, source_detail=row, harga_item=item, satuan="OH", koefisien=2, **fields
        )
        return job

    return add


class Exports:
    """The documents of one project as its owner asks for them."""

    def __init__(self, client: Client, project: Project) -> None:
        self.client = client
        self.project = project

    def get(self, page: str, form: str, **query: Any) -> Any:
        """The answer."""
        return self.client.get(self.address(page, form), query)

    def content(self, page: str, form: str, **query: Any) -> bytes:
        """The file of a 200."""
        answer = self.get(page, form, **query)
        assert answer.status_code == 200, answer.content
        return content_of(answer)

    def address(self, page: str, form: str) -> str:
        """Where a document is."""
        return f"/detail_project/api/project/{self.project.pk}/export/{page}/{form}/"

    def start(self, payload: object) -> Any:
        """W47."""
        address = f"/detail_project/api/project/{self.project.pk}/export-async/"
        return self.client.post(address, payload, content_type="application/json")


def content_of(answer: Any) -> bytes:
    """The body of an answer, streamed or not."""
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


@pytest.fixture
def exports(client: Client, project: Project) -> Exports:
    """The project's documents."""
    return Exports(client, project)
