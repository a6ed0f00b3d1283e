"""The data of the matrix: for each account one of everything that an address or a body can name."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import openpyxl
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.http import SimpleCookie
from django.test import Client, override_settings
from django.utils import timezone
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.platypus import SimpleDocTemplate, Table

from app.accounts.models import CustomUser
from app.dashboard.forms import ProjectForm
from app.dashboard.models import Project
from app.detail_project.models import (
    DetailAHSPExpanded,
    DetailAHSPProject,
    HargaItemProject,
    Klasifikasi,
    Pekerjaan,
    PekerjaanProgressWeekly,
    PekerjaanTahapan,
    ProjectParameter,
    SubKlasifikasi,
    TahapPelaksanaan,
    VolumePekerjaan,
)
from app.detail_project.services.backup import full_backup
from app.detail_project.services.project_template import create_template
from app.exports.models import ExportJob, ExportPage, ExportSession
from app.monitoring.models import ClientMetric, DeprecatedUse
from app.referensi.models import (
    AHSPReferensi,
    LibraryExport,
    LibraryFile,
    RincianReferensi,
    SecurityAuditLog,
    StagedRow,
)
from app.subscriptions.gateway import Page
from app.subscriptions.models import PaymentTransaction, SubscriptionPlan
from contract.requests import PROJECT_FIELDS, Things
from lost_writes.digest import state_of
from tests.authorisation.rules import Role

SOURCE = "Uji Wewenang"
SERVER_KEY = "kunci-uji"
PASSWORD = "benteng-kuat-27"
HEADING = ["kode_AHSP", "Nama AHSP", "Kategori", "Item", "kode", "satuan", "koefisien"]
SHEET_ROWS = [HEADING, ["U.1", "Beton", "TK", "Pekerja", "L.01", "OH", "1,65"]]
GONE = 987_654_321
GONE_ID = "00000000-0000-4000-8000-0000000000aa"


def secret_of(role: Role) -> str:
    """Return the word that stands in every text of an account's own data, and nowhere else."""
    return f"Rahasia-{role.name.lower()}"


NOT_STATE = {
    "django_session": "a refusal may leave a message for the next page, and a first visit a session",
    "monitoring_deprecateduse": "a log: counts calls of deprecated addresses, refused ones too",
}


class World:
    """Accounts, their things, the shared ones, and a client of each account."""

    def __init__(self) -> None:
        self._handler = Client(raise_request_exception=False)
        self._strict = Client(raise_request_exception=False, enforce_csrf_checks=True)
        shared = _shared_things()
        self.users: dict[Role, CustomUser] = {role: _user(role) for role in Role if role is not Role.ANONYMOUS}
        self._cookies: dict[Role, dict[str, str]] = {role: self._signed_in(user) for role, user in self.users.items()}
        own = {role: _things(role, user, shared) for role, user in self.users.items()}
        backup = full_backup(Project.objects.get(pk=own[Role.OWNER]["project"]))
        files = {"backup": backup, "sheet": _sheet(SHEET_ROWS), "projects_sheet": _projects_sheet(), "pdf": _pdf()}
        common = {**shared, **files, "png": _png(), "name": "Nama lain"}
        self.things: dict[Role, Things] = {role: {**common, **things} for role, things in own.items()}
        self.missing: Things = {**common, **{name: _gone(value) for name, value in own[Role.OWNER].items()}}
        self.missing_shared: Things = {
            **self.missing,
            **{name: _gone(value) for name, value in shared.items() if name != "amount"},
        }

        self.pristine = self.state()
        self._log = self._logged()

    def state(self) -> str:
        """Return a digest of all that must not change when something is refused."""
        return state_of(connection, NOT_STATE)

    def has_changed(self) -> bool:
        """Whether anything is no longer as it was made, logs included."""
        return self.state() != self.pristine or self._logged() != self._log

    @staticmethod
    def _logged() -> list[tuple[object, ...]]:
        return list(DeprecatedUse.objects.values_list())

    def client(self, role: Role, *, enforce_csrf_checks: bool = False) -> Client:
        """Return a client with the session of ``role`` alone; the same object each time, so use one after another."""
        client = self._strict if enforce_csrf_checks else self._handler
        cookies = SimpleCookie()
        cookies.load(self._cookies.get(role, {}))
        client.cookies = cookies
        return client

    def _signed_in(self, user: CustomUser) -> dict[str, str]:
        self._handler.cookies = SimpleCookie()
        self._handler.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return {name: morsel.value for name, morsel in self._handler.cookies.items()}


@contextmanager
def made_world() -> Iterator[World]:
    """Make a world in the default database, with a folder for files and a gateway of its own; take all back after."""
    with TemporaryDirectory() as folder, transaction.atomic():
        settings = override_settings(MEDIA_ROOT=str(Path(folder)), MIDTRANS_SERVER_KEY=SERVER_KEY)
        gateway = mock.patch("app.subscriptions.views.ask_for_page", return_value=Page("token", "https://g.example/"))
        with settings, gateway:
            yield World()
        transaction.set_rollback(True)
    ContentType.objects.clear_cache()


