"""What was done to the library: overview, list, one event, and settling it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date

from app.accounts.users import user_of
from app.core.ids import MAX_DB_ID
from app.exports.texts import attachment, neutral
from app.referensi.access import back_to, library_page
from app.referensi.forms import ResolveForm
from app.referensi.models import SecurityAuditLog

PER_PAGE = 50
OVERVIEW_DAYS = 30
STATISTICS_DAYS = 90
TOP = 10
MAX_QUERY = 200
COLUMNS = ("Timestamp", "Severity", "Category", "Event Type", "Username", "IP Address", "Message", "Resolved")
Severity = SecurityAuditLog.Severity


@library_page("GET", "HEAD")
def audit_dashboard(request: HttpRequest) -> HttpResponse:
    """Show the last 30 days."""
    since = timezone.now() - timedelta(days=OVERVIEW_DAYS)
    recent = SecurityAuditLog.objects.filter(timestamp__gte=since)
    context = {
        "total": recent.count(),
        "critical": recent.filter(severity=Severity.CRITICAL).count(),
        "unresolved": SecurityAuditLog.objects.filter(resolved=False).count(),
        "resolved": SecurityAuditLog.objects.filter(resolved=True).count(),
        "by_severity": _counted(recent, "severity"),
        "by_category": _counted(recent, "category"),
        "logs": recent.select_related("user")[:TOP],
    }
    return render(request, "referensi/audit.html", context)


@library_page("GET", "HEAD")
def audit_statistics(request: HttpRequest) -> HttpResponse:
    """Count the last 90 days by day, user, address and kind of event."""
    since = timezone.now() - timedelta(days=STATISTICS_DAYS)
    recent = SecurityAuditLog.objects.filter(timestamp__gte=since)
    days = recent.annotate(day=TruncDate("timestamp")).order_by("day").values("day").annotate(n=Count("pk"))
    context = {
        "days": list(days),
        "tables": [
            ("Pengguna", _counted(recent.exclude(username=""), "username")),
            ("Alamat IP", _counted(recent.exclude(ip_address=""), "ip_address")),
            ("Jenis peristiwa", _counted(recent, "event_type")),
            ("Tingkat", _counted(recent, "severity")),
            ("Kategori", _counted(recent, "category")),
        ],
    }
    return render(request, "referensi/audit_statistics.html", context)


def _counted(found: QuerySet[SecurityAuditLog], field: str) -> list[tuple[str, int]]:
    counted = found.order_by().values_list(field).annotate(n=Count("pk")).order_by("-n", field)
    return [(str(value), int(count)) for value, count in counted[:TOP]]


@library_page("GET", "HEAD")
def audit_logs(request: HttpRequest) -> HttpResponse:
    """List events, newest first, as the filters leave them."""
    page = Paginator(_filtered(request), PER_PAGE).get_page(request.GET.get("page", "1")[:9])
    context = {
        "page": page,
        "severities": SecurityAuditLog.Severity.choices,
        "categories": SecurityAuditLog.Category.choices,
        "filters": request.GET,
    }
    return render(request, "referensi/audit_logs.html", context)


def _filtered(request: HttpRequest) -> QuerySet[SecurityAuditLog]:
    found = SecurityAuditLog.objects.select_related("user")
    query = {name: str(value).replace("\0", "").strip()[:MAX_QUERY] for name, value in request.GET.items()}
    if text := query.get("search"):
        found = found.filter(Q(message__icontains=text) | Q(event_type__icontains=text) | Q(username__icontains=text))
    for field, choices in (("severity", SecurityAuditLog.Severity), ("category", SecurityAuditLog.Category)):
        if query.get(field) in choices.values:
            found = found.filter(**{field: query[field]})
    if query.get("resolved") in {"true", "false"}:
        found = found.filter(resolved=query["resolved"] == "true")
    for name, lookup in (("date_from", "timestamp__date__gte"), ("date_to", "timestamp__date__lte")):
        day = _date(query.get(name, ""))
        if day is not None:
            found = found.filter(**{lookup: day})
    return found


def _date(text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError:  # of the right form, but no day of the calendar
        return None


@library_page("GET", "HEAD")
def audit_log(request: HttpRequest, log_id: int) -> HttpResponse:
    """Show one event with all its figures, as text."""
    log = get_object_or_404(SecurityAuditLog.objects.select_related("user", "resolved_by"), pk=min(log_id, MAX_DB_ID))
    return render(request, "referensi/audit_log.html", {"log": log, "form": ResolveForm(instance=log)})


@library_page("GET", "HEAD", "POST")
def resolve(request: HttpRequest, log_id: int) -> HttpResponse:
    """Settle an event, with a note; once settled, it keeps who settled it first.

    Who had to sign in again before it was settled is led here, and on to the event, where the note is still typed.
    """
    if request.method != "POST":
        return back_to("audit_log_detail", log_id)
    log = get_object_or_404(SecurityAuditLog, pk=min(log_id, MAX_DB_ID))
    form = ResolveForm(request.POST, instance=log)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["notes"])))
    elif log.resolved:
        messages.info(request, "Peristiwa ini sudah diselesaikan.")
    else:
        settled = form.save(commit=False)
        settled.resolved, settled.resolved_at, settled.resolved_by = True, timezone.now(), user_of(request)
        settled.save()
        messages.success(request, "Peristiwa ditandai selesai.")
    return back_to("audit_log_detail", log_id)


@library_page("GET", "HEAD")
def export_logs(request: HttpRequest) -> StreamingHttpResponse:
    """Answer the filtered events as CSV; what a spreadsheet would take for a formula is neutral."""
    name = f"audit_logs_{timezone.localtime():%Y%m%d_%H%M%S}.csv"
    answer = StreamingHttpResponse(_lines(_filtered(request)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = attachment(name)
    return answer


class _Echo:
    def write(self, text: str) -> str:
        return text


def _lines(found: QuerySet[SecurityAuditLog]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow(COLUMNS)
    for log in found.iterator(chunk_size=500):
        when = timezone.localtime(log.timestamp).isoformat(timespec="seconds")
        texts = (log.severity, log.category, log.event_type, log.username, log.ip_address, log.message)
        yield writer.writerow([when, *map(neutral, texts), "yes" if log.resolved else "no"])
