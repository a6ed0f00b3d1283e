"""Backups, templates and the older writes by script (W2, W10, W11, W39, W40, CONTRACT 6.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from api.ahsp import NewRow
from api.client import ApiClient, Exchange, expect_json

_OF_THE_SCHEDULE = ("tahap_pelaksanaan", "pekerjaan_tahapan", "progress_weekly")


def _project(project_id: int) -> str:
    return f"/detail_project/api/project/{project_id}"


def backup_of(client: ApiClient, project_id: int) -> dict[str, Any]:
    """The full backup of a project, its weekly progress included."""
    answer = client.get(f"{_project(project_id)}/export/full-backup/json/", {"include_progress": 1})
    return dict(expect_json(answer))


def content_of(client: ApiClient, project_id: int) -> dict[str, Any]:
    """What two equal projects have in common: the backup without the name, the id and the moment, and the priced rows.

    A backup holds no row that can be computed from another one; the priced rows show whether they were computed.
    """
    backup = backup_of(client, project_id)
    backup["project"].pop("nama")
    backup["rincian_rab"] = [{**row, "pekerjaan_id": None} for row in _priced(client, project_id)]
    return {key: value for key, value in backup.items() if key not in ("source_project_id", "export_date")}


def parted_of_schedule(content: Mapping[str, Any]) -> tuple[dict[str, Any], list[object]]:
    """What a backup holds beside the schedule (and its counts), and the rows of the schedule: phases and progress."""
    rest = {name: value for name, value in content.items() if name not in (*_OF_THE_SCHEDULE, "stats")}
    return rest, [row for name in _OF_THE_SCHEDULE for row in content[name]]


def differences(before: object, after: object, place: str = "") -> list[str]:
    """Where ``after`` is not what ``before`` was, each place with both values: a whole backup says too much at once."""
    if isinstance(before, dict) and isinstance(after, dict):
        names = [*before, *(name for name in after if name not in before)]
        pairs = [(before.get(name, "(nothing)"), after.get(name, "(nothing)"), f"{place}.{name}") for name in names]
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        pairs = [(old, new, f"{place}[{number}]") for number, (old, new) in enumerate(zip(before, after, strict=True))]
    else:
        return [] if before == after else [f"{place.lstrip('.')}: {before!r} became {after!r}"]
    return [found for pair in pairs for found in differences(*pair)]


def components_of(client: ApiClient, project_id: int) -> dict[str, tuple[tuple[str, Decimal], ...]]:
    """Code and coefficient of all that a unit of each job takes, bundles multiplied in, by the job's text."""
    found: dict[str, tuple[tuple[str, Decimal], ...]] = {}
    for row in _priced(client, project_id):
        so_far = found.get(row["pekerjaan_uraian"], ())
        found[row["pekerjaan_uraian"]] = (*so_far, (row["kode"], Decimal(row["koefisien"])))
    return found


def _priced(client: ApiClient, project_id: int) -> list[dict[str, Any]]:
    return list(expect_json(client.get(f"{_project(project_id)}/rincian-rab/"))["rows"])


def append_works(client: ApiClient, project_id: int, groups: Mapping[str, Sequence[str]]) -> Exchange:
    """Send W2: klasifikasi, with one sub each, and the custom works in them; return whatever is answered."""
    tree = [
        {
            "temp_id": klasifikasi,
            "name": klasifikasi,
            "sub": [
                {
                    "name": "Umum",
                    "pekerjaan": [
                        {"temp_id": text, "source_type": "custom", "snapshot_uraian": text, "snapshot_satuan": "m2"}
                        for text in texts
                    ],
                }
            ],
        }
        for klasifikasi, texts in groups.items()
    ]
    return client.post_json(f"{_project(project_id)}/list-pekerjaan/save/", {"klasifikasi": tree})


def save_rows_of(client: ApiClient, project_id: int, rows: Mapping[int, Sequence[NewRow]]) -> Exchange:
    """Send W11: the rows of several jobs, by job id; return whatever is answered."""
    items = [{"pekerjaan_id": job_id, "rows": [row.payload() for row in new]} for job_id, new in rows.items()]
    return client.post_json(f"{_project(project_id)}/detail-ahsp/save/", {"items": items})


def create_template(client: ApiClient, project_id: int, name: str, *, description: str = "") -> int:
    """Make a template of a project's works and return its id."""
    wish = {"name": name, "description": description}
    return int(expect_json(client.post_json(f"{_project(project_id)}/templates/create/", wish))["template_id"])


def delete_template(client: ApiClient, template_id: int) -> None:
    """Take a template out of the library; one that is gone is no error."""
    expect_json(client.post_json(f"/detail_project/api/templates/{template_id}/delete/", {}), 200, 404)


def templates_named(client: ApiClient, name: str) -> list[dict[str, Any]]:
    """The library's templates whose name holds ``name``."""
    return list(expect_json(client.get("/detail_project/api/templates/", {"search": name}))["templates"])


def delete_templates_named(client: ApiClient, name: str) -> None:
    """Take every template called so out of the library."""
    for template in templates_named(client, name):
        delete_template(client, template["id"])


def template_content(client: ApiClient, name: str) -> dict[str, Any]:
    """The document of the library's template called ``name``."""
    template_id = templates_named(client, name)[0]["id"]
    answer = client.get(f"/detail_project/api/templates/{template_id}/")
    return dict(expect_json(answer)["template"]["content"])


def archive(client: ApiClient, *project_ids: int) -> None:
    """Take projects out of use."""
    expect_json(client.post_json("/dashboard/bulk/archive/", {"project_ids": list(project_ids)}))
