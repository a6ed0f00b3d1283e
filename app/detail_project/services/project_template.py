"""Templates: the works of a project with their analyses, for other projects to begin with (CONTRACT 6.2, W40 to W43).

The document is ``project_template``, version 2.2. It holds no prices, volumes or dates; applying it appends.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from app.accounts.models import CustomUser
from app.core.http import InvalidBodyError, error_item
from app.dashboard.models import Project
from app.detail_project.models import (
    DetailAHSPProject,
    Klasifikasi,
    Pekerjaan,
    PekerjaanTemplate,
    ProjectParameter,
    SubKlasifikasi,
    VolumeFormulaState,
)
from app.detail_project.services import backup
from app.detail_project.services.change_status import note_ahsp_change
from app.detail_project.services.conflict import lock_project
from app.detail_project.services.expansion import BundleError, BundleExpander
from app.detail_project.services.library import KategoriClashError, LibraryCopier
from app.detail_project.services.portable import Reader, Section, Writer
from app.detail_project.services.restore import (
    BATCH,
    KnownPrices,
    check_bundles,
    check_details,
    check_parameters,
    expand_plain,
    jobs_that_bundle,
)
from app.detail_project.services.tree_save import next_kode

EXPORT_TYPE = "project_template"
EXPORT_VERSION = "2.2"
NAME_LIMIT = 200
DESCRIPTION_LIMIT = 5_000
JOB_FIELDS = ("source_type", "snapshot_kode", "snapshot_uraian", "snapshot_satuan", "ordering_index")

WORKS = Section(
    "pekerjaan",
    Pekerjaan,
    backup.PEKERJAAN.order,
    tuple(each for each in backup.PEKERJAAN.fields if each.name in JOB_FIELDS),
    refs=backup.PEKERJAAN.refs,
    library="ref",
    counted=True,
    unique=backup.PEKERJAAN.unique,
)
ROWS = Section(
    "detail_ahsp",
    DetailAHSPProject,
    backup.DETAILS.order,
    backup.DETAILS.fields,
    refs={name: target for name, target in backup.DETAILS.refs.items() if name != "_harga_item_ref"},
    optional=backup.DETAILS.optional,
    library="ref_ahsp",
    counted=True,
    unique=backup.DETAILS.unique,
)
PARAMETERS = Section("parameters", ProjectParameter, ("name",), backup.PARAMETERS.fields, unique=("name",))
FORMULAS = Section(
    "formulas",
    VolumeFormulaState,
    backup.FORMULAS.order,
    backup.FORMULAS.fields,
    refs=backup.FORMULAS.refs,
    unique=("pekerjaan",),
)
SECTIONS = (backup.KLASIFIKASI, backup.SUB, WORKS, ROWS, PARAMETERS, FORMULAS)


class TemplateError(ValueError):
    """The template cannot be made or used; the message is for the user."""


class EmptyProjectError(TemplateError):
    """There is nothing to make a template of."""

    def __init__(self) -> None:
        super().__init__("Project tidak memiliki data Pekerjaan untuk di-export")


@dataclass(frozen=True)
class Applied:
    """How many rows of each kind were added, and what of the template could not be had."""

    counts: Mapping[str, int]
    warnings: list[str]


def template_content(project: Project, *, name: str, description: str = "", category: str = "") -> dict[str, Any]:
    """Return the document of the project's works. Raises `EmptyProjectError`."""
    writer = Writer(project)
    rows = {section.name: writer.rows(section) for section in SECTIONS}
    if not rows[WORKS.name]:
        raise EmptyProjectError
    meta = {"name": name, "description": description, "category": category, "source_project": project.nama}
    totals = {
        "total_klasifikasi": backup.KLASIFIKASI,
        "total_sub": backup.SUB,
        "total_pekerjaan": WORKS,
        "total_detail": ROWS,
        "total_parameters": PARAMETERS,
        "total_formulas": FORMULAS,
    }
    return {
        "export_type": EXPORT_TYPE,
        "export_version": EXPORT_VERSION,
        "export_date": timezone.now().isoformat(),
        "template_meta": meta,
        **rows,
        "stats": {total: len(rows[section.name]) for total, section in totals.items()},
    }


@transaction.atomic
def create_template(user: CustomUser, project: Project, payload: Mapping[str, Any]) -> PekerjaanTemplate:
    """Store the project's works as a template of ``user``. Raises `TemplateError`."""
    name, description = _text(payload.get("name")), _text(payload.get("description"))
    category = payload.get("category") or PekerjaanTemplate.Category.LAINNYA.value
    if not name:
        raise TemplateError("Nama template wajib diisi")
    if len(name) > NAME_LIMIT or len(description) > DESCRIPTION_LIMIT:
        raise TemplateError(f"Nama paling panjang {NAME_LIMIT} karakter, deskripsi {DESCRIPTION_LIMIT}")
    if not isinstance(category, str) or category not in PekerjaanTemplate.Category.values:
        raise TemplateError("Kategori template tidak valid")
    project = lock_project(project.pk, None)
    if PekerjaanTemplate.objects.filter(name=name).exists():
        raise TemplateError(f'Template dengan nama "{name}" sudah ada')
    content = template_content(project, name=name, description=description, category=category)
    return PekerjaanTemplate.objects.create(
        name=name,
        description=description,
        category=category,
        content=content,
        created_by=user,
        **{total: content["stats"][total] for total in ("total_klasifikasi", "total_sub", "total_pekerjaan")},
    )


