"""The audit trail and the change status: what they record and how they are read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from app.accounts.models import CustomUser
from app.detail_project.models import DetailAHSPAudit, Pekerjaan
from tests.app.money.conftest import Api, MakeJob, row
from tests.app.support import MakeProject


def test_each_save_leaves_what_was_and_what_is(api: Api, job: Pekerjaan, user: CustomUser) -> None:
    api.save_rows(job, [row("TK", "L.01", "1"), row("BHN", "B.01", "2")])
    api.save_rows(job, [row("TK", "L.01", "1,5"), row("ALT", "E.1", "3")])
    api.save_rows(job, [])

    entries = api.get("audit-trail/")["results"]
    assert [entry["action"] for entry in entries] == ["DELETE", "UPDATE", "CREATE"]
    update = entries[1]
    assert update["change_summary"] == "added 1 (E.1); removed 1 (B.01); updated 1 (L.01)"
    assert {each["kode"]: each["koefisien"] for each in update["old_data"]} == {"L.01": "1.000000", "B.01": "2.000000"}
    assert {each["kode"]: each["koefisien"] for each in update["new_data"]} == {"L.01": "1.500000", "E.1": "3.000000"}
    assert (update["user"]["username"], update["triggered_by"]) == (user.username, "user")
    assert update["pekerjaan"] == {"id": job.pk, "kode": job.snapshot_kode, "uraian": job.snapshot_uraian}


def test_what_changes_nothing_leaves_no_entry(api: Api, job: Pekerjaan) -> None:
    api.save_rows(job, [row("TK", "L.01", "1")])
    api.save_rows(job, [row("TK", "L.01", "1,000")])
    api.price(L_01="10")
    assert DetailAHSPAudit.objects.count() == 1


def test_pages_filters_and_single_entries(api: Api, job: Pekerjaan, make_job: MakeJob) -> None:
    other = make_job()
    for number in range(1, 4):
        api.save_rows(job, [row("TK", "L.01", str(number))])
    api.save_rows(other, [row("TK", "L.01", "1")])

    second = api.get("audit-trail/", page=2, page_size=3, include_diff=0)
    assert second["pagination"] == {"page": 2, "page_size": 3, "total_count": 4, "total_pages": 2, "has_next": False}
    assert "old_data" not in second["results"][0]
    assert len(api.get("audit-trail/", pekerjaan_id=other.pk)["results"]) == 1
    assert len(api.get("audit-trail/", action="UPDATE")["results"]) == 2
    assert api.get("audit-trail/", triggered_by="system")["results"] == []
    assert api.get("audit-trail/", page=9)["results"] == []
    assert api.get("audit-trail/", page_size=5000)["pagination"]["page_size"] == 100
    one = second["results"][0]["id"]
    assert api.get("audit-trail/", entry_id=one)["result"]["new_data"][0]["kode"] == "L.01"
    assert api.raw_get("audit-trail/", entry_id=10**9).status_code == 404


def test_days_are_the_projects_own_and_both_ends_count(api: Api, job: Pekerjaan) -> None:
    api.save_rows(job, [row("TK", "L.01", "1")])
    today = timezone.localdate()
    tomorrow, yesterday = today + timedelta(days=1), today - timedelta(days=1)
    assert len(api.get("audit-trail/", date_from=today, date_to=today)["results"]) == 1
    assert api.get("audit-trail/", date_from=tomorrow)["results"] == []
    assert api.get("audit-trail/", date_to=yesterday)["results"] == []


def test_another_projects_entries_stay_there(api: Api, job: Pekerjaan, make_project: MakeProject) -> None:
    api.save_rows(job, [row("TK", "L.01", "1")])
    entry = DetailAHSPAudit.objects.get()
    elsewhere = Api(api.client, make_project("Gedung B"))
    assert elsewhere.get("audit-trail/")["results"] == []
    assert elsewhere.raw_get("audit-trail/", entry_id=entry.pk).status_code == 404


def test_a_deleted_jobs_entries_stay(api: Api, job: Pekerjaan) -> None:
    api.save_rows(job, [row("TK", "L.01", "1")])
    job.delete()
    assert api.get("audit-trail/")["results"][0]["pekerjaan"] is None


def test_the_change_status_moves_with_what_changed(api: Api, job: Pekerjaan) -> None:
    fresh = api.get("change-status/")
    assert (fresh["ahsp_changed_at"], fresh["harga_changed_at"], fresh["jadwal_changed_at"]) == (None, None, None)
    api.save_rows(job, [row("TK", "L.01", "1")])
    detail = api.get("change-status/")
    assert detail["ahsp_changed_at"] is not None
    assert (detail["harga_changed_at"], detail["affected_pekerjaan_count"]) == (None, 1)
    api.price(L_01="10")
    assert api.get("change-status/")["harga_changed_at"] > detail["ahsp_changed_at"]


@pytest.mark.parametrize("quoted", [True, False])
def test_only_what_changed_since_then_counts(api: Api, job: Pekerjaan, make_job: MakeJob, quoted: bool) -> None:
    api.save_rows(job, [row("TK", "L.01", "1")])
    since = timezone.now().isoformat()
    later = make_job()
    api.save_rows(later, [row("TK", "L.01", "1")])
    asked = since if quoted else since.replace("+", " ")
    status = api.get("change-status/", since_ahsp=asked, pekerjaan_since=asked)
    assert status["affected_pekerjaan_count"] == 1
    assert [each["id"] for each in status["recent_pekerjaan"]] == [later.pk]
