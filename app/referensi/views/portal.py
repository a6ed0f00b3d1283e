"""The portal of the library's keepers, and the database page (CONTRACT 3.14)."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from app.accounts.users import user_of
from app.referensi.access import back_to, library_page
from app.referensi.catalogue import JOB_SORTS, jobs, page_of, stats
from app.referensi.events import Category, note
from app.referensi.forms import LINE_LIMIT, JobFormSet, NoticeForm
from app.referensi.models import AHSPReferensi, PortalNotice

PREFIX = "form"


@library_page("GET", "HEAD", "POST")
def admin_portal(request: HttpRequest) -> HttpResponse:
    """Show the ways into the library, and keep the note for who keeps it."""
    current = PortalNotice.objects.first()
    form = NoticeForm(request.POST or None, initial={"text": current.text if current else ""})
    if request.method == "POST" and form.is_valid():
        notice = form.save(commit=False)
        notice.author = user_of(request)
        notice.save()
        messages.success(request, "Catatan disimpan.")
        return back_to("admin_portal")
    return render(request, "referensi/portal.html", {"form": form, "notice": current})


@library_page("GET", "HEAD", "POST")
def database(request: HttpRequest) -> HttpResponse:
    """Show the library as tables, or (``?edit=1``) as a form of many lines, which is stored whole or not at all."""
    if request.method == "POST":
        return _save_lines(request)
    context = {"sources": stats()["sources"], "editing": "edit" in request.GET, "query": request.GET.get("q", "")}
    if context["editing"]:
        found, _ = page_of(jobs(request.GET), request.GET)
        context["formset"] = JobFormSet(queryset=_among([job.pk for job in found]), prefix=PREFIX)
    return render(request, "referensi/database.html", context)


def _save_lines(request: HttpRequest) -> HttpResponse:
    ids = [value for name, value in request.POST.items() if name.startswith(f"{PREFIX}-") and name.endswith("-id")]
    formset = JobFormSet(request.POST, queryset=_among(_numbers(ids)), prefix=PREFIX)
    query = QueryDict(request.GET.urlencode(), mutable=True)
    query["edit"] = "1"
    if not formset.is_valid():
        context = {"sources": stats()["sources"], "editing": True, "formset": formset, "query": query.get("q", "")}
        return render(request, "referensi/database.html", context)
    with transaction.atomic():
        changed = formset.save()
        if changed:
            codes = [job.kode_ahsp for job in changed]
            note(request, Category.DATA_CHANGE, "library_mass_edit", f"{len(changed)} pekerjaan diubah", codes=codes)
    messages.success(request, f"{len(changed)} pekerjaan diperbarui.")
    return redirect(f"{reverse('referensi:ahsp_database_api')}?{query.urlencode()}")


def _among(ids: Sequence[int]) -> QuerySet[AHSPReferensi]:
    return AHSPReferensi.objects.filter(pk__in=list(ids)[: LINE_LIMIT + 1]).order_by(JOB_SORTS[0], "pk")


def _numbers(texts: Sequence[object]) -> list[int]:
    return [int(text) for text in map(str, texts) if text.isascii() and text.isdecimal() and len(text) < 19]


@library_page("GET", "HEAD")
def database_alias(request: HttpRequest) -> HttpResponse:
    """The page's former address."""
    return back_to("ahsp_database_api")
