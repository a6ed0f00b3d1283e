"""What a sweep tells an administrator to run removes the run's things for good, and nothing else."""

from __future__ import annotations

from app.accounts.models import CustomUser
from app.dashboard.models import Project
from app.subscriptions.models import PaymentTransaction, SubscriptionPlan
from app.subscriptions.seed import seed_plans
from fixtures.leftovers import Mark, removal
from tests.app.support import MakeProject, MakeUser

RUN = "1a2b3c"


def test_the_administrators_way_removes_hidden_projects_and_accounts_with_all_that_protects_them(
    full: Project, make_user: MakeUser, make_project: MakeProject
) -> None:
    ours = make_user(f"e2e_{RUN}_4d5e6f_1")
    Project.objects.filter(pk=full.pk).update(owner=ours)
    seed_plans()
    PaymentTransaction.begin(ours, SubscriptionPlan.objects.get(duration_months=3))
    hidden, shown, another_runs = (make_project() for _ in range(3))
    Project.objects.filter(pk__in=[hidden.pk, another_runs.pk]).update(is_active=False)

    exec(removal(Mark(RUN), [hidden.pk, shown.pk]))  # noqa: S102  # it is what the administrator runs

    assert set(Project.objects.values_list("pk", flat=True)) == {shown.pk, another_runs.pk}
    assert not CustomUser.objects.filter(username__startswith="e2e_").exists()
    assert CustomUser.objects.filter(pk=shown.owner_id).exists()
