"""Holes planted in the application turn the cells red that name them, and no others of their operation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from app.dashboard.models import Project
from app.detail_project.models import Pekerjaan
from app.exports.models import ExportJob
from app.subscriptions.policy import Level
from contract.addresses import address
from contract.inventory import Contract, Operation
from tests.authorisation import test_csrf, test_redirects
from tests.authorisation.cells import find_out, questions
from tests.authorisation.rules import NoRuleError, Question, Role, Whose, rule_of
from tests.authorisation.world import World

pytestmark = pytest.mark.django_db
Patch = pytest.MonkeyPatch
PROBLEMS = dict[str, str]


def red(world: World, operation_id: str) -> PROBLEMS:
    """The cells of an operation that are not as they must be, with what is wrong."""
    operation = Contract.load().operation(operation_id)
    found = [find_out(world, question) for question in questions(operation)]
    return {f"{each.question.role}: {each.question.whose}": "; ".join(each.problems) for each in found if each.problems}


def any_project(_: object, pk: int, *, active_only: bool = False) -> Project:
    """`get_owned_project` that forgot whose."""
    try:
        return Project.objects.get(pk=pk)
    except Project.DoesNotExist:
        raise Http404 from None


def test_a_read_without_owner_check(world: World, monkeypatch: Patch) -> None:
    assert not red(world, "rab.rekap.read")

    monkeypatch.setattr("app.core.http.get_owned_project", any_project)

    found = red(world, "rab.rekap.read")
    assert set(found) == {f"{role}: foreign" for role in Role if role is not Role.ANONYMOUS}
    assert "expected: not found; answered: 200" in found["owner: foreign"]
    assert "shows data of the second owner" in found["owner: foreign"]


def test_a_write_without_owner_check(world: World, monkeypatch: Patch) -> None:
    assert not red(world, "pricing.pekerjaan.save")

    def any_job(model: type[Pekerjaan], **wanted: Any) -> Pekerjaan:
        return model.objects.get(pk=wanted["pk"])

    monkeypatch.setattr("app.detail_project.views.pricing.get_object_or_404", any_job)

    found = red(world, "pricing.pekerjaan.save")
    assert "refused, and yet the data changed" in found["owner: own, foreign part"]
    assert "expired: own, foreign part" not in found


def test_a_write_that_is_refused_after_it_was_done(world: World, monkeypatch: Patch) -> None:
    def late(request: HttpRequest, pk: int) -> Any:
        project = Project.objects.filter(pk=pk).first()
        if project is not None:
            Project.objects.filter(pk=pk).update(is_active=False)
        if project is None or project.owner_id != request.user.pk:
            raise Http404
        return view(request, pk)

    operation = Contract.load().operation("dashboard.project.delete")
    view = _view_of(operation)
    _replace(monkeypatch, operation, late)

    found = red(world, operation.id)
    assert found["owner: foreign"] == "refused, and yet the data changed"
    assert "owner: missing" not in found


def test_an_export_without_owner_check(world: World, monkeypatch: Patch) -> None:
    assert not red(world, "export.rab.csv")

    monkeypatch.setattr("app.exports.views.documents.get_owned_project", any_project)

    found = red(world, "export.rab.csv")
    assert set(found) == {f"{role}: foreign" for role in Role if role is not Role.ANONYMOUS}
    assert "differs from the answer for what does not exist" in found["trial: foreign"]  # his tier is named instead


@pytest.mark.parametrize("operation_id", ["export.job.status", "export.job.download"])
def test_a_job_without_owner_check(world: World, monkeypatch: Patch, operation_id: str) -> None:
    assert not red(world, operation_id)

    def any_job(_: HttpRequest, task_id: str) -> ExportJob:
        job = ExportJob.objects.filter(pk=task_id).first()
        if job is None:
            raise Http404
        return job

    monkeypatch.setattr("app.exports.views.jobs._own_job", any_job)

    assert {"owner: foreign", "second owner: foreign"} <= set(red(world, operation_id))


def test_a_tier_check_that_is_gone(world: World, monkeypatch: Patch) -> None:
    monkeypatch.setattr("app.exports.answers.refused_export", lambda *_: None)

    assert set(red(world, "export.rab.xlsx")) == {"trial: own", "expired: own"}
    assert set(red(world, "export.rab.pdf")) == {"trial: own"}


def test_who_has_lapsed_writes(world: World, monkeypatch: Patch) -> None:
    monkeypatch.setattr("app.subscriptions.guards.level_of", lambda *_: Level.ALLOW)

    found = red(world, "pricing.project.save")
    assert set(found) == {"expired: own", "expired: foreign", "expired: missing"}
    assert "refused, and yet the data changed" in found["expired: own"]


def test_an_answer_that_tells_what_exists(world: World, monkeypatch: Patch) -> None:
    operation = Contract.load().operation("pricing.project.read")
    view = _view_of(operation)

    def tells(request: HttpRequest, project_id: int) -> Any:
        answer = view(request, project_id) if not request.user.is_authenticated else None
        project = Project.objects.filter(pk=project_id).first()
        if answer is None and (project is None or project.owner_id != request.user.pk):
            return JsonResponse({"error": "not yours" if project else "none"}, status=404)
        return answer or view(request, project_id)

    assert not red(world, operation.id)
    _replace(monkeypatch, operation, tells)

    assert "differs from the answer for what does not exist" in red(world, operation.id)["owner: foreign"]


def test_a_csrf_exemption(world: World, monkeypatch: Patch) -> None:
    operation = Contract.load().operation("pricing.project.save")
    view = _view_of(operation)
    test_csrf.test_a_forged_write_is_refused_and_changes_nothing(world, operation, "no-token")

    monkeypatch.setattr(view, "csrf_exempt", True, raising=False)

    for case in ("no-token", "another-sessions-token", "foreign-origin"):
        with pytest.raises(AssertionError, match="403"):
            test_csrf.test_a_forged_write_is_refused_and_changes_nothing(world, operation, case)


@pytest.mark.parametrize("case", test_csrf.CASES)
def test_a_csrf_exemption_of_an_accounts_form(world: World, monkeypatch: Patch, case: str) -> None:
    operation = Contract.load().operation("account.session.sign_out")
    test_csrf.test_a_forged_form_of_an_account_is_refused_and_changes_nothing(world, operation.id, case)

    monkeypatch.setattr(_view_of(operation), "csrf_exempt", True, raising=False)

    with pytest.raises(AssertionError, match="403"):
        test_csrf.test_a_forged_form_of_an_account_is_refused_and_changes_nothing(world, operation.id, case)


@pytest.mark.parametrize("way", test_redirects.WAYS)
@pytest.mark.parametrize("form", [form for form in test_redirects.LEAD if form.startswith("account.")])
def test_a_form_that_leads_anywhere(world: World, monkeypatch: Patch, form: str, way: str) -> None:
    monkeypatch.setattr(DefaultAccountAdapter, "is_safe_url", lambda *_: True)

    with pytest.raises(AssertionError, match=r"leads to https://jahat\.example/"):
        test_redirects.test_no_form_leads_off_the_site(world, form, way, "https://jahat.example/")


def test_an_operation_of_an_unknown_area_has_no_rule() -> None:
    with pytest.raises(NoRuleError, match=r"rahasia\.hal\.buka"):
        rule_of(Question(_renamed("pricing.project.save", "rahasia.hal.buka"), Role.OWNER, Whose.OWN))


@pytest.mark.parametrize("whose", [Whose.NONE, Whose.SHARED])
@pytest.mark.parametrize(
    "new_id", ["dashboard.projects.list_all", "export.all.csv", "template.library.purge", "billing.plan.edit"]
)
def test_a_new_operation_of_a_known_area_has_no_rule_unless_it_names_what_is_the_callers(
    new_id: str, whose: Whose
) -> None:
    with pytest.raises(NoRuleError, match=new_id):
        rule_of(Question(_renamed("dashboard.page.view", new_id), Role.OWNER, whose))


def _renamed(operation_id: str, new_id: str) -> Operation:
    return replace(Contract.load().operation(operation_id), id=new_id)


def _view_of(operation: Operation) -> Callable[..., Any]:
    return resolve(address(operation)).func


def _replace(monkeypatch: Patch, operation: Operation, view: Callable[..., Any]) -> None:
    """Put a view in the place of an operation's, for the time of a test."""
    original = resolve(address(operation)).func
    pattern = next(each for each in _patterns() if each.callback is original)
    monkeypatch.setattr(pattern, "callback", view)


def _patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLPattern):
            yield each
        else:
            yield from _patterns(each)
