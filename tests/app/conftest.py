"""Django for the application's unit tests: settings, accounts, clients, projects."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from app.accounts.models import CustomUser
from app.dashboard.models import Project
from tests.app.support import PASSWORD, MakeProject, MakeUser, SignIn


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Rate limits count in the cache; no test inherits another one's count."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def make_user(db: None) -> MakeUser:
    """Make a user of a tier: ``make_user("ani", subscription_status="TRIAL")``; PRO by default."""

    def make(username: str = "ani", **fields: Any) -> CustomUser:
        fields.setdefault("subscription_status", "PRO")
        return CustomUser.objects.create_user(username, f"{username}@contoh.example", PASSWORD, **fields)

    return make


@pytest.fixture
def user(make_user: MakeUser) -> CustomUser:
    """A PRO user."""
    return make_user("ani")


@pytest.fixture
def other_user(make_user: MakeUser) -> CustomUser:
    """Another PRO user, who owns nothing of the first one's."""
    return make_user("budi")


@pytest.fixture
def sign_in() -> SignIn:
    """Return a client that is signed in as the given user."""

    def make(who: CustomUser, *, enforce_csrf_checks: bool = False) -> Client:
        browser = Client(enforce_csrf_checks=enforce_csrf_checks)
        browser.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return make


@pytest.fixture
def client(user: CustomUser, sign_in: SignIn) -> Client:
    """A client signed in as ``user``."""
    return sign_in(user)


@pytest.fixture
def make_project(user: CustomUser) -> MakeProject:
    """Make a project of ``user`` (or of ``owner=``)."""

    def make(nama: str = "Gedung A", **fields: Any) -> Project:
        values: dict[str, Any] = {
            "owner": user,
            "nama": nama,
            "tanggal_mulai": date(2026, 1, 5),
            "tanggal_selesai": date(2026, 3, 29),
            "sumber_dana": "APBD",
            "lokasi_project": "Bandung",
            "nama_client": "Dinas PU",
            "anggaran_owner": Decimal(1_500_000_000),
        }
        return Project.objects.create(**(values | fields))

    return make


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    """A project of ``user``: 12 weeks from Monday 2026-01-05."""
    return make_project()
