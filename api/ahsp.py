"""Analyses of jobs by script (CONTRACT 4.3, 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from api.client import ApiClient, Exchange, expect_json


@dataclass(frozen=True)
class NewRow:
    """One row of W9. ``bundles`` is the id of the job that a LAIN row bundles."""

    kategori: str
    kode: str
    koefisien: Decimal
    uraian: str
    satuan: str = "unit"
    bundles: int | None = None

    def payload(self) -> dict[str, Any]:
        """The row as the page sends it: six decimals, a point."""
        reference = {} if self.bundles is None else {"ref_kind": "job", "ref_id": self.bundles}
        return {
            "kategori": self.kategori,
            "kode": self.kode,
            "uraian": self.uraian,
            "satuan": self.satuan,
            "koefisien": f"{self.koefisien:.6f}",
            **reference,
        }


def post_rows(client: ApiClient, project_id: int, job_id: int, rows: Sequence[NewRow], **extra: Any) -> Exchange:
    """Send W9 and return whatever is answered."""
    path = f"/detail_project/api/project/{project_id}/detail-ahsp/{job_id}/save/"
    return client.post_json(path, {"rows": [row.payload() for row in rows], **extra})


def save_rows(client: ApiClient, project_id: int, job_id: int, rows: Sequence[NewRow]) -> None:
    """Replace the job's rows. Raises ``ApiError`` unless every row was stored."""
    expect_json(post_rows(client, project_id, job_id, rows))


def rows_of(client: ApiClient, project_id: int, job_id: int) -> dict[str, Decimal]:
    """The job's stored coefficients by the rows' codes."""
    detail = expect_json(client.get(f"/detail_project/api/project/{project_id}/detail-ahsp/{job_id}/"))
    return {item["kode"]: Decimal(item["koefisien"]) for item in detail["items"]}


def bundle_of(client: ApiClient, project_id: int, job_id: int) -> int:
    """The id of the job's first row that bundles another job."""
    detail = expect_json(client.get(f"/detail_project/api/project/{project_id}/detail-ahsp/{job_id}/"))
    return next(int(item["id"]) for item in detail["items"] if item["kategori"] == "LAIN")
