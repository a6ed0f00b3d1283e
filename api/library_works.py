"""Works of a project that come from the reference library, by script (W1)."""

from __future__ import annotations

from api.client import ApiClient, expect_json
from api.jobs import jobs_of


def add_modified(client: ApiClient, project_id: int, query: str = "beton") -> int:
    """Make a list of one work: the first analysis that ``query`` finds, as a modified one. Returns the work's id."""
    base = f"/detail_project/api/project/{project_id}"
    found = expect_json(client.get(f"{base}/search-ahsp/", {"q": query, "limit": 1}))["results"][0]
    job = {"source_type": "ref_modified", "ref_id": found["id"]}
    tree = [{"name": "Struktur", "sub": [{"name": "Umum", "pekerjaan": [job]}]}]
    expect_json(client.post_json(f"{base}/list-pekerjaan/upsert/", {"klasifikasi": tree}))
    return jobs_of(client, project_id)[0].id
