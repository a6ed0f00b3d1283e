from api.projects import create
from fixtures.data import Fake
from fixtures.instances import Instance
from fixtures.obligations import covers, provokes
from fixtures.sessions import Session
from pages.monitoring import DeprecationDashboardPage, PerformanceDashboardPage

API = "/detail_project/api/monitoring"
REPORT = f"{API}/report-client-metric/"


@covers("monitoring.client_metric.report", "monitoring.performance.view")
def test_what_a_visitors_browser_reports_reaches_staff(visitor: Session, admin: Session, fake: Fake) -> None:
    visitor.api.forge("POST", REPORT, {"type": fake.mark, "metric": {"value": 59.5}})  # without any token

    admin.open(PerformanceDashboardPage).expect_reported(fake.mark, times=1)
    assert visitor.api.get(f"{API}/performance-metrics/").status == 302  # staff only


@covers("monitoring.performance.reset")
@provokes("monitoring.performance.reset", 302)
def test_a_reset_by_staff_forgets_the_metrics_and_nobody_elses_does(
    keeper: Session, next_keeper: Session, own_instance: Instance, fake: Fake
) -> None:
    estimator = own_instance.session("owner")
    estimator.arrange.forge("POST", REPORT, {"type": fake.mark, "metric": {"value": 1}})
    estimator.api.post_json(f"{API}/performance-metrics/reset/", {})
    next_keeper.open(PerformanceDashboardPage).expect_reported(fake.mark, times=1)

    keeper.api.post_json(f"{API}/performance-metrics/reset/", {})

    next_keeper.open(PerformanceDashboardPage).expect_nothing()


@covers("monitoring.deprecation.reset", "monitoring.deprecation.read", "monitoring.deprecation.view")
def test_calls_of_deprecated_operations_are_counted_until_the_reset(
    keeper: Session, next_keeper: Session, fake: Fake
) -> None:
    project = create(keeper.arrange, fake.project())
    old = f"/detail_project/api/project/{project.id}/regenerate-tahapan/"
    keeper.arrange.post_json(old, {"mode": "weekly"})
    next_keeper.open(DeprecationDashboardPage).expect_used("regenerate-tahapan")
    assert keeper.api.get(f"{API}/deprecation-metrics/").json()["total"] > 0

    keeper.api.post_json(f"{API}/deprecation-metrics/reset/", {})

    next_keeper.open(DeprecationDashboardPage).expect_nothing()
