"""Progress by week, phases and calendar by script (CONTRACT 4.5, 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from api.client import ApiClient, Exchange, expect_json

Mode = Literal["planned", "actual"]
Progress = Mapping[int, Mapping[int, Decimal]]
"""Percent by job id and week number."""


def _v1(project_id: int) -> str:
    return f"/detail_project/api/project/{project_id}"


def _v2(project_id: int) -> str:
    return f"/detail_project/api/v2/project/{project_id}"


def post_progress(client: ApiClient, project_id: int, mode: Mode, progress: Progress, **extra: Any) -> Exchange:
    """Send W17 for these weeks and return whatever is answered."""
    assignments = [
        {"pekerjaan_id": job_id, "week_number": week, "proportion": float(percent)}
        for job_id, by_week in progress.items()
        for week, percent in by_week.items()
    ]
    return client.post_json(f"{_v2(project_id)}/assign-weekly/", {"mode": mode, "assignments": assignments, **extra})


def save_progress(client: ApiClient, project_id: int, mode: Mode, progress: Progress) -> None:
    """Store progress. Raises ``ApiError`` unless all of it was stored."""
    expect_json(post_progress(client, project_id, mode, progress))


def progress_of(client: ApiClient, project_id: int, mode: Mode) -> dict[int, dict[int, Decimal]]:
    """Return the stored progress that is not 0, in percent by job id and week."""
    listed = expect_json(client.get(f"{_v2(project_id)}/assignments/"))
    found: dict[int, dict[int, Decimal]] = {}
    for row in listed["assignments"]:
        percent = Decimal(str(row[f"{mode}_proportion"]))
        if percent:
            found.setdefault(row["pekerjaan_id"], {})[row["week_number"]] = percent
    return found


def weeks_of(client: ApiClient, project_id: int, job_id: int) -> dict[int, Decimal]:
    """Return the stored plan of a job that is not 0, in percent by week."""
    listed = expect_json(client.get(f"{_v2(project_id)}/pekerjaan/{job_id}/weekly-progress/"))
    planned = {row["week_number"]: Decimal(str(row["planned_proportion"])) for row in listed["weekly_progress"]}
    return {week: percent for week, percent in planned.items() if percent}


def curve_of(client: ApiClient, project_id: int, mode: Mode) -> dict[int, Decimal]:
    """Return the cumulative curve that the server computes, in percent by week, to two decimals."""
    chart = expect_json(client.get(f"{_v2(project_id)}/chart-data/", {"timescale": "weekly", "mode": "both"}))
    return {point["weekNumber"]: _hundredths(point["cumulative"]) for point in chart["curveData"][mode]}


def cost_curve_of(client: ApiClient, project_id: int, weeks: int) -> dict[int, Decimal]:
    """Return the planned costs, cumulative, in percent of the project by week, to two decimals.

    A curve that ends with the last planned week stays where it is in those after it, up to ``weeks``.
    """
    curve = expect_json(client.get(f"{_v2(project_id)}/kurva-s-harga/"))
    planned = curve["weeklyData"]["planned"]
    points = {int(point["week_number"]): _hundredths(point["cumulative_percent"]) for point in planned}
    last = max(points)
    return points | dict.fromkeys(range(last + 1, weeks + 1), points[last])


def costs_of(client: ApiClient, project_id: int) -> dict[int, Decimal]:
    """Return what the curves weigh each job by: its total, in rupiah by job id."""
    weights = expect_json(client.get(f"{_v2(project_id)}/kurva-s-data/"))
    return {int(job_id): Decimal(str(total)) for job_id, total in weights["hargaMap"].items()}


def _hundredths(number: float) -> Decimal:
    return Decimal(str(number)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def regenerate(client: ApiClient, project_id: int, mode: str = "weekly", **week: int) -> Exchange:
    """Make the automatic phases anew (W18); ``week`` may hold ``week_start_day`` and ``week_end_day`` (0 = Monday)."""
    return client.post_json(f"{_v2(project_id)}/regenerate-tahapan/", {"mode": mode, **week})


def regenerate_v1(client: ApiClient, project_id: int, mode: str = "weekly") -> Exchange:
    """Make the automatic phases anew at the older address (W27)."""
    return client.post_json(f"{_v1(project_id)}/regenerate-tahapan/", {"mode": mode})


def set_week(client: ApiClient, project_id: int, *, start: int, end: int) -> Exchange:
    """Set the days on which weeks start and end, 0 = Monday (W19)."""
    return client.post_json(f"{_v2(project_id)}/week-boundary/", {"week_start_day": start, "week_end_day": end})


def reset(client: ApiClient, project_id: int, mode: Mode) -> Exchange:
    """Set all progress of a mode to 0 (W20)."""
    return client.post_json(f"{_v2(project_id)}/reset-progress/", {"mode": mode})


def tahapan(client: ApiClient, project_id: int) -> list[dict[str, Any]]:
    """Return the phases in their order."""
    listed = expect_json(client.get(f"{_v1(project_id)}/tahapan/"))
    return sorted(listed["tahapan"], key=lambda phase: int(phase["urutan"]))


def read_tahapan(client: ApiClient, project_id: int, tahapan_id: int) -> dict[str, Any]:
    """Return one phase."""
    phase: dict[str, Any] = expect_json(client.get(f"{_v1(project_id)}/tahapan/{tahapan_id}/"))["tahapan"]
    return phase


def post_tahapan(client: ApiClient, project_id: int, nama: str, **fields: Any) -> Exchange:
    """Make a phase (W21) and return whatever is answered."""
    return client.post_json(f"{_v1(project_id)}/tahapan/", {"nama": nama, **fields})


def create_tahapan(client: ApiClient, project_id: int, nama: str, **fields: Any) -> int:
    """Make a phase and return its id. Raises ``ApiError`` when it is refused."""
    return int(expect_json(post_tahapan(client, project_id, nama, **fields), 201)["tahapan"]["tahapan_id"])


def update_tahapan(client: ApiClient, project_id: int, tahapan_id: int, **fields: Any) -> Exchange:
    """Change a phase (W22)."""
    return client.put_json(f"{_v1(project_id)}/tahapan/{tahapan_id}/", fields)


def delete_tahapan(client: ApiClient, project_id: int, tahapan_id: int) -> Exchange:
    """Delete a phase (W23)."""
    return client.delete(f"{_v1(project_id)}/tahapan/{tahapan_id}/")


def reorder_tahapan(client: ApiClient, project_id: int, ids: Sequence[int]) -> Exchange:
    """Put the phases into this order (W24)."""
    return client.post_json(f"{_v1(project_id)}/tahapan/reorder/", {"tahapan_order": list(ids)})


def assign(client: ApiClient, project_id: int, tahapan_id: int, shares: Mapping[int, Decimal]) -> Exchange:
    """Give jobs to a phase, in percent of their volumes by job id (W25)."""
    assignments = [{"pekerjaan_id": job_id, "proporsi": float(share)} for job_id, share in shares.items()]
    return client.post_json(f"{_v1(project_id)}/tahapan/{tahapan_id}/assign/", {"assignments": assignments})


def unassign(client: ApiClient, project_id: int, tahapan_id: int, job_ids: Sequence[int]) -> Exchange:
    """Take jobs out of a phase (W26)."""
    return client.post_json(f"{_v1(project_id)}/tahapan/{tahapan_id}/unassign/", {"pekerjaan_ids": list(job_ids)})


def shares_of(client: ApiClient, project_id: int, job_id: int) -> dict[int, Decimal]:
    """Return what the phases take of a job, in percent by phase id."""
    listed = expect_json(client.get(f"{_v1(project_id)}/pekerjaan/{job_id}/assignments/"))
    return {row["tahapan_id"]: Decimal(str(row["proporsi"])) for row in listed["assignments"]}


def shares_v2_of(client: ApiClient, project_id: int, job_id: int) -> dict[int, Decimal]:
    """Return the same by the newer address."""
    listed = expect_json(client.get(f"{_v2(project_id)}/pekerjaan/{job_id}/assignments/"))
    return {row["tahapan_id"]: Decimal(str(row["proporsi"])) for row in listed["assignments"]}


def unassigned(client: ApiClient, project_id: int) -> dict[int, Decimal]:
    """Return what no phase has taken yet, in percent by job id."""
    listed = expect_json(client.get(f"{_v1(project_id)}/tahapan/unassigned/"))
    return {row["pekerjaan_id"]: Decimal(str(row["unassigned_proportion"])) for row in _jobs_in(listed)}


def incomplete_of(client: ApiClient, project_id: int) -> set[int]:
    """Return the jobs that phases have not taken wholly."""
    listed = expect_json(client.get(f"{_v1(project_id)}/tahapan/validate/"))
    return {row["pekerjaan_id"] for row in _jobs_in(listed) if row["status"] != "complete"}


def _jobs_in(listed: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows about jobs; the contract does not name the list that holds them."""
    return [row for rows in listed.values() if isinstance(rows, list) for row in rows]
