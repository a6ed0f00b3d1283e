"""Many at once (PLAN.md, 3): every answer is a success or a conflict, and what was promised is what is stored."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

import httpx
import pytest

from tests.app.serving import Served, token

T = TypeVar("T")
ROUNDS = 4
PROJECT = {
    "form-TOTAL_FORMS": "1",
    "form-INITIAL_FORMS": "0",
    "form-0-tanggal_mulai": "2026-01-05",
    "form-0-sumber_dana": "APBD",
    "form-0-lokasi_project": "Bandung",
    "form-0-nama_client": "Dinas PU",
    "form-0-anggaran_owner": "1000",
}


@dataclass(frozen=True)
class Desk:
    """A session at work on one project."""

    client: httpx.Client
    project: int

    def get(self, path: str) -> Any:
        """Read from the project's API."""
        answer = self.client.get(f"{self._api}/{path}/")
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.json()

    def post(self, path: str, body: dict[str, Any]) -> httpx.Response:
        """Write to the project's API; return whatever is answered."""
        return self.client.post(f"{self._api}/{path}/", json=body, headers={"X-CSRFToken": token(self.client)})

    def save(self, volumes: dict[int, Decimal], *, read_at: str | None = None) -> int:
        """Save volumes, with the moment of the last reading or without; return the status."""
        items = [{"pekerjaan_id": job, "quantity": f"{volume:.3f}"} for job, volume in volumes.items()]
        lock = {"client_updated_at": read_at} if read_at else {}
        return self.post("volume-pekerjaan/save", {"items": items, **lock}).status_code

    @property
    def volumes(self) -> dict[int, Decimal]:
        """The volumes that are stored."""
        return {item["pekerjaan_id"]: Decimal(item["quantity"]) for item in self.get("volume-pekerjaan/list")["items"]}

    @property
    def read_at(self) -> str:
        """The project's moment, as a page that is opened now knows it."""
        page = self.client.get(f"/detail_project/{self.project}/volume-pekerjaan/").text
        found = re.search(r'data-project-updated-at="([^"]+)"', page)
        assert found
        return found[1]

    @property
    def jobs(self) -> list[int]:
        """The works, in their order."""
        groups = self.get("list-pekerjaan/tree")["klasifikasi"]
        return [job["id"] for group in groups for sub in group["sub"] for job in sub["pekerjaan"]]

    @property
    def document(self) -> httpx.Response:
        """The document of the volumes as it is now."""
        return self.client.get(f"{self._api}/export/volume-pekerjaan/json/")

    @property
    def _api(self) -> str:
        return f"/detail_project/api/project/{self.project}"


class Office:
    """The desks of a test; ``desks`` share the session of one user, each with a client of its own."""

    def __init__(self, served: Served, stack: ExitStack) -> None:
        self.served = served
        self.stack = stack
        self.owner = stack.enter_context(served.signed_in("owner", "10.5.0.1"))

    def project(self, name: str, jobs: int) -> int:
        """Make a project with works; return its id."""
        form = {**PROJECT, "form-0-nama": name, "csrfmiddlewaretoken": token(self.owner)}
        assert self.owner.post("/dashboard/", data=form).status_code == 302
        found = re.search(r"/detail_project/(\d+)/list-pekerjaan/", self.owner.get(f"/dashboard/?search={name}").text)
        assert found
        works = [{"source_type": "custom", "snapshot_uraian": f"K{n}", "snapshot_satuan": "m3"} for n in range(jobs)]
        tree = [{"name": "Persiapan", "sub": [{"name": "Umum", "pekerjaan": works}]}]
        desk = Desk(self.owner, int(found[1]))
        assert desk.post("list-pekerjaan/upsert", {"klasifikasi": tree}).status_code == 200
        return desk.project

    def desks(self, projects: Sequence[int]) -> list[Desk]:
        """Seat one session at each of ``projects``, which may repeat."""
        return [Desk(self._client(), project) for project in projects]

    def _client(self) -> httpx.Client:
        client = self.stack.enter_context(self.served.client("10.5.0.1"))
        client.cookies.update(self.owner.cookies)
        return client


@pytest.fixture
def office(served: Served) -> Iterator[Office]:
    """An office of the served application."""
    with ExitStack() as stack:
        yield Office(served, stack)


def all_at_once(deeds: Sequence[Callable[[], T]]) -> list[T]:
    """Do all deeds at once; return what they return, in their order."""
    with ThreadPoolExecutor(len(deeds)) as pool:
        return [future.result() for future in [pool.submit(deed) for deed in deeds]]


