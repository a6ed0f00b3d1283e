"""The dashboard and a project's own pages (CONTRACT 3.1, 3.2; W28 to W31)."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.forms import BaseFormSet, model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from app.accounts.users import user_of
from app.core.links import project_url
from app.dashboard.forms import ProjectFilterForm, ProjectForm, ProjectFormSet
from app.dashboard.listing import PAGE_SIZE, STATUS_LABELS, filtered, summary_of, timeline_status
from app.dashboard.models import Project, get_owned_project
from app.detail_project.services.rab import project_costs, project_total, total_of
from app.detail_project.services.schedule_curve import progress_percent
from app.detail_project.services.schedule_phases import follow_dates

STEPS = (
    ("List Pekerjaan", "list_pekerjaan"),
    ("Volume Pekerjaan", "volume_pekerjaan"),
    ("Template AHSP", "template_ahsp"),
    ("Harga Items", "harga_items"),
    ("Rincian AHSP", "rincian_ahsp"),
    ("Rekap RAB", "rekap_rab"),
)
RESTARTED = "Tanggal mulai berubah. Semua progress direset dan periode weekly dihitung ulang."


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dashboard(request: HttpRequest) -> HttpResponse:
    """List the signed-in user's projects, 20 a page; POST adds new ones, all or none."""
    if request.method == "POST":
        formset = ProjectFormSet(request.POST, prefix="form")
        if formset.is_valid():
            _store_new(request, formset)
            return redirect("dashboard:dashboard")
        for text in _complaints(formset):
            messages.error(request, text)
    else:
        formset = ProjectFormSet(prefix="form")
    if request.GET.get("need_project"):
        messages.info(request, "Pilih atau buat project terlebih dahulu.")
    return render(request, "dashboard/dashboard.html", _list_context(request, formset))


def _store_new(request: HttpRequest, formset: BaseFormSet[ProjectForm]) -> None:
    filled = [form for form in formset if form.has_changed()]
    with transaction.atomic():
        for form in filled:
            project = form.save(commit=False)
            project.owner = user_of(request)
            project.save()
    if filled:
        messages.success(request, f"{len(filled)} proyek berhasil disimpan.")
    else:
        messages.info(request, "Tidak ada baris yang disimpan (semua kosong).")


def _complaints(formset: BaseFormSet[ProjectForm]) -> list[str]:
    complaints = [str(error) for error in formset.non_form_errors()]
    for number, form in enumerate(formset, start=1):
        for field, texts in form.errors.items():
            complaints += [f"Baris {number} – {field}: {text}" for text in texts]
    return complaints


def _list_context(request: HttpRequest, formset: BaseFormSet[ProjectForm]) -> dict[str, object]:
    today = timezone.localdate()
    owned = Project.objects.owned_by(request.user)
    wishes = request.GET.copy()
    wishes.setdefault("is_active", "true")  # absent means active ones only, empty means all
    form = ProjectFilterForm(wishes)
    form.is_valid()
    paginator = Paginator(filtered(owned, form.cleaned_data, today), PAGE_SIZE)
    page = paginator.get_page(request.GET.get("page"))
    costs = project_costs([project.pk for project in page])
    progress = progress_percent(costs)
    query = request.GET.copy()
    query.pop("page", None)
    narrowed = sorted(name for name, value in query.items() if value and name not in {"sort_by", "need_project"})
    summary = summary_of(owned.active(), today)
    return {
        "formset": formset,
        "filter": form,
        "narrowed": narrowed,
        "page": page,
        "page_numbers": paginator.get_elided_page_range(page.number),
        "query": query.urlencode(),
        "rows": [
            {
                "project": project,
                "status": (status := timeline_status(project, today)),
                "status_label": STATUS_LABELS[status],
                "total": total_of(costs[project.pk]),
                "progress": progress[project.pk],
            }
            for project in page
        ],
        "summary": summary,
        "charts": {name: summary[name] for name in ("statuses", "years", "funds")},
    }


@login_required
@require_safe
def project_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is known of one project, and the ways into its pages."""
    project = get_owned_project(request.user, pk, active_only=True)
    status = timeline_status(project, timezone.localdate())
    form = ProjectForm(instance=project)
    details = [(field.label, getattr(project, field.name)) for field in form if field.name != "anggaran_owner"]
    context = {
        "project": project,
        "status_label": STATUS_LABELS[status],
        "total": project_total(project),
        "details": [(label, value) for label, value in details if value not in (None, "")],
        "steps": [(title, url) for title, name in STEPS if (url := project_url(name, pk)) is not None],
    }
    return render(request, "dashboard/project_detail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def project_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a project (W29); its schedule follows: with another start it begins anew."""
    if request.method == "POST":
        subject, form, restarted = _edit(request, pk)
        if form.is_valid():
            messages.success(request, "Project berhasil diperbarui.")
            if restarted:
                messages.warning(request, RESTARTED)
            return redirect(_next_url(request))
    else:
        project = get_owned_project(request.user, pk, active_only=True)
        subject, form = str(project), ProjectForm(instance=project)
    context = {"form": form, "heading": "Edit Project", "subject": subject, "submit": "Simpan Perubahan"}
    context |= {"back": reverse("dashboard:project_detail", args=[pk]), "next": _next_url(request)}
    return render(request, "dashboard/project_form.html", context)


@transaction.atomic
def _edit(request: HttpRequest, pk: int) -> tuple[str, ProjectForm, bool]:
    """Store what was typed, if it can be: the project's former name, the form, and whether the schedule begins anew.

    The form writes every column, so they are read under the lock: what others wrote a moment ago stays.
    """
    project = get_owned_project(request.user, pk, active_only=True, for_update=True)
    subject = str(project)  # before the form writes what was typed into the instance
    dates = (project.tanggal_mulai, project.tanggal_selesai)
    form = ProjectForm(request.POST, instance=project)
    return subject, form, form.is_valid() and follow_dates(form.save(), *dates)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def project_duplicate(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a new project from another's header; works and prices do not come along (W31)."""
    source = get_owned_project(request.user, pk, active_only=True)
    if request.method == "POST":
        form = ProjectForm(request.POST)
        if form.is_valid():
            copy = form.save(commit=False)
            copy.owner = user_of(request)
            copy.save()
            messages.success(request, "Proyek berhasil diduplikasi dan disimpan.")
            return redirect("dashboard:dashboard")
    else:
        form = ProjectForm(initial=model_to_dict(source, fields=list(ProjectForm.base_fields)))
    context = {"form": form, "heading": "Duplikat Project", "subject": str(source), "submit": "Simpan Duplikat"}
    context["back"] = reverse("dashboard:project_detail", args=[pk])
    return render(request, "dashboard/project_form.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def project_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take a project out of use; its data stays (W30)."""
    project = get_owned_project(request.user, pk, active_only=True)
    if request.method == "POST":
        project.is_active = False
        project.save(update_fields=["is_active", "updated_at"])
        messages.success(request, "Project berhasil dihapus.")
        return redirect("dashboard:dashboard")
    return render(request, "dashboard/project_confirm_delete.html", {"project": project})


def _next_url(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return target
    return reverse("dashboard:dashboard")
