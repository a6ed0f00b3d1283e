import pytest

from api import exports
from api.client import ApiError, expect_json
from fixtures.data import Fake
from fixtures.documents import drawing, pictures_of
from fixtures.obligations import covers
from fixtures.sessions import Session


@covers("export.batch.init", "export.batch.upload", "export.batch.finalize", "export.batch.status")
@covers("export.batch.download", "export.media.download")
@pytest.mark.parametrize("form", ["pdf", "word", "xlsx"])
def test_uploaded_pages_come_back_as_one_document_in_their_order(owner: Session, fake: Fake, form: str) -> None:
    first, second = drawing("red"), drawing("blue")
    session = exports.begin_session(owner.api, form, name=fake.mark)

    assert exports.post_pages(owner.api, session, {2: second}).status == 200
    assert exports.post_pages(owner.api, session, {1: first}, batch=1).status == 200
    made = expect_json(exports.post_end(owner.api, session))

    assert exports.session_status(owner.api, session)["status"] == "completed"
    file = exports.session_file(owner.api, session)
    assert pictures_of(file) == ["red", "blue"]
    assert file.name.startswith(fake.mark)
    served = owner.api.get(made["downloadUrl"])
    assert (served.status, served.body()) == (200, file.content)
    assert expect_json(exports.post_end(owner.api, session)) == {**made, "fileSize": len(file.content)}


def test_another_owner_neither_adds_to_a_session_nor_ends_it(owner: Session, second_owner: Session, fake: Fake) -> None:
    session = exports.begin_session(owner.api, "pdf", name=fake.name())
    expect_json(exports.post_pages(owner.api, session, {1: drawing("red")}))

    assert exports.post_pages(second_owner.api, session, {2: drawing("blue")}).status == 404
    assert exports.post_end(second_owner.api, session).status == 404

    made = expect_json(exports.post_end(owner.api, session))
    assert made["pagesGenerated"] == 1


def test_the_document_of_a_session_is_its_owners_alone(owner: Session, second_owner: Session, fake: Fake) -> None:
    session = exports.begin_session(owner.api, "pdf", name=fake.name())
    expect_json(exports.post_pages(owner.api, session, {1: drawing("red")}))

    made = expect_json(exports.post_end(owner.api, session))

    assert exports.get_session_file(second_owner.api, session).status == 404
    assert second_owner.api.get(made["downloadUrl"]).status == 404


def test_a_batch_that_comes_too_early_and_a_session_with_a_hole_are_refused(owner: Session, fake: Fake) -> None:
    session = exports.begin_session(owner.api, "pdf", name=fake.name())

    early = exports.post_pages(owner.api, session, {1: drawing("red")}, batch=3)
    assert (early.status, early.json().get("error")) == (409, "Batch 3 is out of order: 0 is expected")
    expect_json(exports.post_pages(owner.api, session, {2: drawing("red")}))
    ended = exports.post_end(owner.api, session)

    assert (ended.status, ended.json().get("error")) == (409, "Pages are missing: 1")
    with pytest.raises(ApiError):
        exports.session_file(owner.api, session)
