import pytest

from fixtures.obligations import covers
from fixtures.sessions import Session
from pages.administration import AdministrationPage


@pytest.mark.read_only
@covers("site.admin.sign_in", "site.admin.view")
def test_the_administration_leads_a_visitor_to_the_sign_in_and_opens_for_no_estimator(
    visitor: Session, owner: Session, admin: Session
) -> None:
    administration = visitor.at(AdministrationPage)

    administration.ask_for()

    administration.expect_nothing_of_it()
    # By script: WebKit prints an error for the size of an icon in Django's own page, and a console has to stay clean.
    opened, refused = admin.api.get(AdministrationPage.path), owner.api.get(AdministrationPage.path)
    assert (opened.status, refused.status) == (200, 403)
    assert 'id="logout-form"' in opened.text()
    assert 'id="logout-form"' not in refused.text()
