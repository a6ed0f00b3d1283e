"""Success is declared: what a careless rule would count is refused here."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contract.inventory import Contract, Kind
from contract.success import judge, needs_body

CONTRACT = Contract.load()
REDIRECTING = [operation for operation in CONTRACT if operation.success.location is not None]
# Where a redirect to the sign-in page is what should happen.
TO_SIGN_IN = {"site.admin.sign_in", "account.email.confirm"}


def answering(body: object) -> Callable[[], object | None]:
    return lambda: body


def never() -> object:
    raise AssertionError("the body was asked for")


@pytest.mark.parametrize(
    ("operation", "status", "location", "body", "success"),
    [
        # a form: only the redirect to where the application goes on is a success
        ("dashboard.project.create", 302, "/dashboard/", None, True),
        ("dashboard.project.create", 302, "http://127.0.0.1:8000/dashboard/?page=1", None, True),
        ("dashboard.project.create", 200, None, None, False),  # the form again, with its errors
        ("dashboard.project.create", 302, "/accounts/login/?next=/dashboard/", None, False),
        ("dashboard.project.create", 302, "/pricing/?reason=subscription_expired&next=/dashboard/", None, False),
        ("dashboard.project.create", 302, "/", None, False),
        ("dashboard.project.create", 302, None, None, False),
        ("dashboard.project.create", 403, None, None, False),
        ("dashboard.project.create", None, None, None, False),
        ("dashboard.project.edit", 302, "/detail_project/7/list-pekerjaan/", None, True),
        # signing in
        ("account.session.sign_in", 302, "/dashboard/", None, True),
        ("account.session.sign_in", 302, "/detail_project/7/rekap-rab/", None, True),
        ("account.session.sign_in", 200, None, None, False),  # refused: the form with its message
        ("account.session.sign_in", 302, "/accounts/confirm-email/", None, False),  # not signed in yet
        ("account.session.sign_out", 302, "/", None, True),
        ("account.session.sign_out", 302, "/accounts/login/", None, False),
        ("account.registration.sign_up", 302, "/accounts/confirm-email/", None, True),
        # JSON
        ("pricing.harga_items.save", 200, None, {"ok": True, "updated": 4}, True),
        ("pricing.harga_items.save", 200, None, {"ok": False}, False),
        ("pricing.harga_items.save", 200, None, {"ok": 1}, False),
        ("pricing.harga_items.save", 200, None, {"ok": "true"}, False),
        ("pricing.harga_items.save", 200, None, {}, False),
        ("pricing.harga_items.save", 200, None, [True], False),
        ("pricing.harga_items.save", 200, None, None, False),  # an HTML page under status 200
        ("pricing.harga_items.save", 207, None, {"ok": True}, False),  # saved in part
        ("pricing.harga_items.save", 409, None, {"ok": False, "conflict": True}, False),
        ("volume.quantity.save", 200, None, {"ok": True, "saved": 2, "errors": []}, True),
        ("volume.quantity.save", 200, None, {"ok": True, "saved": 1, "errors": [{"path": "items[1]"}]}, False),
        ("volume.parameter.create", 201, None, {"ok": True, "created": True}, True),
        ("volume.parameter.create", 200, None, {"ok": True}, False),
        ("dashboard.projects.delete", 200, None, {"success": True, "deleted_count": 1}, True),
        ("dashboard.project.import", 200, None, {"status": "success"}, True),
        ("dashboard.project.import", 200, None, {"status": "error"}, False),
        # the rest
        ("dashboard.page.view", 200, None, None, True),
        ("dashboard.page.view", 302, "/accounts/login/?next=/dashboard/", None, False),
        ("site.landing.view", 302, "/dashboard/", None, True),
        ("export.rab.pdf", 200, None, None, True),
        ("export.rab.pdf", 403, None, {"success": False, "code": "PRO_REQUIRED"}, False),
        ("export.job.start", 202, None, None, True),
        ("account.email.confirm", 302, "/accounts/login/", None, True),
        ("account.email.confirm", 302, "/accounts/login/?next=/dashboard/", None, False),
    ],
)
def test_answers_are_judged(
    operation: str, status: int | None, location: str | None, body: object, success: bool
) -> None:
    assert judge(CONTRACT.operation(operation), status, location, answering(body)) is success


@pytest.mark.parametrize(
    "location",
    [
        "/accounts/login/?next=/dashboard/",
        "/accounts/login/",
        "http://127.0.0.1:8000/accounts/login/?next=/",
        "/admin/login/?next=/admin/",
        "/pricing/?reason=subscription_expired",
        "/subscriptions/pricing/",
    ],
)
def test_a_redirect_to_sign_in_or_prices_is_never_a_success(location: str) -> None:
    successes = {
        operation.id for operation in REDIRECTING for status in (301, 302) if judge(operation, status, location, never)
    }

    assert successes <= (TO_SIGN_IN if "login" in location else set())


def test_the_exceptions_are_known_by_name() -> None:
    assert {operation.id for operation in CONTRACT if operation.success.to_sign_in} == TO_SIGN_IN


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 429, 500, 503, None])
def test_no_refusal_and_no_error_is_a_success_of_anything(status: int | None) -> None:
    for operation in CONTRACT:
        assert not judge(
            operation, status, "/dashboard/", answering({"ok": True, "success": True, "status": "success"})
        )


def test_the_body_is_read_only_where_the_rule_asks_for_it() -> None:
    for operation in CONTRACT:
        if needs_body(operation):
            with pytest.raises(AssertionError, match="the body was asked for"):
                judge(operation, operation.success.status[0], None, never)
            judge(operation, 404, None, never)
        else:
            for status in operation.success.status:
                judge(operation, status, "/", never)


def test_every_write_that_answers_json_declares_its_flag_but_those_whose_answer_has_none() -> None:
    bare = {
        operation.id
        for operation in CONTRACT.of_kind(Kind.WRITE)
        if operation.success.location is None and not needs_body(operation)
    }

    assert bare == {
        "export.batch.init",
        "export.batch.upload",
        "export.batch.finalize",
        "export.job.start",
        "library.export.start",
        "billing.payment.create",  # it leaves the page at once, and its body with it; its refusals have statuses
        "billing.payment.notify",
    }
