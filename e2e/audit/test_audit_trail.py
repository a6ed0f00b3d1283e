from api.ahsp import save_rows
from fixtures.accounts import Accounts
from fixtures.data import Arrange
from fixtures.estimates import Estimate
from fixtures.obligations import covers
from fixtures.sessions import Session
from pages.audit_trail import AuditTrailPage
from pages.template_ahsp import TemplateAhspPage


@covers("audit.page.view", "audit.trail.list", "ahsp.detail.save")
def test_a_change_and_its_cascade_are_told_with_before_and_after(
    estimate: Estimate, owner: Session, next_session: Session, accounts: Accounts
) -> None:
    editor = owner.open(TemplateAhspPage, estimate.project)
    editor.choose_job(estimate.helping.uraian)
    editor.type_koefisien("TK", 2, "0,03")
    editor.save()
    editor.expect_saved()

    trail = next_session.open(AuditTrailPage, estimate.project)

    trail.expect_entry("updated 1 (L.04)", job=estimate.helping.uraian, user=accounts.get("owner").username)
    trail.expect_entry("re-expanded CUST-0001", job=estimate.laying.uraian, user="-")
    trail.look_at("updated 1 (L.04)")
    trail.expect_before("L.04", "0,025")
    trail.expect_after("L.04", "0,03")
    trail.expect_after("L.01", "0,75")


def test_the_trail_is_filtered_by_action(
    estimate: Estimate, arrange: Arrange, owner: Session, accounts: Accounts
) -> None:
    helping, user = estimate.helping, accounts.get("owner").username
    save_rows(arrange.client, estimate.project.id, helping.id, [])
    trail = owner.open(AuditTrailPage, estimate.project)
    trail.expect_entry("added 2 (L.01, L.04)", job=helping.uraian, user=user)

    trail.show_only("DELETE")

    trail.expect_entry("removed 2 (L.01, L.04)", job=helping.uraian, user=user)
    trail.expect_no_entry("added")
