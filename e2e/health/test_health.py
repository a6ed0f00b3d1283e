import pytest

from fixtures.data import Fake
from fixtures.obligations import covers
from fixtures.sessions import Session

METRIC = "/detail_project/api/monitoring/report-client-metric/"
METRICS = "/detail_project/api/monitoring/performance-metrics/"


@pytest.mark.smoke
@pytest.mark.read_only
@covers("health.full.check", "health.simple.check", "health.ready.check", "health.live.check")
def test_a_monitor_without_an_account_sees_the_application_well(visitor: Session) -> None:
    full = visitor.api.get("/health/").json()
    ready = visitor.api.get("/health/ready/").json()

    assert full["status"] == ready["status"] == "ok"
    assert full["checks"]["database"]["status"] == full["checks"]["cache"]["status"] == "ok"
    assert visitor.api.get("/health/simple/").json() == {"status": "ok"}
    assert visitor.api.get("/health/live/").json() == {"status": "alive"}


def test_a_health_check_takes_no_post(visitor: Session) -> None:
    assert visitor.api.post_form("/health/", {}).status == 405
    assert visitor.api.get("/health/simple/").json() == {"status": "ok"}  # and is none the worse


@covers("monitoring.client_metric.report", "monitoring.performance.read")
def test_a_page_reports_a_metric_without_an_account_or_a_token(visitor: Session, admin: Session, fake: Fake) -> None:
    measured = {"value": 58, "page": fake.mark}

    answer = visitor.api.forge("POST", METRIC, {"type": "fps", "metric": measured})

    assert answer.status == 200
    assert answer.json() == {"ok": True, "message": "Metric received"}
    metrics = admin.api.get(METRICS).json()["metrics"]
    assert [row["type"] for row in metrics if row["metric"] == measured] == ["fps"]  # once, and as what it is
    assert visitor.api.forge("POST", METRIC, {"type": "fps"}).status == 400
