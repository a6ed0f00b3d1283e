"""The tree of works as the pages read it (CONTRACT section 7, list-pekerjaan/tree)."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from app.dashboard.models import Project
from app.detail_project.models import Klasifikasi, Pekerjaan, SubKlasifikasi


def read_tree(project: Project, search: str = "") -> dict[str, Any]:
    """Read the project's tree in three queries.

    With ``search``, only works whose code or text contains it (case-insensitive) stay, with the groups above them;
    a group whose own name matches keeps all its works. ``match_count`` counts the works that stay.
    """
    needle = search.casefold()
    jobs_of: defaultdict[int, list[Pekerjaan]] = defaultdict(list)
    for job in Pekerjaan.objects.filter(project=project).order_by("ordering_index", "id"):
        jobs_of[job.sub_klasifikasi_id].append(job)
    subs_of: defaultdict[int, list[SubKlasifikasi]] = defaultdict(list)
    for sub in SubKlasifikasi.objects.filter(project=project).order_by("ordering_index", "id"):
        subs_of[sub.klasifikasi_id].append(sub)

    tree: list[dict[str, Any]] = []
    match_count = 0
    for klas in Klasifikasi.objects.filter(project=project).order_by("ordering_index", "id"):
        whole_klas = needle in klas.name.casefold()
        subs: list[dict[str, Any]] = []
        for sub in subs_of[klas.pk]:
            whole_sub = whole_klas or needle in sub.name.casefold()
            jobs = [_job(job) for job in jobs_of[sub.pk] if whole_sub or _matches(job, needle)]
            if jobs or whole_sub:
                match_count += len(jobs)
                subs.append({"id": sub.pk, "name": sub.name, "ordering_index": sub.ordering_index, "pekerjaan": jobs})
        if subs or whole_klas:
            tree.append({"id": klas.pk, "name": klas.name, "ordering_index": klas.ordering_index, "sub": subs})

    answer: dict[str, Any] = {"klasifikasi": tree, "project_updated_at": project.updated_at.isoformat()}
    if search:
        answer |= {"search_active": True, "match_count": match_count}
    return answer


def _matches(job: Pekerjaan, needle: str) -> bool:
    return needle in job.snapshot_kode.casefold() or needle in job.snapshot_uraian.casefold()


def _job(job: Pekerjaan) -> dict[str, Any]:
    return {
        "id": job.pk,
        "source_type": job.source_type,
        "ordering_index": job.ordering_index,
        "snapshot_kode": job.snapshot_kode,
        "snapshot_uraian": job.snapshot_uraian,
        "snapshot_satuan": job.snapshot_satuan,
        "ref_id": job.ref_id,
        "budgeted_cost": float(job.budgeted_cost),
    }