@pytest.mark.parametrize("number", [10, 50])
def test_users_of_different_projects_lose_nothing_that_they_were_promised(office: Office, number: int) -> None:
    projects = [office.project(f"Serempak {number}-{n}.", jobs=2) for n in range(10)]
    desks = office.desks([projects[n % 10] for n in range(number)])
    jobs = {desk.project: desk.jobs for desk in desks[:10]}

    def work(n: int) -> tuple[list[int], dict[int, Decimal]]:
        """Save one work again and again: those who share a project take different works, or the same one in turn."""
        job = jobs[desks[n].project][(n // 10) % 2]
        volumes = [Decimal(n * ROUNDS + k + 1) / 8 for k in range(ROUNDS)]
        return [desks[n].save({job: volume}) for volume in volumes], {job: volumes[-1]}

    done = all_at_once([partial(work, n) for n in range(number)])

    assert Counter(status for statuses, _ in done for status in statuses) == {200: number * ROUNDS}
    promised: dict[int, set[Decimal]] = {}
    for _, last in done:
        for job, volume in last.items():
            promised.setdefault(job, set()).add(volume)  # of those who shared a work, the last one's
    stored = {job: volume for desk in desks[:10] for job, volume in desk.volumes.items() if job in promised}
    assert stored.keys() == promised.keys()
    assert all(volume in promised[job] for job, volume in stored.items())


def test_different_works_of_one_project_are_all_saved(office: Office) -> None:
    project = office.project("Satu-proyek", jobs=10)
    desks = office.desks([project] * 10)
    wanted = {job: Decimal(number) + Decimal("0.125") for number, job in enumerate(desks[0].jobs, start=1)}

    statuses = all_at_once(
        [partial(desk.save, {job: volume}) for desk, (job, volume) in zip(desks, wanted.items(), strict=True)]
    )

    assert statuses == [200] * 10
    assert desks[0].volumes == wanted


def test_of_those_who_change_one_work_one_wins_and_the_others_reload_and_save(office: Office) -> None:
    project = office.project("Satu-pekerjaan", jobs=1)
    desks = office.desks([project] * 10)
    (job,), seen = desks[0].jobs, desks[0].read_at

    statuses = all_at_once(
        [partial(desk.save, {job: Decimal(n)}, read_at=seen) for n, desk in enumerate(desks, start=1)]
    )

    assert Counter(statuses) == {200: 1, 409: 9}
    assert desks[0].volumes == {job: Decimal(statuses.index(200) + 1)}
    for desk in (desk for desk, status in zip(desks, statuses, strict=True) if status == 409):
        assert desk.save({job: Decimal(77)}, read_at=desk.read_at) == 200


def test_deep_copies_at_once_are_complete(office: Office) -> None:
    source = office.project("Sumber-salinan", jobs=40)
    desks = office.desks([source] * 3)
    assert desks[0].save({job: Decimal(number) / 8 for number, job in enumerate(desks[0].jobs, start=1)}) == 200

    answers = all_at_once(
        [partial(desk.post, "deep-copy", {"new_name": f"Salinan {n}"}) for n, desk in enumerate(desks)]
    )

    assert [answer.status_code for answer in answers] == [201] * 3
    copies = office.desks([answer.json()["new_project"]["id"] for answer in answers])
    assert len({copy.project for copy in copies} - {source}) == 3
    wanted = _volumes_in_order(desks[0])
    assert [_volumes_in_order(copy) for copy in copies] == [wanted] * 3
    assert len(wanted) == 40


def _volumes_in_order(desk: Desk) -> list[Decimal]:
    volumes = desk.volumes
    return [volumes[job] for job in desk.jobs]


def test_a_document_of_a_project_that_is_edited_meanwhile_is_of_one_moment(office: Office) -> None:
    project = office.project("Disunting", jobs=2)
    editor, reader = office.desks([project] * 2)
    jobs = editor.jobs
    assert editor.save(dict.fromkeys(jobs, Decimal("1.125"))) == 200

    def edit() -> list[int]:
        return [editor.save(dict.fromkeys(jobs, Decimal(number) + Decimal("0.125"))) for number in range(1, 31)]

    with ThreadPoolExecutor(1) as pool:
        editing = pool.submit(edit)
        documents = [reader.document for _ in range(15)]
        edits = editing.result()

    assert edits == [200] * 30
    assert {document.status_code for document in documents} == {200}
    moments = [re.findall(r"\b\d+[.,]125\b", document.text) for document in documents]
    assert all(len(volumes) == 2 and len(set(volumes)) == 1 for volumes in moments), moments