@transaction.atomic
def apply_template(project: Project, template: PekerjaanTemplate) -> Applied:
    """Append a stored template to the project and count the use. Raises as :func:`apply_content`."""
    applied = apply_content(project, template.content)
    PekerjaanTemplate.objects.filter(pk=template.pk).update(usage_count=F("usage_count") + 1)
    return applied


@transaction.atomic
def apply_content(project: Project, content: object) -> Applied:
    """Append the works of a document to the project; codes of works are given anew, parameters that exist stay.

    Raises:
        TemplateError: it is no template, or one without works.
        InvalidBodyError: something in it is not acceptable; nothing was written.
    """
    if not isinstance(content, dict) or content.get("export_type") != EXPORT_TYPE:
        raise TemplateError("Content template tidak valid")
    if not isinstance(content.get(WORKS.name), list) or not content[WORKS.name]:
        raise TemplateError("Template tidak memiliki data pekerjaan")
    project = lock_project(project.pk, None)
    reader = Reader(_as_now(content))
    found = {section: reader.rows(section) for section in SECTIONS}
    reader.errors.finish()
    check_details(found[ROWS], reader)
    check_bundles(found[ROWS], reader)
    check_parameters(found[PARAMETERS], reader)
    reader.errors.finish()
    rows = {section: [row for _, row in entries] for section, entries in found.items()}
    try:
        added = _Appender(project).append(rows)
    except BundleError as error:
        raise InvalidBodyError([error_item(f"bundle.{error.kode}", str(error))]) from error
    except KategoriClashError as clash:
        raise InvalidBodyError([error_item(clash.kode, str(clash))]) from clash
    note_ahsp_change(project)
    project.touch()
    return Applied(added, reader.warnings)


class _Appender:
    """Adds the rows of one template to one project."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.copier = LibraryCopier(project)
        self.copier.prices = KnownPrices(project)

    def append(self, rows: Mapping[Section, list[Any]]) -> dict[str, int]:
        self._renumber(rows[backup.KLASIFIKASI], Klasifikasi)
        self._renumber(rows[WORKS], Pekerjaan)
        former = self._rename(rows[WORKS])
        known = set(ProjectParameter.objects.filter(project=self.project).values_list("name", flat=True))
        parameters = [row for row in rows[PARAMETERS] if row.name not in known]
        now = timezone.now()
        for row in rows[ROWS]:
            row.pekerjaan.detail_ready, row.pekerjaan.detail_last_modified = True, now
            if row.ref_pekerjaan is not None and row.kode == former[id(row.ref_pekerjaan)]:
                row.kode = row.ref_pekerjaan.snapshot_kode
            row.harga_item = self.copier.prices.upsert(row.kategori, row.kode, row.uraian, row.satuan)
        for model, new in (
            (Klasifikasi, rows[backup.KLASIFIKASI]),
            (SubKlasifikasi, rows[backup.SUB]),
            (Pekerjaan, rows[WORKS]),
            (DetailAHSPProject, rows[ROWS]),
            (VolumeFormulaState, rows[FORMULAS]),
            (ProjectParameter, parameters),
        ):
            for row in new:
                row.project = self.project
            model._default_manager.bulk_create(new, batch_size=BATCH)
        bundling = jobs_that_bundle(rows[ROWS])
        expand_plain(rows[ROWS], bundling)
        expander = BundleExpander(self.project, self.copier)
        for job in bundling.values():
            expander.expand_job(job)
        return {
            "klasifikasi": len(rows[backup.KLASIFIKASI]),
            "sub": len(rows[backup.SUB]),
            "pekerjaan": len(rows[WORKS]),
            "detail": len(rows[ROWS]),
            "parameters": len(parameters),
            "formulas": len(rows[FORMULAS]),
        }

    def _renumber(self, rows: list[Any], model: type[Klasifikasi] | type[Pekerjaan]) -> None:
        last = model._default_manager.filter(project=self.project).aggregate(last=Max("ordering_index"))["last"] or 0
        for place, row in enumerate(sorted(rows, key=lambda row: row.ordering_index), start=last + 1):
            row.ordering_index = place

    def _rename(self, jobs: list[Pekerjaan]) -> dict[int, str]:
        """Give every job its code in this project; return the codes that they had."""
        former = {id(job): job.snapshot_kode for job in jobs}
        taken = list(Pekerjaan.objects.filter(project=self.project).values_list("snapshot_kode", flat=True))
        for job in sorted(jobs, key=lambda job: job.ordering_index):
            job.snapshot_kode = next_kode(job.source_type, job.ref, taken, job.snapshot_kode)
            taken.append(job.snapshot_kode)
        return former


def _as_now(content: Mapping[str, Any]) -> dict[str, Any]:
    """Read older names: formulas were called ``volume_formulas``, bundles named their job by its code."""
    jobs = [entry for entry in content[WORKS.name] if isinstance(entry, dict)]
    numbers = {str(entry.get("snapshot_kode")): entry.get("_export_id") for entry in jobs}
    rows = content.get(ROWS.name)
    if isinstance(rows, list):
        rows = [
            {**row, "_ref_pekerjaan_ref": numbers.get(str(row.get("bundle_ref_snapshot_kode")))}
            if isinstance(row, dict) and row.get("bundle_type") == "pekerjaan" and "_ref_pekerjaan_ref" not in row
            else row
            for row in rows
        ]
    formulas = content.get(FORMULAS.name, content.get("volume_formulas"))
    return {**content, ROWS.name: rows, FORMULAS.name: formulas}


def _text(value: object) -> str:
    return re.sub(r"\s+", " ", value).strip() if isinstance(value, str) else ""
