from typing import Any

from api import exports, projects
from api.client import expect_json
from api.exports import File
from fixtures.data import Arrange
from fixtures.documents import json_of
from fixtures.estimates import Estimate
from fixtures.obligations import covers
from fixtures.schedules import Schedule
from fixtures.sessions import Session
from pages.components.download import Download
from pages.dashboard import DashboardPage

OF_THE_COPY = ("source_project_id", "export_date")


def content_of(file: Download | File) -> dict[str, Any]:
    """The backup without what is the file's own: date, ids, and the project's name."""
    data: dict[str, Any] = json_of(file)
    data["project"] = {**data["project"], "nama": ""}
    return {name: value for name, value in data.items() if name not in OF_THE_COPY}


@covers("export.full_backup.json")
def test_a_backup_that_is_restored_gives_the_same_backup_again(
    schedule: Schedule, arrange: Arrange, owner: Session
) -> None:
    dashboard = owner.open(DashboardPage)
    dashboard.search(schedule.project.nama)
    backup = dashboard.export_backup(schedule.project.nama)

    restored = exports.restore(owner.arrange, backup.content)
    arrange.remove_later(lambda: projects.delete(arrange.client, restored))
    again = exports.file_of(exports.get_backup(owner.api, restored))

    assert content_of(again) == content_of(backup)
    assert len(content_of(backup)["progress_weekly"]) > 0
    assert restored != schedule.project.id


@covers("export.template.json")
def test_a_template_holds_the_works_and_no_price(estimate: Estimate, owner: Session, arrange: Arrange) -> None:
    address = f"/detail_project/api/project/{estimate.project.id}/templates/export/"
    file = exports.file_of(owner.api.get(address, {"name": "Rumah tinggal"}))

    content = json_of(file)
    assert content["template_meta"]["name"] == "Rumah tinggal"
    assert content["stats"]["total_pekerjaan"] == 2
    assert "4000.5" not in file.content.decode()
    empty = owner.api.get(f"/detail_project/api/project/{arrange.project().id}/templates/export/")
    assert expect_json(empty, 400)["ok"] is False