def _gone(value: object) -> object:
    """What is named like ``value`` and does not exist."""
    if isinstance(value, dict):
        return value
    if isinstance(value, int):
        return GONE
    if isinstance(value, uuid.UUID):
        return uuid.UUID(GONE_ID)
    return GONE_ID


def _user(role: Role) -> CustomUser:
    name = role.name.lower()
    tiers: dict[Role, dict[str, Any]] = {
        Role.TRIAL: {"subscription_status": "TRIAL", "trial_end_date": timezone.now() + timedelta(days=9)},
        Role.EXPIRED: {"subscription_status": "EXPIRED"},
        Role.ADMIN: {"subscription_status": "TRIAL", "is_staff": True, "is_superuser": True},
    }
    pro = {"subscription_status": "PRO", "subscription_end_date": timezone.now() + timedelta(days=90)}
    user = CustomUser.objects.create_user(f"w-{name}", f"{name}@wewenang.example", PASSWORD, **tiers.get(role, pro))
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    return user


def _shared_things() -> dict[str, Any]:
    job = AHSPReferensi.objects.create(kode_ahsp="W.1", nama_ahsp="Galian uji", satuan="m3", sumber=SOURCE)
    item = RincianReferensi.objects.create(
        ahsp=job, kategori="TK", kode_item="L.01", uraian_item="Pekerja", satuan_item="OH", koefisien=Decimal("0.75")
    )
    event = SecurityAuditLog.objects.create(
        severity="warning", category="import", event_type="uji", message="Peristiwa uji"
    )
    staged = StagedRow.objects.create(
        source_file="uji.xlsx", number=2, sumber=SOURCE, kode_ahsp="W.2", nama_ahsp="Beton", kategori="TK",
        kode_item="L.01", uraian_item="Pekerja", satuan_item="OH", koefisien="1,5",
    )  # fmt: skip
    plan, _ = SubscriptionPlan.objects.get_or_create(duration_months=3, defaults={"name": "Uji", "price": 900_000})
    ClientMetric.objects.create(type="page", metric={"ms": 1})
    DeprecatedUse.objects.create(operation="GET uji", count=1, last_used_at=timezone.now())
    keeper = CustomUser.objects.create_user("w-keeper", "keeper@wewenang.example", PASSWORD)
    line = {"number": 2, "cells": SHEET_ROWS[1], "faults": []}
    checked = LibraryFile.objects.create(
        kind="validation", name="uji.xlsx", content=b"-", report={"lines": [line], "faulty": 0}, created_by=keeper
    )
    converted = LibraryFile.objects.create(
        kind="conversion",
        name="uji.pdf",
        content=_sheet(SHEET_ROWS),
        report={"parts": [{"page": 1, "rows": SHEET_ROWS}]},
        created_by=keeper,
    )
    return {
        "library_job": job.pk,
        "library_item": item.pk,
        "event": event.pk,
        "staged": staged.pk,
        "plan": plan.pk,
        "amount": str(plan.price),
        "checked_file": checked.pk,
        "converted_file": converted.pk,
    }


def _things(role: Role, user: CustomUser, shared: Things) -> dict[str, Any]:
    secret = secret_of(role)
    project = _project(user, f"Gedung {secret}")
    archived = _project(user, f"Gudang {secret}", is_active=False)
    works = _works(project, secret, shared)
    phase = TahapPelaksanaan.objects.create(project=project, nama=f"Tahap {secret}", urutan=1)
    free_phase = TahapPelaksanaan.objects.create(project=project, nama=f"Tahap kosong {secret}", urutan=2)
    PekerjaanTahapan.objects.create(tahapan=phase, pekerjaan_id=works["job"], proporsi_volume=30)
    PekerjaanProgressWeekly.objects.create(
        project=project, pekerjaan_id=works["other_job"], week_number=2, planned_proportion=10, actual_proportion=5,
        week_start_date=date(2026, 1, 12), week_end_date=date(2026, 1, 18),
    )  # fmt: skip
    template = create_template(user, project, {"name": f"Template {secret}"})
    parameter = ProjectParameter.objects.create(project=project, name="panjang", value=3, label=secret)
    return {
        "project": project.pk,
        "archived": archived.pk,
        **works,
        "phase": phase.pk,
        "free_phase": free_phase.pk,
        "parameter": parameter.pk,
        "template": template.pk,
        "template_content": template.content,
        **_exports(project, user, secret),
        "order": PaymentTransaction.begin(user, SubscriptionPlan.objects.get(pk=shared["plan"])).order_id,
        "email_key": EmailConfirmationHMAC(EmailAddress.objects.get(user=user)).key,
        "reset_user": user_pk_to_url_str(user),
        "reset_key": default_token_generator.make_token(user),
    }


def _project(user: CustomUser, nama: str, **fields: Any) -> Project:
    values = {**PROJECT_FIELDS, "tanggal_mulai": date(2026, 1, 5), "tanggal_selesai": date(2026, 3, 29)}
    return Project.objects.create(owner=user, nama=nama, **{**values, "anggaran_owner": Decimal(1_500_000)}, **fields)


