"""The application's addresses and a few more, each of which leaves one kind of trace."""

from __future__ import annotations

import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from app.monitoring.models import ClientMetric, DeprecatedUse
from app.subscriptions.models import SubscriptionPlan

DONE: list[str] = []  # what ran after or beside the request
POOL = ThreadPoolExecutor(1)
UPSTREAM: list[str] = []  # address of the other machine


def _row(months: int) -> None:
    SubscriptionPlan.objects.create(name=f"{months} bulan", duration_months=months, price=months)


def row(request: HttpRequest, months: int) -> HttpResponse:
    _row(months)
    return HttpResponse("stored")


@csrf_exempt
def reported(request: HttpRequest) -> HttpResponse:
    ClientMetric.objects.create(type=request.POST["type"], metric={})
    return HttpResponse("stored")


@csrf_exempt
def streamed_report(request: HttpRequest) -> HttpResponseBase:
    def parts() -> Iterator[bytes]:
        yield b"sto"
        ClientMetric.objects.create(type=request.POST["type"], metric={})
        yield b"red"

    return StreamingHttpResponse(parts())


def rows(request: HttpRequest) -> HttpResponse:
    for months in (1, 2, 3):
        _row(months)
    return HttpResponse("stored")


def raised(request: HttpRequest) -> HttpResponse:
    SubscriptionPlan.objects.update(duration_months=F("duration_months") + 10)
    return HttpResponse("stored")


def deleted(request: HttpRequest) -> HttpResponse:
    SubscriptionPlan.objects.all().delete()
    return HttpResponse("stored")


def priced_and_counted(request: HttpRequest) -> HttpResponse:
    SubscriptionPlan.objects.update(price=99)
    DeprecatedUse.objects.update(count=F("count") + 1)
    return HttpResponse("stored")


def priced_and_dated(request: HttpRequest) -> HttpResponse:
    SubscriptionPlan.objects.update(price=99)
    DeprecatedUse.objects.update(last_used_at=timezone.now())
    return HttpResponse("stored")


def durable(request: HttpRequest, months: int) -> HttpResponse:
    with transaction.atomic(durable=True):
        _row(months)
    return HttpResponse("stored")


def streamed(request: HttpRequest, months: int) -> HttpResponseBase:
    def parts() -> Iterator[bytes]:
        yield b"sto"
        _row(months)
        yield b"red"

    return StreamingHttpResponse(parts())


@csrf_exempt
def idempotent(request: HttpRequest) -> HttpResponse:
    for plan in SubscriptionPlan.objects.all():
        plan.save()
    return HttpResponse("saved")


def _effect(trace: Callable[[], object]) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        trace()
        return HttpResponse("done")

    return view


def _cache() -> None:
    cache.set("set", 1)
    assert cache.add("add", 1)
    cache.set_many({"many": 1})
    assert cache.get_or_set("or_set", 1) == 1
    assert cache.incr("counted") == 6
    cache.delete("doomed")


def _file() -> None:
    default_storage.save("saved.txt", ContentFile(b"x"))
    with default_storage.open("opened.txt", "wb") as opened:
        opened.write(b"x")
    default_storage.delete("doomed.txt")


def _thread() -> None:
    thread = threading.Thread(target=lambda: DONE.append("thread"))
    thread.start()
    thread.join()
    POOL.submit(lambda: DONE.append("pool"))


def _upstream() -> None:
    with urllib.request.urlopen(UPSTREAM[0]) as answer:  # noqa: S310  # the test's own server
        answer.read()


handler500 = "app.core.errors.server_error"
urlpatterns: list[URLPattern | URLResolver] = [
    path("row/<int:months>/", row),
    path("reported/", reported),
    path("streamed-report/", streamed_report),
    path("rows/", rows),
    path("raised/", raised),
    path("deleted/", deleted),
    path("priced-and-counted/", priced_and_counted),
    path("priced-and-dated/", priced_and_dated),
    path("durable/<int:months>/", durable),
    path("streamed/<int:months>/", streamed),
    path("idempotent/", idempotent),
    path("effect/cache/", _effect(_cache)),
    path("effect/file/", _effect(_file)),
    path("effect/mail/", _effect(lambda: send_mail("Hal", "Isi", None, ["a@contoh.example"]))),
    path("effect/on_commit/", _effect(lambda: transaction.on_commit(lambda: DONE.append("on_commit")))),
    path("effect/thread/", _effect(_thread)),
    path("effect/connection/", _effect(_upstream)),
    path("effect/process/", _effect(lambda: subprocess.run([sys.executable, "-c", ""], check=True))),
    path("", include("app.config.urls")),
]
