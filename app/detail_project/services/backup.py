"""The full backup of a project as one JSON document (CONTRACT 6.2): ``project_full_backup``, version 1.1.

Restoring it (:mod:`app.detail_project.services.restore`) and writing it again gives the same document, but for the
name, the date and the id of the project. What can be computed is not in it, with one exception: the components of
bundles, since the library they came from may have changed by the time of restoring.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from app.core.numbers import BUDGET, FACTOR, KOEFISIEN, PARAMETER, PERCENT, PRICE, VOLUME, NumberSpec
from app.dashboard.models import DAYS_PER_WEEK, MAX_DAYS, Project
from app.detail_project.models import (
    DetailAHSPExpanded,
    DetailAHSPProject,
    HargaItemProject,
    ItemConversionProfile,
    Kategori,
    Klasifikasi,
    Pekerjaan,
    PekerjaanProgressWeekly,
    PekerjaanTahapan,
    ProjectParameter,
    SubKlasifikasi,
    TahapPelaksanaan,
    VolumeFormulaState,
    VolumePekerjaan,
)
from app.detail_project.services.expansion import MAX_DEPTH
from app.detail_project.services.fields import MAX_ORDERING
from app.detail_project.services.portable import (
    Day,
    Exact,
    Field,
    Flag,
    Number,
    Section,
    Text,
    Whole,
    Writer,
    write_fields,
)
from app.detail_project.services.pricing import pricing_of
from app.detail_project.services.volumes import RAW_LIMIT

EXPORT_TYPE = "project_full_backup"
EXPORT_VERSION = "1.1"
LONG_TEXT = 10_000
MAX_WEEK = 2 * MAX_DAYS // DAYS_PER_WEEK  # work may run over the planned end
COST = NumberSpec(15, 2)
_OPTIONAL_TEXTS = (
    "ket_project1",
    "ket_project2",
    "jabatan_client",
    "instansi_client",
    "nama_kontraktor",
    "instansi_kontraktor",
    "nama_konsultan_perencana",
    "instansi_konsultan_perencana",
    "nama_konsultan_pengawas",
    "instansi_konsultan_pengawas",
)
_KATEGORI = Text(10, choices=frozenset(Kategori.values))
_ORDER = Field("ordering_index", Whole(0, MAX_ORDERING))
_SATUAN = Field("satuan", Text(50, nullable=True), default=None)
_JOB_ORDER = "pekerjaan__ordering_index"
_OF_JOB = {"_pekerjaan_ref": ("pekerjaan", "pekerjaan")}

PROJECT = (
    Field("nama", Text(200, required=True)),
    *(Field(name, Text(255), default="") for name in ("sumber_dana", "lokasi_project", "nama_client")),
    Field("anggaran_owner", Number(BUDGET), default=0),
    Field("tanggal_mulai", Day()),
    Field("tanggal_selesai", Day(nullable=True), default=None),
    Field("durasi_hari", Whole(1, MAX_DAYS), default=None),
    *(Field(name, Text(255, nullable=True), default=None) for name in _OPTIONAL_TEXTS),
    Field("deskripsi", Text(LONG_TEXT, nullable=True), default=None),
    Field("kategori", Text(100, nullable=True), default=None),
    Field("week_start_day", Whole(0, 6), default=0),
    Field("week_end_day", Whole(0, 6), default=6),
    Field("allow_bundle_soft_errors", Flag(), default=False),
)
PRICING = (
    Field("markup_percent", Number(PERCENT)),
    Field("ppn_percent", Number(PERCENT)),
    Field("rounding_base", Whole(1, 2**31 - 1)),
)
KLASIFIKASI = Section(
    "klasifikasi",
    Klasifikasi,
    ("ordering_index", "id"),
    (Field("name", Text(255, required=True)), _ORDER),
    counted=True,
    unique=("ordering_index",),
)
SUB = Section(
    "sub_klasifikasi",
    SubKlasifikasi,
    ("klasifikasi__ordering_index", "ordering_index", "id"),
    (Field("name", Text(255, required=True)), _ORDER),
    refs={"_klasifikasi_ref": ("klasifikasi", "klasifikasi")},
    counted=True,
    unique=("klasifikasi", "ordering_index"),
)
HARGA_ITEMS = Section(
    "harga_items",
    HargaItemProject,
    ("kode_item", "id"),
    (
        Field("kode_item", Text(100, required=True)),
        Field("uraian", Text(LONG_TEXT)),
        _SATUAN,
        Field("kategori", _KATEGORI),
        Field("harga_satuan", Number(PRICE, nullable=True), default=None),
    ),
    counted=True,
    unique=("kode_item",),
)
CONVERSIONS = Section(
    "conversion_profiles",
    ItemConversionProfile,
    ("harga_item__kode_item", "id"),
    (
        Field("market_unit", Text(50, required=True)),
        Field("market_price", Number(PRICE)),
        Field("factor_to_base", Number(FACTOR)),
        *(Field(name, Number(FACTOR, nullable=True), default=None) for name in ("density", "capacity_m3")),
        Field("capacity_ton", Number(FACTOR, nullable=True), default=None),
        Field("method", Text(10, choices=frozenset(ItemConversionProfile.Method.values)), default="direct"),
    ),
    refs={"_harga_item_ref": ("harga_item", "harga_items")},
    project_path="harga_item__project",
    unique=("harga_item",),
)
PEKERJAAN = Section(
    "pekerjaan",
    Pekerjaan,
    ("ordering_index", "id"),
    (
        Field("source_type", Text(20, choices=frozenset(Pekerjaan.SourceType.values))),
        Field("snapshot_kode", Text(100, required=True)),
        Field("snapshot_uraian", Text(LONG_TEXT, required=True)),
        Field("snapshot_satuan", Text(50), default=""),
        _ORDER,
        Field("budgeted_cost", Number(COST), default=0),
        Field("markup_override_percent", Number(PERCENT, nullable=True), default=None),
        Field("auto_load_rincian", Flag(), default=True),
        Field("notes", Text(LONG_TEXT), default=""),
    ),
    refs={"_sub_klasifikasi_ref": ("sub_klasifikasi", "sub_klasifikasi")},
    library="ref",
    counted=True,
    unique=("ordering_index",),
)
VOLUMES = Section(
    "volume_pekerjaan",
    VolumePekerjaan,
    (_JOB_ORDER, "id"),
    (Field("quantity", Number(VOLUME)),),
    refs=_OF_JOB,
    unique=("pekerjaan",),
)
DETAILS = Section(
    "detail_ahsp",
    DetailAHSPProject,
    (_JOB_ORDER, "id"),
    (
        Field("kategori", _KATEGORI),
        Field("kode", Text(100, required=True)),
        Field("uraian", Text(LONG_TEXT)),
        _SATUAN,
        Field("koefisien", Number(KOEFISIEN)),
    ),
    refs={
        **_OF_JOB,
        "_harga_item_ref": ("harga_item", "harga_items"),
        "_ref_pekerjaan_ref": ("ref_pekerjaan", "pekerjaan"),
    },
    optional=frozenset({"_ref_pekerjaan_ref"}),
    library="ref_ahsp",
    counted=True,
    unique=("pekerjaan", "kode"),
)
COMPONENTS = Section(
    "bundle_components",
    DetailAHSPExpanded,
    (_JOB_ORDER, "source_detail_id", "id"),
    (
        Field("kategori", _KATEGORI),
        Field("kode", Text(100, required=True)),
        Field("uraian", Text(LONG_TEXT)),
        _SATUAN,
        Field("koefisien", Exact(30, 18)),
        Field("source_bundle_kode", Text(100, nullable=True), default=None),
        Field("expansion_depth", Whole(1, MAX_DEPTH)),
    ),
    refs={
        **_OF_JOB,
        "_detail_ref": ("source_detail", "detail_ahsp"),
        "_harga_item_ref": ("harga_item", "harga_items"),
    },
    only={"expansion_depth__gt": 0},
)
FORMULAS = Section(
    "volume_formula_states",
    VolumeFormulaState,
    (_JOB_ORDER, "id"),
    (Field("raw", Text(RAW_LIMIT), default=""), Field("is_fx", Flag(), default=True)),
    refs=_OF_JOB,
    unique=("pekerjaan",),
)
PARAMETERS = Section(
    "project_parameters",
    ProjectParameter,
    ("name",),
    (
        Field("name", Text(100, required=True)),
        Field("value", Number(PARAMETER)),
        Field("label", Text(200), default=""),
        Field("unit", Text(50), default=""),
        Field("description", Text(LONG_TEXT), default=""),
    ),
    unique=("name",),
)
TAHAPAN = Section(
    "tahap_pelaksanaan",
    TahapPelaksanaan,
    ("urutan", "nama"),
    (
        Field("nama", Text(200, required=True)),
        Field("urutan", Whole(0, MAX_ORDERING)),
        Field("deskripsi", Text(LONG_TEXT), default=""),
        Field("tanggal_mulai", Day(nullable=True), default=None),
        Field("tanggal_selesai", Day(nullable=True), default=None),
        Field("is_auto_generated", Flag(), default=False),
        Field("generation_mode", Text(10, choices=frozenset(TahapPelaksanaan.Mode.values)), default="custom"),
    ),
    counted=True,
    unique=("nama",),
)
ASSIGNMENTS = Section(
    "pekerjaan_tahapan",
    PekerjaanTahapan,
    ("tahapan__urutan", "tahapan__nama", _JOB_ORDER),
    (Field("proporsi_volume", Number(PERCENT)), Field("catatan", Text(LONG_TEXT), default="")),
    refs={**_OF_JOB, "_tahap_ref": ("tahapan", "tahap_pelaksanaan")},
    project_path="tahapan__project",
    unique=("pekerjaan", "tahapan"),
)
PROGRESS = Section(
    "progress_weekly",
    PekerjaanProgressWeekly,
    (_JOB_ORDER, "week_number"),
    (
        Field("week_number", Whole(1, MAX_WEEK)),
        Field("week_start_date", Day()),
        Field("week_end_date", Day()),
        Field("planned_proportion", Number(PERCENT), default=0),
        Field("actual_proportion", Number(PERCENT), default=0),
        Field("actual_cost", Number(COST, nullable=True), default=None),
        Field("notes", Text(LONG_TEXT), default=""),
    ),
    refs=_OF_JOB,
    unique=("pekerjaan", "week_number"),
)
# In an order in which whatever is named comes first.
SECTIONS = (
    KLASIFIKASI,
    SUB,
    HARGA_ITEMS,
    CONVERSIONS,
    PEKERJAAN,
    VOLUMES,
    DETAILS,
    COMPONENTS,
    FORMULAS,
    PARAMETERS,
    TAHAPAN,
    ASSIGNMENTS,
)


def full_backup(project: Project, *, include_progress: bool = False) -> dict[str, Any]:
    """Return the document; ``include_progress`` adds what was planned and done week by week."""
    writer = Writer(project)
    content: dict[str, Any] = {
        "export_type": EXPORT_TYPE,
        "export_version": EXPORT_VERSION,
        "source_project_id": project.pk,
        "export_date": timezone.now().isoformat(),
        "include_progress": include_progress,
        "project": write_fields(PROJECT, project),
        **{section.name: writer.rows(section) for section in SECTIONS},
        "project_pricing": write_fields(PRICING, pricing_of(project)),
    }
    if include_progress:
        content[PROGRESS.name] = writer.rows(PROGRESS)
    content["stats"] = {
        f"total_{name}": len(content.get(section.name, []))
        for name, section in (
            ("klasifikasi", KLASIFIKASI),
            ("sub", SUB),
            ("pekerjaan", PEKERJAAN),
            ("harga_items", HARGA_ITEMS),
            ("detail_ahsp", DETAILS),
            ("volume", VOLUMES),
            ("tahap", TAHAPAN),
            ("progress", PROGRESS),
        )
    }
    return content