def _works(project: Project, secret: str, shared: Things) -> dict[str, Any]:
    group = Klasifikasi.objects.create(project=project, name=f"Struktur {secret}", ordering_index=1)
    sub = SubKlasifikasi.objects.create(project=project, klasifikasi=group, name="Umum", ordering_index=1)
    jobs = [_job(project, sub, number, secret) for number in (1, 2)]
    library_job = AHSPReferensi.objects.get(pk=shared["library_job"])
    modified = Pekerjaan.objects.create(
        project=project, sub_klasifikasi=sub, source_type="ref_modified", ref=library_job, ordering_index=3,
        snapshot_kode="mod.1-W.1", snapshot_uraian=f"Galian {secret}", snapshot_satuan="m3",
    )  # fmt: skip
    orphan = HargaItemProject.objects.create(project=project, kode_item="Y.1", uraian=f"Yatim {secret}", kategori="BHN")
    item = HargaItemProject.objects.create(project=project, kode_item="B.1", uraian=f"Paket {secret}", kategori="LAIN")
    bundle = DetailAHSPProject.objects.create(
        project=project, pekerjaan=jobs[0], harga_item=item, kategori="LAIN", kode="B.1", uraian=f"Paket {secret}",
        satuan="ls", koefisien=2, ref_pekerjaan=jobs[1],
    )  # fmt: skip
    price = HargaItemProject.objects.get(project=project, kode_item="L.01")
    DetailAHSPExpanded.objects.create(
        project=project, pekerjaan=jobs[0], source_detail=bundle, harga_item=price, kategori="TK", kode="L.01",
        uraian="Pekerja", satuan="OH", koefisien=2, source_bundle_kode="B.1", expansion_depth=1,
    )  # fmt: skip
    return {
        "group": group.pk,
        "sub": sub.pk,
        "job": jobs[0].pk,
        "other_job": jobs[1].pk,
        "modified_job": modified.pk,
        "bundle": bundle.pk,
        "price": price.pk,
        "orphan": orphan.pk,
    }


def _job(project: Project, sub: SubKlasifikasi, number: int, secret: str) -> Pekerjaan:
    job = Pekerjaan.objects.create(
        project=project, sub_klasifikasi=sub, source_type="custom", ordering_index=number, detail_ready=True,
        snapshot_kode=f"CUST-{number:04}", snapshot_uraian=f"Pekerjaan {number} {secret}", snapshot_satuan="m3",
    )  # fmt: skip
    VolumePekerjaan.objects.create(project=project, pekerjaan=job, quantity=Decimal(10))
    fields: dict[str, Any] = {"kategori": "TK", "kode": f"L.{number:02}", "uraian": f"Pekerja {secret}"}
    item = HargaItemProject.objects.create(
        project=project, kode_item=fields["kode"], uraian=fields["uraian"], kategori="TK", harga_satuan=Decimal(1500)
    )
    own: dict[str, Any] = {"project": project, "pekerjaan": job, "harga_item": item, "satuan": "OH", "koefisien": 2}
    row = DetailAHSPProject.objects.create(**own, **fields)
    DetailAHSPExpanded.objects.create(**own, **fields, source_detail=row)
    return job


def _exports(project: Project, user: CustomUser, secret: str) -> dict[str, Any]:
    job = ExportJob.objects.create(
        owner=user, project=project, export_type="rekap-rab", format="pdf", status="SUCCESS", filename="rab.pdf"
    )
    job.file.save(f"jobs/{job.pk}.pdf", ContentFile(_pdf()))
    fields: dict[str, Any] = {"user": user, "project": project, "report_type": "rekap", "format": "pdf"}
    finished = ExportSession.objects.create(**fields, status="completed", project_name=secret)
    finished.output_file.save(f"exports/2026/01/05/{finished.pk}.pdf", ContentFile(_pdf()))
    under_way = ExportSession.objects.create(**fields, status="uploading", next_batch=1, project_name=secret)
    ExportPage.objects.create(
        session=under_way, page_number=1, title=secret, format="png", image_data=_png(), file_size=len(_png())
    )
    line = {"number": 2, "cells": SHEET_ROWS[1], "faults": []}
    LibraryFile.objects.create(
        kind="validation", name="uji.xlsx", content=b"-", report={"lines": [line], "faulty": 0}, created_by=user
    )
    exported = LibraryExport.objects.create(owner=user, format="csv", query={}, status="SUCCESS", content=b"a;b")
    return {
        "export_job": job.pk,
        "finished_session": finished.pk,
        "open_session": under_way.pk,
        "media": finished.output_file.name,
        "library_export": exported.pk,
    }


def _png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), "white").save(out, "PNG")
    return out.getvalue()


def _pdf() -> bytes:
    out = io.BytesIO()
    grid = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
    SimpleDocTemplate(out, pagesize=A4).build([Table(SHEET_ROWS, style=grid)])
    return out.getvalue()


def _sheet(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _projects_sheet() -> bytes:
    names = list(ProjectForm.base_fields)
    values = {**PROJECT_FIELDS, "nama": "Dari lembar kerja"}
    return _sheet([names, [values.get(name, "") for name in names]])
