"""The priced rows of a project with everything that a report says about them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter

from app.dashboard.models import Project
from app.detail_project.models import DetailAHSPExpanded, Kategori, Pekerjaan, VolumePekerjaan
from app.detail_project.services.rab import CHUNK, ZERO, exact, jobs_in_order

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
    """Every priced row of the project, in the order of the list of works, then of kategori.

    Rows of a work that joined the project between the two readings are left out, as the work is.
    """
    job_of = {job.pk: job for job in jobs_in_order([project.pk])}
    place = {job_id: index for index, job_id in enumerate(job_of)}
    volume_of = dict(VolumePekerjaan.objects.filter(project=project).values_list("pekerjaan_id", "quantity"))
    # Not as objects of three tables: a project of thousands of works has tens of thousands of rows.
    rows = DetailAHSPExpanded.objects.filter(project=project).values_list(
        "pk",
        "pekerjaan_id",
        "kategori",
        "kode",
        "uraian",
        "satuan",
        "koefisien",
        "expansion_depth",
        "source_detail__koefisien",
        "harga_item__harga_satuan",
    )
    found: list[tuple[int, int, int, Component]] = []
    same: dict[str, str] = {}
    for pk, job_id, kategori, kode, uraian, satuan, koefisien, depth, bundle, price in rows.order_by().iterator(CHUNK):
        job = job_of.get(job_id)
        if job is None:
            continue
        component = Component(
            job=job,
            kategori=same.setdefault(kategori, kategori),
            kode=same.setdefault(kode, kode),
            uraian=same.setdefault(uraian, uraian),
            satuan=same.setdefault(satuan or "", satuan or ""),
            koefisien=_per_unit(koefisien, bundle) if depth else koefisien,
            volume=volume_of.get(job_id, ZERO),
            price=price,
        )
        found.append((place[job_id], ORDER[kategori], pk, component))
    found.sort(key=itemgetter(0, 1, 2))
    return [component for *_, component in found]


def _per_unit(koefisien: Decimal, bundle: Decimal) -> Decimal:
    """How much of an item one unit of the job takes: a bundle's component counts as often as its row says."""
    with exact():
        return koefisien * bundle
