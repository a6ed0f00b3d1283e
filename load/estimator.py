"""What an estimator does all day, request by request, and what the application promised to keep of it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from http import HTTPStatus

from load.visitor import Visitor

PASSWORD = "Beban-kerja-2026!"  # noqa: S105  # of accounts that live as long as the run's own database
JOBS = 5
_PROJECT = re.compile(r"/detail_project/(\d+)/list-pekerjaan/")


class NotReadyError(RuntimeError):
    """The application refused what the load needs before it begins."""


@dataclass
class Estimator:
    """A user with one project. ``promised`` holds the volumes (three decimals) that a success was answered for."""

    visitor: Visitor
    project: int = 0
    jobs: list[int] = field(default_factory=list)
    promised: dict[int, Decimal] = field(default_factory=dict)
    signed_in: bool = False

    @property
    def email(self) -> str:
        """The account's address."""
        return f"beban{self.visitor.number}@ahsp.example"

    async def prepare(self) -> None:
        """Sign up, make a project with works and volumes, and leave. Raises ``NotReadyError``."""
        visit = self.visitor
        await visit.get("/accounts/signup/")
        await visit.post_form(
            "/accounts/signup/",
            {
                "email": self.email,
                "username": f"beban{visit.number}",
                "password1": PASSWORD,
                "password2": PASSWORD,
            },
        )
        counts = {"TOTAL": "1", "INITIAL": "0", "MIN_NUM": "0", "MAX_NUM": "1000"}
        management = {f"form-{name}_FORMS": value for name, value in counts.items()}
        await visit.post_form(
            "/dashboard/",
            management
            | {
                "form-0-nama": f"Proyek beban {visit.number}",
                "form-0-sumber_dana": "APBD",
                "form-0-lokasi_project": "Bandung",
                "form-0-nama_client": "Dinas PU",
                "form-0-anggaran_owner": "1500000000",
                "form-0-tanggal_mulai": "2026-01-05",
            },
        )
        dashboard = await visit.get("/dashboard/")
        found = _PROJECT.search(dashboard.text) if dashboard is not None else None
        if found is None:
            raise NotReadyError(f"{self.email} has no project on the dashboard")
        self.project = int(found[1])
        works = [
            {"source_type": "custom", "snapshot_uraian": f"Pekerjaan {number}", "snapshot_satuan": "m3"}
            for number in range(JOBS)
        ]
        tree = [{"name": "Persiapan", "sub": [{"name": "Umum", "pekerjaan": works}]}]
        await visit.post_json(f"{self._api}/list-pekerjaan/upsert/", {"klasifikasi": tree})
        stored = await visit.get(f"{self._api}/list-pekerjaan/tree/")
        if stored is None or len(_job_ids(stored.json())) != JOBS:
            raise NotReadyError(f"{self.email} has no list of works")
        self.jobs = _job_ids(stored.json())
        visit.forget()

    async def sign_in(self) -> None:
        """Sign in by the form, as in the morning."""
        await self.visitor.get("/accounts/login/")
        answer = await self.visitor.post_form("/accounts/login/", {"login": self.email, "password": PASSWORD})
        self.signed_in = answer is not None and answer.status_code == HTTPStatus.FOUND

    def day(self) -> Iterator[Callable[[], Awaitable[object]]]:
        """Yield requests without an end: the pages and reads of January's measurement, and a save in each round.

        Users begin at different places of the round.
        """
        pages = f"/detail_project/{self.project}"
        looks = [
            "/dashboard/",
            f"{pages}/list-pekerjaan/",
            f"{pages}/volume-pekerjaan/",
            f"{pages}/harga-items/",
            f"{pages}/rekap-rab/",
            f"{pages}/rekap-kebutuhan/",
            f"{self._api}/rekap-kebutuhan-enhanced/",
            f"{self._api}/audit-trail/",
            f"{self._api}/rekap/",
        ]
        round_: list[Callable[[], Awaitable[object]]] = [partial(self.visitor.get, path) for path in looks]
        saves = itertools.count(1)
        round_.insert(3, lambda: self._save(next(saves)))
        round_.append(self._report_metric)
        start = self.visitor.number % len(round_)
        return itertools.islice(itertools.cycle(round_), start, None)

    async def stored(self) -> dict[int, Decimal]:
        """Read the volumes back: by job id."""
        answer = await self.visitor.get(f"{self._api}/volume-pekerjaan/list/")
        if answer is None or answer.status_code != HTTPStatus.OK:
            return {}
        return {item["pekerjaan_id"]: Decimal(item["quantity"]) for item in answer.json()["items"]}

    def lost(self, stored: dict[int, Decimal]) -> int:
        """How many promised volumes are not what is stored."""
        return sum(stored.get(job) != volume for job, volume in self.promised.items())

    @property
    def _api(self) -> str:
        return f"/detail_project/api/project/{self.project}"

    async def _save(self, number: int) -> None:
        job = self.jobs[number % len(self.jobs)]
        volume = Decimal(self.visitor.number * 1000 + number) / 8
        items = [{"pekerjaan_id": job, "quantity": f"{volume:.3f}"}]
        answer = await self.visitor.post_json(f"{self._api}/volume-pekerjaan/save/", {"items": items})
        if answer is not None and answer.status_code == HTTPStatus.OK:
            self.promised[job] = volume

    async def _report_metric(self) -> None:
        path = "/detail_project/api/monitoring/report-client-metric/"
        await self.visitor.post_json(path, {"type": "page_load", "metric": {"ms": 120}})


def _job_ids(tree: dict[str, object]) -> list[int]:
    groups: list[dict[str, list[dict[str, list[dict[str, int]]]]]] = tree["klasifikasi"]  # type: ignore[assignment]
    return [job["id"] for group in groups for sub in group["sub"] for job in sub["pekerjaan"]]
