"""What the doctor makes of what a deployment answers, and what it advises."""

from __future__ import annotations

from email.utils import formatdate

import pytest
from playwright.sync_api import Error as PlaywrightError

from api.client import Exchange
from contract.inventory import Contract
from tools import doctor
from tools.doctor import Finding

NOW = 1_795_000_000.0


def answer(status: int = 200, text: str = "", **headers: str) -> Exchange:
    return Exchange("GET", "/", status, headers, lambda: text, 12.3)


def refused() -> Exchange:
    raise PlaywrightError("connect ECONNREFUSED 127.0.0.1:1\nCall log")


def test_an_application_that_answers_is_reachable() -> None:
    assert doctor.reached("http://a", answer) == Finding("ok", "reachable", "http://a, 12 ms")


def test_one_that_does_not_is_named_with_its_address() -> None:
    found = doctor.reached("http://a", refused)

    assert (found.state, found.found) == ("MISSING", "connect ECONNREFUSED 127.0.0.1:1")
    assert "http://a" in found.advice


@pytest.mark.parametrize("status", [400, 404, 500, 302])
def test_another_answer_is_missing_with_what_to_do(status: int) -> None:
    found = doctor.reached("http://a", lambda: answer(status))

    assert found.state == "MISSING"
    assert "ALLOWED_HOSTS" in found.advice


@pytest.mark.parametrize(
    ("html", "state"), [('<html lang="id">', "ok"), ('<html lang="en">', "MISSING"), ("", "MISSING")]
)
def test_the_language_is_indonesian(html: str, state: str) -> None:
    assert doctor.language(answer(text=html)).state == state


@pytest.mark.parametrize(("seconds", "state"), [(0, "ok"), (50, "ok"), (-3600, "MISSING"), (90, "MISSING")])
def test_the_clocks_agree(seconds: int, state: str) -> None:
    assert doctor.clock(answer(date=formatdate(NOW + seconds, usegmt=True)), NOW).state == state


def test_a_server_that_tells_no_time_is_noted() -> None:
    assert doctor.clock(answer(), NOW).state == "note"


@pytest.mark.parametrize(("role", "badge"), list(doctor.BADGES.items()))
def test_a_tier_is_read_from_the_bar_alone(role: str, badge: str) -> None:
    bar = '<nav id="dp-topbar">{}</nav><main>PRO Trial Expired ADMIN</main>'

    assert doctor.tier(role, answer(text=bar.format(badge))).state == "ok"
    missing = doctor.tier(role, answer(text=bar.format("Dashboard")))
    assert missing.state == "MISSING"
    assert "/admin/" in missing.advice


def test_a_session_that_one_process_does_not_know_is_missing() -> None:
    assert doctor.session([200] * 8).state == "ok"
    lost = doctor.session([200, 302, 200, 302])
    assert lost.state == "MISSING"
    assert lost.found.startswith("2 of 4")


def test_operations_that_do_not_answer_are_named() -> None:
    contract = Contract.load()
    well, ill = contract.operation("health.full.check"), contract.operation("billing.pricing.view")

    assert doctor.operations([(well, 200), (ill, 302)]).state == "ok"
    found = doctor.operations([(well, 200), (ill, 500)])
    assert found.state == "note"
    assert "1 of 2" in found.found
    assert "billing.pricing.view 500" in found.found


@pytest.mark.parametrize("page", ["dashboard.page.view", "rab.page.view"])
def test_a_dashboard_or_a_page_of_a_project_that_is_down_is_missing(page: str) -> None:
    contract = Contract.load()
    well, down = contract.operation("health.full.check"), contract.operation(page)

    found = doctor.operations([(well, 200), (down, 502)])
    assert (found.state, f"down: {page} 502" in found.found) == ("MISSING", True)
    assert doctor.operations([(well, 200), (down, 404)]).state == "note"


def test_what_needs_a_project_is_asked_of_the_one_that_is_there() -> None:
    without, of_seven = list(doctor.askable(None)), list(doctor.askable(7))

    more = {path for _, path in of_seven} - {path for _, path in without}
    assert {"/dashboard/project/7/", "/detail_project/7/rekap-rab/", "/detail_project/api/project/7/rekap/"} <= more
    assert all("7" in path.split("/") for path in more)
    assert {operation.id for operation, _ in without} <= {operation.id for operation, _ in of_seven}


def test_another_machine_needs_a_word() -> None:
    assert doctor.permission("http://127.0.0.1:1").state == "ok"
    assert "--allow-writes" in doctor.permission("https://ahsp.example").advice


def test_the_line_shows_the_advice_below() -> None:
    assert Finding("MISSING", "clock", "+90 s", "set it").text().endswith("-> set it")


def test_what_is_not_reachable_ends_the_command_with_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor.main(["--base-url", "http://127.0.0.1:1"]) == 1
    assert "MISSING reachable" in capsys.readouterr().out
