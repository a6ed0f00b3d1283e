from fixtures.estimates import Estimate
from fixtures.hostile import pages_of
from fixtures.language import Language
from fixtures.library import OwnLibrary
from fixtures.schedules import Schedule
from fixtures.sessions import Session

METRIC = "/detail_project/api/monitoring/report-client-metric/"
OF_THE_LIBRARY = (
    "/referensi/admin-portal/",
    "/referensi/admin/database-v2/?edit=1",
    "/referensi/audit/",
    "/referensi/audit/logs/",
    "/referensi/audit/statistics/",
    "/detail_project/monitoring/performance-dashboard/",
)


def test_numbers_and_dates_of_a_projects_pages_are_indonesian(
    estimate: Estimate, owner: Session, language: Language
) -> None:
    language.read_all(owner, *pages_of(estimate.project), "/dashboard/")

    language.expect_indonesian(numbers=40)


def test_numbers_and_dates_of_a_schedule_are_indonesian(
    unplanned: Schedule, owner: Session, language: Language
) -> None:
    language.read_all(owner, *pages_of(unplanned.project))

    language.expect_indonesian(numbers=10)


def test_numbers_and_dates_of_prices_and_the_account_are_indonesian(own_session: Session, language: Language) -> None:
    language.read_all(own_session, "/", "/pricing/", "/subscriptions/checkout/1/", "/accounts/email/")

    language.expect_indonesian(numbers=3)


def test_dates_of_the_librarys_pages_are_indonesian(
    keeper: Session, own_library: OwnLibrary, language: Language
) -> None:
    keeper.arrange.post_json(METRIC, {"type": "fps", "metric": {"value": 58}})  # a moment for the monitoring to show
    language.read_all(keeper, *OF_THE_LIBRARY)

    language.expect_indonesian(numbers=0)
