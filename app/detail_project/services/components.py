"""The priced rows of a project with everything that a report says about them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.dashboard.models import Project
from app.detail_project.models import DetailAHSPExpanded, Kategori, Pekerjaan, VolumePekerjaan
from app.detail_project.services.rab import ZERO, exact

ORDER = {kategori: place for place, kategori in enumerate(Kategori.values)}


@dataclass(frozen=True, slots=True)
class Component:
    """One priced row of a job: ``koefisien`` is per unit of the job, bundles multiplied in; price null = unpriced."""

    job: Pekerjaan
    kategori: str
    kode: str
    uraian: str
    satuan: str
    koefisien: Decimal
    volume: Decimal
    price: Decimal | None

    @property
    def quantity(self) -> Decimal:
        """What the whole job takes of the item."""
        with exact():
            return self.koefisien * self.volume

    @property
    def subtotal(self) -> Decimal:
        """What that costs, in rupiah, without mark-up."""
        with exact():
            return self.quantity * (self.price or ZERO)


def components_of(project: Project) -> list[Component]:
    """Every priced row of the project, in the order of the list of works, then of kategori."""
    jobs = Pekerjaan.objects.filter(project=project).select_related("sub_klasifikasi__klasifikasi")
    job_of = {
        job.pk: job
        for job in jobs.order_by(
            "sub_klasifikasi__klasifikasi__ordering_index", "sub_klasifikasi__ordering_index", "ordering_index", "id"
        )
    }
    place = {job_id: index for index, job_id in enumerate(job_of)}
    volume_of = dict(VolumePekerjaan.objects.filter(project=project).values_list("pekerjaan_id", "quantity"))
    rows = DetailAHSPExpanded.objects.filter(project=project).select_related("source_detail", "harga_item")
    return [
        Component(
            job=job_of[row.pekerjaan_id],
            kategori=row.kategori,
            kode=row.kode,
            uraian=row.uraian,
            satuan=row.satuan or "",
            koefisien=per_unit(row),
            volume=volume_of.get(row.pekerjaan_id, ZERO),
            price=row.harga_item.harga_satuan,
        )
        for row in sorted(rows, key=lambda row: (place[row.pekerjaan_id], ORDER[row.kategori], row.pk))
    ]


def per_unit(row: DetailAHSPExpanded) -> Decimal:
    """How much of the item one unit of the job takes: a bundle's component counts as often as its row says."""
    if row.expansion_depth == 0:
        return row.koefisien
    with exact():
        return row.koefisien * row.source_detail.koefisien
