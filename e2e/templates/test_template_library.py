import json

import pytest

from api import library_works, upkeep
from fixtures.data import Arrange, Fake
from fixtures.estimates import Estimate
from fixtures.obligations import covers, provokes
from fixtures.sessions import Session
from pages.template_ahsp import TemplateAhspPage
from pages.work_templates import WorkTemplatesPage

FILE = "template.file.apply"


@pytest.fixture
def template(estimate: Estimate, arrange: Arrange, fake: Fake) -> str:
    """The name of a template of the estimate's works."""
    name = fake.name("Template")
    template_id = upkeep.create_template(arrange.client, estimate.project.id, name)
    arrange.remove_later(lambda: upkeep.delete_template(arrange.client, template_id))
    return name


@covers("template.library.create", "template.library.list")
def test_a_template_made_of_a_project_is_in_the_library(
    estimate: Estimate, owner: Session, next_session: Session, arrange: Arrange, fake: Fake
) -> None:
    name = fake.name("Template")
    arrange.remove_later(lambda: upkeep.delete_templates_named(arrange.client, name))

    owner.open(WorkTemplatesPage, estimate.project).save_as_template(name, category="rumah")

    seen_later = next_session.open(WorkTemplatesPage, estimate.project)
    seen_later.open_library()
    seen_later.find_template(name)
    seen_later.expect_template(name, "Rumah", "2 klasifikasi, 2 pekerjaan")
    seen_later.find_template(f"{name} lain")
    seen_later.expect_no_template(name)


@provokes("template.library.create", 400)
def test_a_template_under_a_name_that_is_taken_is_refused_and_stays_typed(
    estimate: Estimate, template: str, owner: Session, arrange: Arrange
) -> None:
    works = owner.open(WorkTemplatesPage, estimate.project)

    works.save_as_template(template, description="Dua lantai")

    works.expect_template_refused(f'Template dengan nama "{template}" sudah ada')
    works.expect_template_typed(template, description="Dua lantai")
    assert len(upkeep.templates_named(arrange.client, template)) == 1


@covers("template.library.apply", "template.library.read")
def test_an_applied_template_adds_its_works_and_keeps_what_was_there(
    estimate: Estimate, template: str, owner: Session, next_session: Session, arrange: Arrange
) -> None:
    project = arrange.project()
    library_works.add_modified(arrange.client, project.id)
    works = owner.open(WorkTemplatesPage, project)
    works.open_template(template)

    works.confirm_import()

    seen_later = next_session.open(WorkTemplatesPage, project)
    seen_later.expect_klasifikasi("Struktur", "Struktur", "Penyelesaian")
    seen_later.expect_works_in(2, estimate.laying.uraian)
    seen_later.expect_works_in(3, estimate.helping.uraian)
    editor = next_session.open(TemplateAhspPage, project)
    editor.choose_job(estimate.laying.uraian)
    editor.expect_rows("TK", [("L.01", "0,123456")])
    copied = upkeep.components_of(arrange.client, project.id)
    assert upkeep.components_of(arrange.client, estimate.project.id).items() <= copied.items()


@covers("template.library.apply")
def test_a_double_click_adds_the_works_of_a_template_once(
    template: str, owner: Session, next_session: Session, arrange: Arrange
) -> None:
    project = arrange.project()
    works = owner.open(WorkTemplatesPage, project)
    works.open_template(template)

    works.confirm_import_by_double_click()

    next_session.open(WorkTemplatesPage, project).expect_klasifikasi("Struktur", "Penyelesaian")


@covers("template.library.delete")
def test_a_deleted_template_is_gone_from_the_library(
    estimate: Estimate, template: str, owner: Session, next_session: Session
) -> None:
    works = owner.open(WorkTemplatesPage, estimate.project)
    works.open_template(template)

    works.delete_template()

    seen_later = next_session.open(WorkTemplatesPage, estimate.project)
    seen_later.open_library()
    seen_later.find_template(template)
    seen_later.expect_no_template(template)


def test_somebody_elses_template_is_offered_for_import_and_not_for_deletion(
    template: str, second_owner: Session, arrange_for_second_owner: Arrange
) -> None:
    works = second_owner.open(WorkTemplatesPage, arrange_for_second_owner.project())

    works.open_template(template)

    works.expect_import_alone_offered()


@covers(FILE)
def test_a_template_file_adds_its_works(
    estimate: Estimate, template: str, owner: Session, next_session: Session, arrange: Arrange
) -> None:
    project, content = arrange.project(), upkeep.template_content(arrange.client, template)
    works = owner.open(WorkTemplatesPage, project)
    works.choose_file(json.dumps(content).encode())

    works.confirm_file_import()

    seen_later = next_session.open(WorkTemplatesPage, project)
    seen_later.expect_klasifikasi("Struktur", "Penyelesaian")
    seen_later.expect_works(estimate.laying.uraian, estimate.helping.uraian)
    copied = upkeep.components_of(arrange.client, project.id)
    assert copied == upkeep.components_of(arrange.client, estimate.project.id)


@provokes(FILE, 400)
def test_a_broken_template_file_is_refused_and_adds_nothing(
    template: str, owner: Session, next_session: Session, arrange: Arrange
) -> None:
    project, content = arrange.project(), upkeep.template_content(arrange.client, template)
    content["detail_ahsp"][0]["koefisien"] = "banyak"
    works = owner.open(WorkTemplatesPage, project)
    works.choose_file(json.dumps(content).encode())

    works.confirm_file_import()

    works.expect_import_refused("detail_ahsp[0].koefisien")
    next_session.open(WorkTemplatesPage, project).expect_works()
