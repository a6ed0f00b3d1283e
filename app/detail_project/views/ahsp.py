"""Analyses of jobs: the editor (Template AHSP), W9, and the expansion of bundles (CONTRACT 3.5, 3.8, 4.3)."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render

from app.core.http import InvalidBodyError, error_item, fail, ok, parse_json_object, project_api, project_page
from app.dashboard.models import Project
from app.detail_project.models import DetailAHSPProject, Kategori, Pekerjaan
from app.detail_project.services.conflict import ConflictError
from app.detail_project.services.detail_read import bundle_data, detail_data
from app.detail_project.services.detail_save import ClashError, save_detail
from app.detail_project.services.expansion import target_of
from app.detail_project.services.rab import jobs_in_order
from app.detail_project.views.answers import conflict_answer, token_of


@project_page
def template_ahsp_view(request: HttpRequest, project: Project) -> HttpResponse:
    """The editor; rows are loaded by script, job by job."""
    context = {"project": project, "jobs": list(jobs_in_order([project.pk])), "kategori": Kategori.choices}
    return render(request, "detail_project/template_ahsp.html", context)


@project_page
def rincian_ahsp_view(request: HttpRequest, project: Project) -> HttpResponse:
    """The analysis of each job with its prices, read-only but for the mark-up override."""
    return render(request, "detail_project/rincian_ahsp.html", {"project": project})


@project_api("GET")
def api_get_detail_ahsp(request: HttpRequest, project: Project, pekerjaan_id: int) -> HttpResponse:
    """The raw rows of one job."""
    job = Pekerjaan.objects.filter(pk=pekerjaan_id, project=project).first()
    if job is None:
        return unknown_job()
    return ok(**detail_data(job), project_updated_at=token_of(project))


@project_api("POST")
def api_save_detail_ahsp_for_pekerjaan(request: HttpRequest, project: Project, pekerjaan_id: int) -> HttpResponse:
    """W9: replace the rows of one job."""
    payload = parse_json_object(request)
    try:
        result = save_detail(project.pk, pekerjaan_id, payload)
    except ConflictError as conflict:
        return conflict_answer(conflict)
    except Pekerjaan.DoesNotExist:
        return unknown_job()
    except InvalidBodyError as invalid:
        return fail(invalid.errors, success=False, user_message=_refused(invalid))
    count = len(result.errors)
    text = (
        f"[WARN] Data tersimpan sebagian. {result.saved} baris berhasil, {count} kesalahan ditemukan."
        if count
        else f"[OK] Data berhasil disimpan! {result.saved} baris komponen tersimpan."
    )
    body = {
        "ok": not count,
        "success": not count,
        "user_message": text,
        "saved_raw_rows": result.saved,
        "saved_rows": result.saved,
        "saved_expanded_rows": result.expanded,
        "errors": result.errors,
        "pekerjaan": {"id": result.job.pk, "updated_at": result.job.updated_at.isoformat()},
        "project_updated_at": token_of(result.project),
    }
    return JsonResponse(body, status=HTTPStatus.MULTI_STATUS if count else HTTPStatus.OK)


@project_api("GET")
def api_get_bundle_expansion(request: HttpRequest, project: Project, pekerjaan_id: int, bundle_id: int) -> HttpResponse:
    """The components of one bundle row."""
    row = get_object_or_404(DetailAHSPProject, pk=bundle_id, pekerjaan_id=pekerjaan_id, project=project)
    if target_of(row) is None:
        raise Http404
    return ok(**bundle_data(row))


def unknown_job() -> JsonResponse:
    """404 for a job that the project does not have (any more)."""
    return fail(
        [error_item("pekerjaan", "Tidak ditemukan")],
        status=HTTPStatus.NOT_FOUND,
        user_message="Pekerjaan tidak ditemukan. Halaman mungkin sudah tidak valid.",
    )


def _refused(invalid: InvalidBodyError) -> str:
    """A reason that concerns the whole job is said in full, bad rows are counted."""
    if isinstance(invalid, ClashError) or not any(error["path"].startswith("rows[") for error in invalid.errors):
        return invalid.errors[0]["message"]
    return f"[ERROR] Gagal menyimpan data. {len(invalid.errors)} kesalahan ditemukan pada data yang dikirim."
