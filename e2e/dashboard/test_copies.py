import json
from datetime import timedelta

import pytest

from api import projects, upkeep
from api.projects import Project
from fixtures.data import Arrange, Fake
from fixtures.estimates import Estimate
from fixtures.obligations import covers, provokes
from fixtures.sessions import Session
from pages.dashboard import DashboardPage
from pages.dashboard_bulk import BulkDashboardPage
from pages.project_copy import ProjectCopyPage

DEEP_COPY, BATCH_COPY = "dashboard.project.deep_copy", "dashboard.project.batch_copy"


@covers(DEEP_COPY)
def test_a_deep_copy_holds_all_that_its_source_holds(
    whole_project: Project, owner: Session, next_session: Session, arrange: Arrange, fake: Fake
) -> None:
    name, before = fake.name("Salinan"), upkeep.content_of(arrange.client, whole_project.id)
    arrange.remove_by_name(name)

    owner.open(ProjectCopyPage, whole_project).copy(name)

    seen_later = next_session.open(DashboardPage)
    seen_later.search(name)
    seen_later.expect_listed(name)
    assert upkeep.differences(before, upkeep.content_of(arrange.client, projects.find(arrange.client, name))) == []
    assert upkeep.differences(before, upkeep.content_of(arrange.client, whole_project.id)) == []


@covers(DEEP_COPY)
def test_a_copy_without_the_schedule_holds_all_the_rest(
    whole_project: Project, owner: Session, next_session: Session, arrange: Arrange, fake: Fake
) -> None:
    name, before = fake.name("Salinan"), upkeep.content_of(arrange.client, whole_project.id)
    arrange.remove_by_name(name)

    owner.open(ProjectCopyPage, whole_project).copy(name, schedule=False)

    seen_later = next_session.open(DashboardPage)
    seen_later.search(name)
    seen_later.expect_listed(name)
    rest, schedule = upkeep.parted_of_schedule(before)
    copied, planned = upkeep.parted_of_schedule(upkeep.content_of(arrange.client, projects.find(arrange.client, name)))
    assert upkeep.differences(rest, copied) == []
    assert len(schedule) > len(planned) == 0


@covers(DEEP_COPY)
def test_a_copy_may_start_on_another_day(owner: Session, next_session: Session, arrange: Arrange, fake: Fake) -> None:
    project, name = arrange.project(), fake.name("Salinan")
    arrange.remove_by_name(name)
    start = project.details.tanggal_mulai + timedelta(days=30)

    owner.open(ProjectCopyPage, project).copy(name, start=start.isoformat())

    seen_later = next_session.open(DashboardPage)
    seen_later.search(name)
    seen_later.expect_listed(name)
    form = seen_later.edit(name)
    form.expect_values(tanggal_mulai=start.isoformat(), durasi_hari="84")


@provokes(DEEP_COPY, 400)
def test_a_copy_under_a_name_that_exists_is_refused(
    owner: Session, next_session: Session, arrange: Arrange, fake: Fake
) -> None:
    source, other = arrange.project(), arrange.project()
    page = owner.open(ProjectCopyPage, source)

    page.copy(other.nama)

    page.expect_name_taken()
    page.expect_typed(other.nama)
    seen_later = next_session.open(DashboardPage)
    seen_later.search(fake.mark)
    seen_later.expect_count(2)


@covers(BATCH_COPY)
def test_several_copies_are_numbered_and_each_holds_all_that_its_source_holds(
    estimate: Estimate, owner: Session, next_session: Session, arrange: Arrange, fake: Fake
) -> None:
    base, before = fake.name("Blok"), upkeep.content_of(arrange.client, estimate.project.id)
    names = [f"{base} - Copy 1", f"{base} - Copy 2"]
    arrange.remove_by_name(names[0])
    arrange.remove_by_name(names[1])

    owner.open(ProjectCopyPage, estimate.project).copy_several(base, 2)

    seen_later = next_session.open(DashboardPage)
    seen_later.filter(search=base, sort_by="nama")
    seen_later.expect_order(names)
    first, second = [upkeep.content_of(arrange.client, projects.find(arrange.client, name)) for name in names]
    assert upkeep.differences(before, first) == []
    assert upkeep.differences(before, second) == []


@pytest.mark.parametrize("count", [51, 2.5])
def test_as_many_copies_as_cannot_be_made_are_refused_and_stay_typed(
    owner: Session, next_session: Session, arrange: Arrange, fake: Fake, count: float
) -> None:
    source, base = arrange.project(), fake.name("Blok")
    page = owner.open(ProjectCopyPage, source)

    page.try_to_copy_several(base, count)

    page.expect_count_refused()
    page.expect_several_typed(base, count)
    seen_later = next_session.open(DashboardPage)
    seen_later.search(fake.mark)
    seen_later.expect_order([source.nama])


@covers("dashboard.project.import")
def test_a_restored_backup_equals_what_was_backed_up(
    whole_project: Project, owner: Session, next_session: Session, arrange: Arrange
) -> None:
    backup = upkeep.backup_of(arrange.client, whole_project.id)
    before = upkeep.content_of(arrange.client, whole_project.id)
    name = f"{whole_project.nama} (Import)"
    arrange.remove_by_name(name)
    dashboard = owner.open(BulkDashboardPage)

    dashboard.import_backup(json.dumps(backup).encode(), progress=True)

    dashboard.expect_import_says(f"Project berhasil diimport: {name}")
    seen_later = next_session.open(DashboardPage)
    seen_later.search(name)
    seen_later.expect_listed(name)
    assert upkeep.differences(before, upkeep.content_of(arrange.client, projects.find(arrange.client, name))) == []


@provokes("dashboard.project.import", 400)
def test_a_backup_with_a_broken_row_is_refused_and_makes_no_project(
    estimate: Estimate, owner: Session, next_session: Session, arrange: Arrange
) -> None:
    backup = upkeep.backup_of(arrange.client, estimate.project.id)
    backup["volume_pekerjaan"][0]["quantity"] = "banyak"
    dashboard = owner.open(BulkDashboardPage)

    dashboard.import_backup(json.dumps(backup).encode())

    dashboard.expect_import_says("volume_pekerjaan[0].quantity")
    seen_later = next_session.open(DashboardPage)
    seen_later.search(f"{estimate.project.nama} (Import)")
    seen_later.expect_not_listed(f"{estimate.project.nama} (Import)")
