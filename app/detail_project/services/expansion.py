"""Expansion of bundles: what a LAIN row that names another analysis takes (CONTRACT 1.6).

Coefficients of expanded rows are exact products, per one unit of the outermost bundle; that bundle row's own
coefficient is applied when the row is priced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

from app.dashboard.models import Project
from app.detail_project.models import DetailAHSPAudit, DetailAHSPExpanded, DetailAHSPProject, Pekerjaan
from app.detail_project.services.detail_rows import rows_as_data
from app.detail_project.services.library import LibraryCopier, expand_directly

MAX_DEPTH = 10
MAX_COMPONENTS = 5_000
MAX_KOEFISIEN = Decimal(10) ** 12
_EXACT = Context(prec=60)
_STORED_PLACES = Decimal(1).scaleb(-18)


class BundleError(ValueError):
    """A bundle cannot be expanded; the message is for the user, ``kode`` that of the row in question."""

    def __init__(self, message: str, kode: str = "") -> None:
        super().__init__(message)
        self.kode = kode


@dataclass(frozen=True, slots=True)
class Leaf:
    """One component of a bundle, ``koefisien`` per one unit of the bundle."""

    kategori: str
    kode: str
    uraian: str
    satuan: str | None
    koefisien: Decimal
    depth: int


@dataclass(frozen=True, slots=True)
class Target:
    """What a bundle row points at: a job of the project or an analysis of the library, never both."""

    job_id: int | None = None
    ahsp_id: int | None = None


class BundleExpander:
    """Expands bundles of one project; reads each job's rows and each library analysis once."""

    def __init__(self, project: Project, copier: LibraryCopier | None = None) -> None:
        self.project = project
        self.copier = copier or LibraryCopier(project)
        self._jobs: dict[int, Pekerjaan] = {}
        self._rows: dict[int, list[DetailAHSPProject]] = {}

    def job(self, job_id: int) -> Pekerjaan:
        """The job, which must be the project's. Raises ``Pekerjaan.DoesNotExist``."""
        self._load({job_id})
        if job_id not in self._jobs:
            raise Pekerjaan.DoesNotExist(job_id)
        return self._jobs[job_id]

    def rows_of_job(self, job_id: int) -> list[DetailAHSPProject]:
        """The raw rows of a job, in display order."""
        self._load({job_id})
        return self._rows.get(job_id, [])

    def forget(self, job_id: int) -> None:
        """Read the job's rows anew next time: they were just rewritten."""
        self._rows.pop(job_id, None)

    def is_empty(self, target: Target) -> bool:
        """Say whether the target has no rows at all."""
        if target.job_id is not None:
            return not self.rows_of_job(target.job_id)
        return target.ahsp_id is None or not self.copier.rows_of(target.ahsp_id)

    def circle(self, job_id: int, target_id: int) -> list[Pekerjaan] | None:
        """Return the jobs of the circle that ``job_id`` bundling ``target_id`` would close, or None."""
        parents: dict[int, int | None] = {target_id: None}
        frontier = {target_id}
        while frontier:
            self._load(frontier)
            found: dict[int, int] = {}
            for current in frontier:
                for row in self._rows.get(current, []):
                    if row.ref_pekerjaan_id is not None:
                        found.setdefault(row.ref_pekerjaan_id, current)
            new = {child: parent for child, parent in found.items() if child not in parents}
            parents.update(new)
            frontier = set(new)
        if job_id not in parents:
            return None
        chain: list[int] = []
        step: int | None = job_id
        while step is not None:
            chain.append(step)
            step = parents[step]
        return [self.job(each) for each in (job_id, *reversed(chain))]

    def leaves(self, target: Target) -> list[Leaf]:
        """Return the target's components per one unit of it. Raises `BundleError`."""
        found: list[Leaf] = []
        with localcontext(_EXACT):
            for leaf in self._leaves(target, Decimal(1), 1):
                if leaf.koefisien >= MAX_KOEFISIEN:
                    raise BundleError("Koefisien komponen bundle terlalu besar")
                found.append(leaf)
                if len(found) > MAX_COMPONENTS:
                    raise BundleError(f"Bundle memiliki lebih dari {MAX_COMPONENTS} komponen")
        return found

    def expand_job(self, job: Pekerjaan) -> int:
        """Rewrite the expanded rows of ``job`` from its raw rows; return how many there are.

        Raises `BundleError`, and `KategoriClashError` where a component's code has another kategori in the project.
        """
        expanded: list[DetailAHSPExpanded] = []
        for row in self.rows_of_job(job.pk):
            expanded += self._expand_row(job, row)
        job.expanded_rows.all().delete()
        DetailAHSPExpanded.objects.bulk_create(expanded)
        return len(expanded)

    def _expand_row(self, job: Pekerjaan, row: DetailAHSPProject) -> Iterator[DetailAHSPExpanded]:
        target = target_of(row)
        if target is None:
            if is_priced(row.kategori, job):
                yield expand_directly(row)
            return
        try:
            leaves = self.leaves(target)
        except BundleError as error:
            raise BundleError(str(error), row.kode) from error
        for leaf in leaves:
            item = self.copier.prices.upsert(leaf.kategori, leaf.kode, leaf.uraian, leaf.satuan)
            yield DetailAHSPExpanded(
                project_id=row.project_id,
                pekerjaan_id=row.pekerjaan_id,
                source_detail=row,
                harga_item=item,
                kategori=leaf.kategori,
                kode=leaf.kode,
                uraian=leaf.uraian,
                satuan=leaf.satuan,
                koefisien=leaf.koefisien.quantize(_STORED_PLACES, context=_EXACT),
                source_bundle_kode=row.kode,
                expansion_depth=leaf.depth,
            )

    def _leaves(self, target: Target, times: Decimal, depth: int) -> Iterator[Leaf]:
        if depth > MAX_DEPTH:
            raise BundleError(f"Bundle bertingkat lebih dari {MAX_DEPTH}")
        if target.ahsp_id is not None:
            for entry in self.copier.rows_of(target.ahsp_id):
                yield Leaf(
                    entry.kategori,
                    entry.kode_item,
                    entry.uraian_item,
                    entry.satuan_item,
                    times * entry.koefisien,
                    depth,
                )
        elif target.job_id is not None:
            job = self.job(target.job_id)
            for row in self.rows_of_job(target.job_id):
                inner = target_of(row)
                koefisien = times * row.koefisien
                if inner is not None:
                    yield from self._leaves(inner, koefisien, depth + 1)
                elif is_priced(row.kategori, job):
                    yield Leaf(row.kategori, row.kode, row.uraian, row.satuan, koefisien, depth)

    def _load(self, job_ids: Iterable[int]) -> None:
        unknown = [job_id for job_id in job_ids if job_id not in self._jobs]
        if unknown:
            jobs = Pekerjaan.objects.filter(project=self.project, pk__in=unknown)
            self._jobs.update({job.pk: job for job in jobs})
        unread = [job_id for job_id in job_ids if job_id not in self._rows]
        if unread:
            self._rows.update({job_id: [] for job_id in unread})
            rows = DetailAHSPProject.objects.filter(project=self.project, pekerjaan_id__in=unread)
            for row in rows.order_by("kategori", "id"):
                self._rows[row.pekerjaan_id].append(row)


