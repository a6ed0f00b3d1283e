"""The sample library, and short ways to a project's tree, for the tests of works and volumes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from app.dashboard.models import Project
from app.referensi.models import AHSPReferensi
from app.referensi.seed import seed_library

Call = Callable[..., Any]


@pytest.fixture
def library(db: None) -> dict[str, AHSPReferensi]:
    """The sample analyses by code."""
    seed_library()
    return {ahsp.kode_ahsp: ahsp for ahsp in AHSPReferensi.objects.all()}


@pytest.fixture
def call(client: Client, project: Project) -> Call:
    """Call an API of ``project``: ``call("post", "parameters/", {...})``; text bodies are sent as they are."""

    def make(method: str, path: str, body: Any = None, *, as_client: Client | None = None) -> Any:
        data = body if isinstance(body, (str, bytes)) else json.dumps(body)
        url = f"/detail_project/api/project/{project.pk}/{path}"
        if method == "get":
            return (as_client or client).get(url)
        return getattr(as_client or client, method)(url, data=data, content_type="application/json")

    return make


@pytest.fixture
def save(call: Call) -> Call:
    """W1 with a list of klasifikasi and further keys of the body."""

    def make(klasifikasi: Any, **more: Any) -> Any:
        return call("post", "list-pekerjaan/upsert/", {"klasifikasi": klasifikasi, **more})

    return make


@pytest.fixture
def tree(call: Call) -> Callable[[], list[dict[str, Any]]]:
    """The stored tree, as the API shows it."""
    return lambda: call("get", "list-pekerjaan/tree/").json()["klasifikasi"]


def custom(uraian: str = "Bongkaran", satuan: str = "m2", **more: Any) -> dict[str, Any]:
    """An entry of a custom job."""
    return {"source_type": "custom", "snapshot_uraian": uraian, "snapshot_satuan": satuan, **more}


def one_sub(*jobs: dict[str, Any]) -> list[dict[str, Any]]:
    """A tree of one klasifikasi and one sub with ``jobs``."""
    return [{"name": "Struktur", "sub": [{"name": "Beton", "pekerjaan": list(jobs)}]}]
