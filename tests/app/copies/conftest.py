"""A project that holds something of everything that a copy must bring along."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.dashboard.models import Project
from app.detail_project.models import (
    DetailAHSPProject,
    HargaItemProject,
    ItemConversionProfile,
    Klasifikasi,
    Pekerjaan,
    PekerjaanProgressWeekly,
    PekerjaanTahapan,
    ProjectParameter,
    ProjectPricing,
    SubKlasifikasi,
    TahapPelaksanaan,
    VolumeFormulaState,
    VolumePekerjaan,
)
from app.detail_project.services.expansion import BundleExpander
from app.detail_project.services.schedule_phases import renew
from app.referensi.models import AHSPReferensi
from app.referensi.seed import seed_library


@pytest.fixture
def full(project: Project) -> Project:
    """Two groups, four jobs of the three kinds, bundles of a job and of the library, prices, volumes, a schedule."""
    seed_library()
    analysis = AHSPReferensi.objects.filter(rincian__isnull=False).order_by("pk").first()
    assert analysis is not None
    jobs = []
    for group in (2, 1):  # stored in another order than shown
        klas = Klasifikasi.objects.create(project=project, name=f"Bagian {group}", ordering_index=group)
        sub = SubKlasifikasi.objects.create(project=project, klasifikasi=klas, name="Sub <b>", ordering_index=1)
        for source in ("custom", "ref_modified"):
            jobs.append(
                Pekerjaan.objects.create(
                    project=project,
                    sub_klasifikasi=sub,
                    source_type=source,
                    ref=analysis if source == "ref_modified" else None,
                    snapshot_kode=f"CUST-{group:04}" if source == "custom" else f"mod.{group}-{analysis.kode_ahsp}",
                    snapshot_uraian=f"Pekerjaan {group} {source}",
                    snapshot_satuan="m2",
                    ordering_index=group * 10 + (source == "custom"),
                    markup_override_percent=Decimal("20.50") if group == 1 else None,
                    notes="catatan",
                )
            )
    outer, modified, inner, other = jobs
    items = {
        kode: HargaItemProject.objects.create(
            project=project, kode_item=kode, uraian=f"Item {kode}", satuan="u", kategori=kategori, harga_satuan=price
        )
        for kode, kategori, price in (
            ("L.01", "TK", Decimal("4000.50")),
            ("B.01", "BHN", None),
            ("CUST-0001", "LAIN", None),
            (analysis.kode_ahsp, "LAIN", None),
            ("YATIM", "BHN", Decimal(7)),
        )
    }
    rows = (
        (inner, "L.01", "0.75", None, None),
        (modified, "B.01", "7.123456", None, None),
        (other, "L.01", "1", None, None),
        (outer, "L.01", "0.123456", None, None),
        (outer, "CUST-0001", "2", inner, None),
        (outer, analysis.kode_ahsp, "1.5", None, analysis),
    )
    for job, kode, koefisien, target, library in rows:
        item = items[kode]
        DetailAHSPProject.objects.create(
            project=project,
            pekerjaan=job,
            harga_item=item,
            kategori=item.kategori,
            kode=kode,
            uraian=item.uraian,
            satuan=item.satuan,
            koefisien=Decimal(koefisien),
            ref_pekerjaan=target,
            ref_ahsp=library,
        )
    expander = BundleExpander(project)
    for job in jobs:
        expander.expand_job(job)
        Pekerjaan.objects.filter(pk=job.pk).update(detail_ready=True)
    ItemConversionProfile.objects.create(
        harga_item=items["B.01"], market_unit="zak", market_price=75_000, factor_to_base=50, density=Decimal("1.2")
    )
    for job in jobs[:3]:
        VolumePekerjaan.objects.create(project=project, pekerjaan=job, quantity=Decimal("12.345"))
    VolumeFormulaState.objects.create(project=project, pekerjaan=outer, raw=" =panjang*2 ", is_fx=True)
    ProjectParameter.objects.create(project=project, name="panjang", value=Decimal("12.5"), label="Panjang", unit="m")
    ProjectPricing.objects.create(project=project, markup_percent=15, ppn_percent=12, rounding_base=1000)
    for week, planned in ((1, "30.00"), (3, "20.50")):
        PekerjaanProgressWeekly.objects.create(
            project=project,
            pekerjaan=outer,
            week_number=week,
            week_start_date=date(2026, 1, 5),
            week_end_date=date(2026, 1, 11),
            planned_proportion=Decimal(planned),
            actual_proportion=Decimal(10),
            actual_cost=Decimal("1000000.50"),
            notes="hujan",
        )
    own = TahapPelaksanaan.objects.create(project=project, nama="Persiapan", urutan=99, deskripsi="sendiri")
    PekerjaanTahapan.objects.create(pekerjaan=inner, tahapan=own, proporsi_volume=Decimal("40"))
    renew(project, "weekly")
    return project