def target_of(row: DetailAHSPProject) -> Target | None:
    """What the row bundles, or None for an ordinary row."""
    if row.ref_ahsp_id is not None or row.ref_pekerjaan_id is not None:
        return Target(row.ref_pekerjaan_id, row.ref_ahsp_id)
    return None


def is_priced(kategori: str, job: Pekerjaan) -> bool:
    """Say whether a row that bundles nothing has a price: all but a custom job's LAIN rows (CONTRACT W9)."""
    return kategori != "LAIN" or job.source_type != Pekerjaan.SourceType.CUSTOM


def reexpand_referencing(project_id: int, job_ids: Iterable[int]) -> list[int]:
    """Expand anew every job that bundles one of ``job_ids``, directly or through others; return their ids.

    Call it inside the transaction that changed those jobs' rows. Each job whose components changed gets a CASCADE row
    in the audit trail.
    """
    project = Project.objects.get(pk=project_id)
    affected: list[int] = []
    frontier = set(job_ids)
    seen = set(frontier)
    while frontier:
        bundling = DetailAHSPProject.objects.filter(project=project, ref_pekerjaan_id__in=frontier)
        frontier = set(bundling.values_list("pekerjaan_id", flat=True)) - seen
        seen |= frontier
        affected += sorted(frontier)
    if affected:
        expander = BundleExpander(project)
        for job_id in affected:
            _cascade(expander, expander.job(job_id))
    return affected


def _cascade(expander: BundleExpander, job: Pekerjaan) -> None:
    before = _components(job)
    expander.expand_job(job)
    if _components(job) != before:
        rows = rows_as_data(job)
        DetailAHSPAudit.objects.create(
            project=expander.project,
            pekerjaan=job,
            action=DetailAHSPAudit.Action.CASCADE,
            triggered_by=DetailAHSPAudit.Trigger.CASCADE,
            old_data=rows,
            new_data=rows,
            change_summary=f"re-expanded {job.snapshot_kode}",
        )


def _components(job: Pekerjaan) -> list[tuple[str, str, Decimal]]:
    return list(
        job.expanded_rows.order_by("kategori", "kode", "koefisien").values_list("kategori", "kode", "koefisien")
    )
