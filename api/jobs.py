"""Custom jobs and their volumes by script, as many as an estimate needs (CONTRACT 4.1, 4.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from api.client import ApiClient, ApiError, expect_json


@dataclass(frozen=True)
class Job:
    """A stored job: the application gives id and ``kode``."""

    id: int
    kode: str
    uraian: str


def create_custom(client: ApiClient, project_id: int, groups: Mapping[str, Sequence[str]], satuan: str) -> list[Job]:
    """Make the list of works: klasifikasi (with one sub, ``Umum``, each) and the custom jobs in them, by their texts.

    Returns the jobs in the order of the list. Raises ``ApiError`` when the list is refused.
    """
    base = f"/detail_project/api/project/{project_id}/list-pekerjaan"
    tree = [
        {
            "name": klasifikasi,
            "sub": [
                {
                    "name": "Umum",
                    "pekerjaan": [
                        {"source_type": "custom", "snapshot_uraian": text, "snapshot_satuan": satuan} for text in texts
                    ],
                }
            ],
        }
        for klasifikasi, texts in groups.items()
    ]
    expect_json(client.post_json(f"{base}/upsert/", {"klasifikasi": tree}))
    return jobs_of(client, project_id)


def jobs_of(client: ApiClient, project_id: int) -> list[Job]:
    """The stored jobs of a project, in the order of the list."""
    stored = expect_json(client.get(f"/detail_project/api/project/{project_id}/list-pekerjaan/tree/"))
    return [
        Job(job["id"], job["snapshot_kode"], job["snapshot_uraian"])
        for klasifikasi in stored["klasifikasi"]
        for sub in klasifikasi["sub"]
        for job in sub["pekerjaan"]
    ]


def save_volumes(client: ApiClient, project_id: int, volumes: Mapping[int, Decimal]) -> None:
    """Set volumes by job id, in the jobs' own units (three decimals). Raises ``ApiError`` unless all were stored."""
    items = [{"pekerjaan_id": job_id, "quantity": f"{volume:.3f}"} for job_id, volume in volumes.items()]
    path = f"/detail_project/api/project/{project_id}/volume-pekerjaan/save/"
    answer = expect_json(client.post_json(path, {"items": items}))
    if answer["errors"]:
        raise ApiError(f"volumes were refused: {answer['errors']}")
