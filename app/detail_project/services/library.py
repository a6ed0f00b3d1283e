"""Copy analyses of the reference library into a project, and keep the project's price list in step."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from django.utils import timezone

from app.dashboard.models import Project
from app.detail_project.models import DetailAHSPExpanded, DetailAHSPProject, HargaItemProject, Pekerjaan
from app.referensi.models import AHSPReferensi, RincianReferensi


class KategoriClashError(Exception):
    """A code is already in the price list with another kategori; a kategori never changes (CONTRACT 1.5)."""

    def __init__(self, kode: str, kategori: str) -> None:
        super().__init__(
            f"Kode '{kode}' sudah terdaftar dengan kategori '{kategori}'. Gunakan kode lain atau kategori yang sama."
        )
        self.kode = kode
        self.kategori = kategori


class PriceList:
    """The price items of one project, read once and then looked up by code."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._by_kode = {item.kode_item: item for item in HargaItemProject.objects.filter(project=project)}

    def check(self, kategori: str, kode: str) -> None:
        """Raise `KategoriClashError` where ``kode`` stands in the list with another kategori."""
        item = self._by_kode.get(kode)
        if item is not None and item.kategori != kategori:
            raise KategoriClashError(kode, item.kategori)

    def upsert(self, kategori: str, kode: str, uraian: str, satuan: str | None) -> HargaItemProject:
        """Return the item of ``kode``, made (without a price) or brought up to these texts."""
        self.check(kategori, kode)
        item = self._by_kode.get(kode)
        if item is None:
            item = HargaItemProject.objects.create(
                project=self.project, kategori=kategori, kode_item=kode, uraian=uraian, satuan=satuan
            )
            self._by_kode[kode] = item
        elif (item.uraian, item.satuan) != (uraian, satuan):
            item.uraian, item.satuan = uraian, satuan
            item.save(update_fields=["uraian", "satuan", "updated_at"])
        return item


class LibraryCopier:
    """Copies library analyses into jobs of one project; reads each analysis and the price list once."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.prices = PriceList(project)
        self._rows: dict[int, list[RincianReferensi]] = {}

    def rows_of(self, ahsp_id: int) -> list[RincianReferensi]:
        """The rows of an analysis with equal codes merged, since a job holds a code once.

        Coefficients of merged rows add up; the first row's texts stay.
        """
        if ahsp_id not in self._rows:
            merged: dict[str, RincianReferensi] = {}
            total: defaultdict[str, Decimal] = defaultdict(Decimal)
            for row in RincianReferensi.objects.filter(ahsp_id=ahsp_id).order_by("kategori", "id"):
                total[row.kode_item] += row.koefisien
                merged.setdefault(row.kode_item, row).koefisien = total[row.kode_item]
            self._rows[ahsp_id] = list(merged.values())
        return self._rows[ahsp_id]

    def check(self, ahsp_id: int, coming: dict[str, str] | None = None) -> None:
        """Raise `KategoriClashError` where the analysis cannot be copied into this project.

        ``coming`` has the kategori of each code that other analyses bring along; this one's codes are added.
        """
        coming = {} if coming is None else coming
        for row in self.rows_of(ahsp_id):
            self.prices.check(row.kategori, row.kode_item)
            kategori = coming.setdefault(row.kode_item, row.kategori)
            if kategori != row.kategori:
                raise KategoriClashError(row.kode_item, kategori)

    def copy_into(self, pekerjaan: Pekerjaan, ahsp: AHSPReferensi) -> int:
        """Fill an empty ``pekerjaan`` with the rows of ``ahsp``; return how many rows.

        Raw rows, expanded rows (depth 0) and price items are written; the job is marked ready.

        Raises:
            KategoriClashError: a code stands in the project's price list with another kategori.
        """
        raw: list[DetailAHSPProject] = []
        for row in self.rows_of(ahsp.pk):
            item = self.prices.upsert(row.kategori, row.kode_item, row.uraian_item, row.satuan_item)
            raw.append(
                DetailAHSPProject(
                    project=self.project,
                    pekerjaan=pekerjaan,
                    harga_item=item,
                    kategori=row.kategori,
                    kode=row.kode_item,
                    uraian=row.uraian_item,
                    satuan=row.satuan_item,
                    koefisien=row.koefisien,
                )
            )
        DetailAHSPProject.objects.bulk_create(raw)
        DetailAHSPExpanded.objects.bulk_create(expand_directly(row) for row in raw)
        mark_detail_changed(pekerjaan, ready=bool(raw))
        return len(raw)


def expand_directly(row: DetailAHSPProject) -> DetailAHSPExpanded:
    """The expanded row (not saved) of a raw row that is no bundle."""
    return DetailAHSPExpanded(
        project_id=row.project_id,
        pekerjaan_id=row.pekerjaan_id,
        source_detail=row,
        harga_item_id=row.harga_item_id,
        kategori=row.kategori,
        kode=row.kode,
        uraian=row.uraian,
        satuan=row.satuan,
        koefisien=row.koefisien,
        expansion_depth=0,
    )


def clear_details(pekerjaan: Pekerjaan) -> None:
    """Delete the job's raw and expanded rows; price items stay (they may become orphans)."""
    pekerjaan.detail_rows.all().delete()
    mark_detail_changed(pekerjaan, ready=False)


def mark_detail_changed(pekerjaan: Pekerjaan, *, ready: bool) -> None:
    """Note on the job that its rows changed just now, and whether it has any."""
    pekerjaan.detail_ready = ready
    pekerjaan.detail_last_modified = timezone.now()
    pekerjaan.save(update_fields=["detail_ready", "detail_last_modified", "updated_at"])
