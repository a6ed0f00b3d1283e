"""The list of works: page, tree, save (CONTRACT 3.3, W1), and the search over the reference library."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from app.core.http import InvalidBodyError, fail, ok, parse_json, project_api, project_page
from app.dashboard.models import Project
from app.detail_project.models import PekerjaanTemplate
from app.detail_project.services.conflict import ConflictError
from app.detail_project.services.tree_read import read_tree
from app.detail_project.services.tree_save import save_tree
from app.detail_project.views.answers import conflict_answer, token_of
from app.referensi.lookup import search_library

DEFAULT_LIMIT = 20
MAX_LIMIT = 50


@project_page
def list_pekerjaan_view(request: HttpRequest, project: Project) -> HttpResponse:
    """The page; its rows are loaded by script."""
    context = {"project": project, "template_categories": PekerjaanTemplate.Category.choices}
    return render(request, "detail_project/list_pekerjaan.html", context)


@project_api("GET")
def api_get_list_pekerjaan_tree(request: HttpRequest, project: Project) -> HttpResponse:
    """The whole tree, or what ``search`` (or ``q``) finds in it."""
    search = request.GET.get("search") or request.GET.get("q") or ""
    return ok(**read_tree(project, search.strip()))


@project_api("POST")
def api_upsert_list_pekerjaan(request: HttpRequest, project: Project) -> HttpResponse:
    """W1: replace the tree."""
    try:
        result = save_tree(project.pk, parse_json(request))
    except ConflictError as conflict:
        return conflict_answer(conflict)
    except InvalidBodyError as invalid:
        count = len(invalid.errors)
        return fail(invalid.errors, success=False, message=f"{count} kesalahan validasi ditemukan.")
    return ok(
        errors=[],
        summary={"klasifikasi": result.klasifikasi, "sub": result.sub, "pekerjaan": len(result.job_ids)},
        change_flags={"reload_job_ids": result.job_ids, "volume_reset_job_ids": result.reset_job_ids},
        project_updated_at=token_of(result.project),
    )


@project_api("GET")
def api_search_ahsp(request: HttpRequest, project: Project) -> HttpResponse:
    """Analyses of the library whose code or name holds ``q``; at most ``limit`` (1..50)."""
    raw = request.GET.get("limit", "")
    limit = min(max(int(raw), 1), MAX_LIMIT) if raw.isascii() and raw.isdigit() and len(raw) < 10 else DEFAULT_LIMIT
    found = search_library(request.GET.get("q", ""), limit=limit)
    results = [
        {
            "id": ahsp.pk,
            "text": f"{ahsp.kode_ahsp} — {ahsp.nama_ahsp}",
            "kode_ahsp": ahsp.kode_ahsp,
            "nama_ahsp": ahsp.nama_ahsp,
            "satuan": ahsp.satuan,
            "sumber": ahsp.sumber,
        }
        for ahsp in found
    ]
    return ok(results=results, total=len(results))
