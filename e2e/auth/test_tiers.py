import re

import pytest

from api.projects import Project
from fixtures.data import Fake
from fixtures.obligations import covers
from fixtures.sessions import Session
from pages.dashboard import DashboardPage
from pages.pricing import PricingPage


@pytest.mark.read_only
def test_each_tier_has_its_badge(owner: Session, trial: Session, expired: Session) -> None:
    owner.open(DashboardPage).topbar.expect_badge("PRO")
    trial.open(DashboardPage).topbar.expect_badge(re.compile(r"Trial \d+d"))
    expired.open(DashboardPage).topbar.expect_badge("Expired")


@covers("dashboard.project.create")
def test_an_estimator_on_trial_may_write(own_session: Session, fake: Fake) -> None:
    new = fake.project()

    own_session.open(DashboardPage).add_project(**new.fields())

    dashboard = own_session.open(DashboardPage)
    dashboard.expect_order([new.nama])


def test_an_expired_estimator_reads_but_a_new_project_leads_to_the_price_list(expired: Session, fake: Fake) -> None:
    new = fake.project()
    dashboard = expired.open(DashboardPage)
    dashboard.open_new_project()
    dashboard.fill_new_project(**new.fields())

    dashboard.send_new_projects()

    expired.at(PricingPage).expect_here()
    dashboard = expired.open(DashboardPage)
    dashboard.expect_not_listed(new.nama)


def test_an_expired_estimators_script_is_refused_with_the_reason(expired: Session, project: Project) -> None:
    answer = expired.api.post_json(f"/detail_project/api/project/{project.id}/pricing/", {"markup_percent": "20"})

    assert answer.status == 403
    assert answer.json()["code"] == "SUBSCRIPTION_EXPIRED"
    assert answer.json()["success"] is False
