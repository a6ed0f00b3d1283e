"""Volume formulas and their parameters by script (CONTRACT 4.2, W4, W5)."""

from __future__ import annotations

from decimal import Decimal
from http import HTTPStatus

from api.client import ApiClient, expect_json


def parameters_address(project_id: int) -> str:
    """Where a project's parameters are listed and made; ``<id>/`` behind it is one of them."""
    return f"/detail_project/api/project/{project_id}/parameters/"


def add_parameter(client: ApiClient, project_id: int, name: str, value: Decimal, unit: str) -> int:
    """Make a parameter (three decimals) and return its id. Raises ``ApiError`` when it is refused."""
    payload = {"name": name, "value": f"{value:.3f}", "unit": unit}
    made = expect_json(client.post_json(parameters_address(project_id), payload), HTTPStatus.CREATED)
    return int(made["parameter"]["id"])


def save_formula(client: ApiClient, project_id: int, job_id: int, raw: str) -> None:
    """Have a job's volume follow a formula (W4), as typed: ``=panjang * 2``. Raises ``ApiError`` when it is refused."""
    items = [{"pekerjaan_id": job_id, "raw": raw, "is_fx": True}]
    expect_json(client.post_json(f"/detail_project/api/project/{project_id}/volume/formula/", {"items": items}))
