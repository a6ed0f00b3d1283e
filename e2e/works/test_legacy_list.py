from api import upkeep
from api.client import expect_json
from fixtures.estimates import Estimate
from fixtures.obligations import covers, provokes
from fixtures.sessions import Session
from pages.list_pekerjaan import ListPekerjaanPage

SAVE = "works.list.save_legacy"


@covers(SAVE)
def test_a_list_sent_the_old_way_is_appended(estimate: Estimate, owner: Session, next_session: Session) -> None:
    answer = expect_json(upkeep.append_works(owner.api, estimate.project.id, {"Atap": ["Kuda-kuda", "Reng"]}))

    assert answer["summary"]["pekerjaan"] == 2
    works = next_session.open(ListPekerjaanPage, estimate.project)
    works.expect_klasifikasi("Struktur", "Penyelesaian", "Atap")
    works.expect_works_in(3, "Kuda-kuda", "Reng")
    works.expect_works_in(1, estimate.laying.uraian)


@provokes(SAVE, 400)
def test_a_list_with_a_nameless_group_is_refused_whole(
    estimate: Estimate, owner: Session, next_session: Session
) -> None:
    refused = upkeep.append_works(owner.api, estimate.project.id, {"Atap": ["Reng"], "": ["Talang"]})

    assert refused.status == 400
    works = next_session.open(ListPekerjaanPage, estimate.project)
    works.expect_klasifikasi("Struktur", "Penyelesaian")
