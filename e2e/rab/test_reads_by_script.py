from decimal import Decimal

from api import schedule
from api.client import expect_json
from fixtures.estimates import Estimate
from fixtures.obligations import covers
from fixtures.sessions import Session
from oracle.needs import needs


@covers("needs.rekap.read")
def test_scripts_read_the_same_needs_as_the_page(estimate: Estimate, owner: Session) -> None:
    answer = expect_json(owner.api.get(f"/detail_project/api/project/{estimate.project.id}/rekap-kebutuhan/"))

    shown = {row["kode"]: Decimal(row["quantity"]) for row in answer["rows"]}
    assert shown == {kode: need.quantity for kode, need in needs(estimate.plan).items()}


@covers("pricing.project.read", "pricing.conversions.list")
def test_scripts_read_pricing_and_conversions(estimate: Estimate, owner: Session) -> None:
    base = f"/detail_project/api/project/{estimate.project.id}"

    pricing = expect_json(owner.api.get(f"{base}/pricing/"))
    conversions = expect_json(owner.api.get(f"{base}/conversion-profiles/"))

    assert (pricing["markup_percent"], pricing["ppn_percent"], pricing["rounding_base"]) == ("15.00", "11.00", 1000)
    assert not conversions["profiles"]


@covers("ahsp.page_alias.view", "ahsp.rincian_page_alias.view")
def test_older_addresses_show_the_same_pages(estimate: Estimate, owner: Session) -> None:
    base = f"/detail_project/{estimate.project.id}"

    editor, details = owner.api.get(f"{base}/detail-ahsp/"), owner.api.get(f"{base}/detail-ahsp-gabungan/")

    assert "Template AHSP" in editor.text()
    assert "Rincian AHSP" in details.text()
    assert estimate.laying.uraian in editor.text()


@covers("needs.weekly.read")
def test_scripts_read_what_each_week_needs_of_what_is_planned(estimate: Estimate, owner: Session) -> None:
    project, laying = estimate.project, estimate.laying
    schedule.save_progress(owner.arrange, project.id, "planned", {laying.id: {1: Decimal(25), 3: Decimal(50)}})

    answer = expect_json(owner.api.get(f"/detail_project/api/v2/project/{project.id}/rekap-kebutuhan-weekly/"))

    shown = {
        week["week_number"]: {item["kode"]: Decimal(str(item["quantity"])) for item in week["items"]["BHN"]}
        for week in answer["weeklyData"]
    }
    whole = needs(estimate.plan)["B.01"].quantity
    assert shown[1] == {"B.01": whole / 4}
    assert shown[3] == {"B.01": whole / 2}
    assert "B.01" not in shown.get(2, {})
