"""Works of a project that come from the reference library, by script (W1)."""

from __future__ import annotations

from api.client import ApiClient, expect_json
from api.jobs import jobs_of


def add_modified(client: ApiClient, project_id: int, query: str = "beton") -> int:
    """Make a list of one work: the first analysis that ``query`` finds, as a modified one. Returns the work's id."""
    tree = [{"name": "Struktur", "sub": [{"name": "Umum", "pekerjaan": [_modified(client, project_id, query)]}]}]
    expect_json(client.post_json(f"{_base(project_id)}/list-pekerjaan/upsert/", {"klasifikasi": tree}))
    return jobs_of(client, project_id)[0].id


def append_modified(client: ApiClient, project_id: int, query: str = "beton") -> int:
    """Put the first analysis that ``query`` finds at the end of the list, as a modified one. Returns the work's id."""
    tree = expect_json(client.get(f"{_base(project_id)}/list-pekerjaan/tree/"))["klasifikasi"]
    taken = [work["ordering_index"] for group in tree for sub in group["sub"] for work in sub["pekerjaan"]]
    # A place of its own in the whole list: the public application takes a new work without one for that in its sub's
    # place, and makes the work that stands there in the list into the new one.
    added = {**_modified(client, project_id, query), "ordering_index": max(taken, default=0) + 1}
    tree[-1]["sub"][-1]["pekerjaan"].append(added)
    expect_json(client.post_json(f"{_base(project_id)}/list-pekerjaan/upsert/", {"klasifikasi": tree}))
    return jobs_of(client, project_id)[-1].id


def _modified(client: ApiClient, project_id: int, query: str) -> dict[str, object]:
    found = expect_json(client.get(f"{_base(project_id)}/search-ahsp/", {"q": query, "limit": 1}))["results"][0]
    return {"source_type": "ref_modified", "ref_id": found["id"]}


def _base(project_id: int) -> str:
    return f"/detail_project/api/project/{project_id}"
