"""Make a new project from a full backup (W39), and so from another project (W37, W38)."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import Any

from django.db import transaction

from app.accounts.models import CustomUser
from app.core.http import InvalidBodyError, error_item
from app.dashboard.models import MAX_DAYS, Project
from app.detail_project.models import (
    DetailAHSPExpanded,
    DetailAHSPProject,
    HargaItemProject,
    ItemConversionProfile,
    Kategori,
    Pekerjaan,
    PekerjaanProgressWeekly,
    PekerjaanTahapan,
    ProjectParameter,
    ProjectPricing,
    TahapPelaksanaan,
)
from app.detail_project.models.volumes import PARAMETER_NAME
from app.detail_project.models.works import decode_entities
from app.detail_project.services import backup
from app.detail_project.services.expansion import (
    MAX_DEPTH,
    BundleError,
    BundleExpander,
    is_priced,
    target_of,
)
from app.detail_project.services.library import KategoriClashError, LibraryCopier, PriceList, expand_directly
from app.detail_project.services.portable import Reader, Section, read_fields
from app.detail_project.services.schedule_phases import follow_end
from app.detail_project.services.schedule_sync import redate_weeks

SUFFIX = " (Import)"
NAME_LIMIT = 200
BATCH = 500
OTHER_KATEGORI = "Berbeda dengan kategori item harganya"
MORE_THAN_0 = "Harus lebih dari 0"
END_BEFORE_START = f"Tanggal selesai harus setelah tanggal mulai, dalam {MAX_DAYS} hari."


Complaints = Callable[[Any], Iterator[tuple[str, str]]]


class NotABackupError(ValueError):
    """The document is something else; the message says what was expected."""


@dataclass(frozen=True)
class Restored:
    """The new project, how many rows of each section it got, and what of the file could not be had."""

    project: Project
    counts: Mapping[str, int]
    warnings: list[str]


@dataclass(frozen=True)
class Plan:
    """A document that was read and is in order: unsaved rows by section, in an order in which they can be stored."""

    project: dict[str, Any]
    pricing: dict[str, Any]
    rows: Mapping[Section, list[Any]]
    has_components: bool
    warnings: list[str]


def restore(owner: CustomUser, content: object, *, with_progress: bool) -> Restored:
    """Store the backup ``content`` as a new project of ``owner``, called like the old one with ``(Import)`` behind.

    Raises:
        NotABackupError: it is no full backup.
        InvalidBodyError: something in it is not acceptable; nothing was written.
    """
    plan = read_backup(content, with_progress=with_progress)
    nama = plan.project["nama"][: NAME_LIMIT - len(SUFFIX)] + SUFFIX
    return store(owner, plan, nama=nama)


def read_backup(content: object, *, with_progress: bool, own: bool = False) -> Plan:
    """Read and check a document, ``own`` as in :class:`Reader`; nothing is written. Raises as :func:`restore`."""
    if not isinstance(content, dict) or content.get("export_type") != backup.EXPORT_TYPE:
        raise NotABackupError(f'Invalid export type. Expected "{backup.EXPORT_TYPE}".')
    reader = Reader(content, own=own)
    project = read_fields(backup.PROJECT, _object(content.get("project")), "project", reader.errors)
    pricing: dict[str, Any] = {}
    if content.get("project_pricing") is not None:
        pricing = read_fields(backup.PRICING, _object(content["project_pricing"]), "project_pricing", reader.errors)
    if not _in_order(project.get("tanggal_mulai"), project.get("tanggal_selesai")):
        reader.errors.complain("project.tanggal_selesai", END_BEFORE_START)
    sections = (*backup.SECTIONS, backup.PROGRESS) if with_progress else backup.SECTIONS
    found = {section: reader.rows(section) for section in sections}
    reader.errors.finish()  # what follows relies on rows that are complete
    _check(found, reader)
    reader.errors.finish()
    rows = {section: [row for _, row in entries] for section, entries in found.items()}
    return Plan(project, pricing, rows, backup.COMPONENTS.name in content, reader.warnings)


@transaction.atomic
def store(owner: CustomUser, plan: Plan, *, nama: str, start: date | None = None) -> Restored:
    """Write a plan as a new project called ``nama``, its dates moved so that it starts on ``start``.

    Raises:
        InvalidBodyError: a bundle cannot be expanded with the library as it is now.
    """
    values = {**plan.project, "nama": nama}
    moved = start is not None and start != values["tanggal_mulai"]
    if start is not None:
        end = values["tanggal_selesai"]
        values["tanggal_selesai"] = end and start + (end - values["tanggal_mulai"])
        values["tanggal_mulai"] = start
    project = Project(owner=owner, **values)
    project.save()
    ProjectPricing.objects.create(project=project, **plan.pricing)
    for section, rows in plan.rows.items():
        for row in rows:
            if section.project_path == "project":
                row.project = project
        section.model._default_manager.bulk_create(rows, batch_size=BATCH)
    _expand(project, plan)
    counts = {section.name: len(rows) for section, rows in plan.rows.items()}
    counts["detail_expanded"] = DetailAHSPExpanded.objects.filter(project=project).count()
    if moved:
        _move_schedule(project)
    return Restored(project, counts, plan.warnings)


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _check(found: Mapping[Section, list[tuple[str, Any]]], reader: Reader) -> None:
    """Complain of rows that are fine by themselves and do not fit together."""
    ready = {id(row.pekerjaan) for _, row in found[backup.DETAILS]}
    for _, job in found[backup.PEKERJAAN]:
        job.detail_ready = id(job) in ready
        job.snapshot_uraian = decode_entities(job.snapshot_uraian)
        job.snapshot_satuan = decode_entities(job.snapshot_satuan)
    for section, complaints in _CHECKS.items():
        _complain(found.get(section, []), complaints, reader)
    check_bundles(found[backup.DETAILS], reader)


def _detail(row: DetailAHSPProject) -> Iterator[tuple[str, str]]:
    yield from _reference(row)
    if row.kategori != row.harga_item.kategori:
        yield "kategori", OTHER_KATEGORI


def _reference(row: DetailAHSPProject) -> Iterator[tuple[str, str]]:
    if row.ref_ahsp is not None and row.ref_pekerjaan is not None:
        yield "_ref_pekerjaan_ref", "Hanya satu rujukan"
    if _bundles(row) and row.kategori != Kategori.LAIN:
        yield "kategori", "Rujukan hanya boleh pada kategori 'Lain-lain'"


def _component(row: DetailAHSPExpanded) -> Iterator[tuple[str, str]]:
    if row.source_detail.pekerjaan is not row.pekerjaan or not _bundles(row.source_detail):
        yield "_detail_ref", "Bukan bundle dari pekerjaan ini"
    if row.kategori != row.harga_item.kategori:
        yield "kategori", OTHER_KATEGORI


def _conversion(row: ItemConversionProfile) -> Iterator[tuple[str, str]]:
    if row.factor_to_base <= 0:
        yield "factor_to_base", MORE_THAN_0


def _parameter(row: ProjectParameter) -> Iterator[tuple[str, str]]:
    if not re.fullmatch(PARAMETER_NAME, row.name):
        yield "name", "Nama harus huruf kecil, angka, underscore saja (awali huruf/underscore)"


def _assignment(row: PekerjaanTahapan) -> Iterator[tuple[str, str]]:
    if row.proporsi_volume <= 0:
        yield "proporsi_volume", MORE_THAN_0


def _phase(row: TahapPelaksanaan) -> Iterator[tuple[str, str]]:
    if not _in_order(row.tanggal_mulai, row.tanggal_selesai):
        yield "tanggal_selesai", END_BEFORE_START


def _week(row: PekerjaanProgressWeekly) -> Iterator[tuple[str, str]]:
    if not _in_order(row.week_start_date, row.week_end_date):
        yield "week_end_date", END_BEFORE_START


_CHECKS: dict[Section, Complaints] = {
    backup.DETAILS: _detail,
    backup.COMPONENTS: _component,
    backup.CONVERSIONS: _conversion,
    backup.PARAMETERS: _parameter,
    backup.ASSIGNMENTS: _assignment,
    backup.TAHAPAN: _phase,
    backup.PROGRESS: _week,
}


def check_details(details: list[tuple[str, Any]], reader: Reader) -> None:
    """Complain of rows that bundle what they may not; for documents without prices."""
    _complain(details, _reference, reader)


def check_parameters(parameters: list[tuple[str, Any]], reader: Reader) -> None:
    """Complain of names that no formula could use."""
    _complain(parameters, _parameter, reader)


def _complain(entries: list[tuple[str, Any]], complaints: Complaints, reader: Reader) -> None:
    for path, row in entries:
        for name, message in complaints(row):
            reader.errors.complain(f"{path}.{name}", message)


def _in_order(start: date | None, end: date | None) -> bool:
    return start is None or end is None or 0 <= (end - start).days < MAX_DAYS


def _bundles(row: DetailAHSPProject) -> bool:
    """Say whether a row, saved or not, bundles something."""
    return row.ref_ahsp is not None or row.ref_pekerjaan is not None


def check_bundles(details: list[tuple[str, Any]], reader: Reader) -> None:
    """Complain of bundles that go round in a circle or are nested too deep."""
    bundles = {id(row.pekerjaan): (path, set[int]()) for path, row in details if row.ref_pekerjaan is not None}
    for _, row in details:
        if row.ref_pekerjaan is not None:
            bundles[id(row.pekerjaan)][1].add(id(row.ref_pekerjaan))
    depth: dict[int, int] = {}
    try:
        for job in TopologicalSorter({job: targets for job, (_, targets) in bundles.items()}).static_order():
            path, targets = bundles.get(job, ("", set()))
            depth[job] = 1 + max((depth[target] for target in targets), default=-1)
            if depth[job] > MAX_DEPTH:
                reader.errors.complain(path, f"Bundle bertingkat lebih dari {MAX_DEPTH}")
    except CycleError:
        reader.errors.complain(backup.DETAILS.name, "Circular dependency detected")


class KnownPrices(PriceList):
    """A price list whose texts are right already: expanding adds what is missing and changes nothing."""

    def upsert(self, kategori: str, kode: str, uraian: str, satuan: str | None) -> HargaItemProject:
        item = self._by_kode.get(kode)
        if item is None:
            return super().upsert(kategori, kode, uraian, satuan)
        self.check(kategori, kode)
        return item


def _expand(project: Project, plan: Plan) -> None:
    """Write the expanded rows: of ordinary rows as they are, of bundles from the file, else from what they name."""
    details: list[DetailAHSPProject] = plan.rows[backup.DETAILS]
    bundling = {} if plan.has_components else jobs_that_bundle(details)
    expand_plain(details, bundling)
    copier = LibraryCopier(project)
    copier.prices = KnownPrices(project)
    expander = BundleExpander(project, copier)
    for job in bundling.values():
        try:
            expander.expand_job(job)
        except BundleError as error:
            raise InvalidBodyError([error_item(f"bundle.{error.kode}", str(error))]) from error
        except KategoriClashError as clash:
            raise InvalidBodyError([error_item(f"bundle.{clash.kode}", str(clash))]) from clash


def jobs_that_bundle(details: Iterable[DetailAHSPProject]) -> dict[int, Pekerjaan]:
    """The jobs, by id, that have a bundle among these rows."""
    return {row.pekerjaan_id: row.pekerjaan for row in details if target_of(row)}


def expand_plain(details: Iterable[DetailAHSPProject], bundling: Container[int]) -> None:
    """Write the expanded rows of ordinary rows, all at once, but for those of the jobs that are ``bundling``."""
    directly = [
        expand_directly(row)
        for row in details
        if target_of(row) is None and row.pekerjaan_id not in bundling and is_priced(row.kategori, row.pekerjaan)
    ]
    DetailAHSPExpanded.objects.bulk_create(directly, batch_size=BATCH)


def _move_schedule(project: Project) -> None:
    """Let the calendar of the schedule follow the project's new start."""
    redate_weeks(project)
    follow_end(project)
