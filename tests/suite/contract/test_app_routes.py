"""The embedded application and the inventory, both ways."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, include, path, re_path
from django.urls.resolvers import RegexPattern

from contract import app_routes
from contract.app_routes import Comparison, canonical, compare
from contract.inventory import Contract, Operation
from tests.suite.contract.embedded import compare_with_inventory
from tests.suite.contract.shrink_pending import shrink

CONTRACT = Contract.load()


@pytest.mark.django_db
def test_what_the_embedded_application_lacks_is_exactly_what_is_pending_and_it_has_no_route_of_its_own() -> None:
    found = compare_with_inventory()

    built = sorted(set(app_routes.pending()) - set(found.missing))
    lost = sorted(set(found.missing) - set(app_routes.pending()))
    assert not found.unknown, f"routes unknown to inventory and contract/extensions.json: {', '.join(found.unknown)}"
    assert not lost, f"the application lost, and pending only shrinks: {', '.join(lost)}"
    assert not built, f"run python -m tests.suite.contract.shrink_pending, built are: {', '.join(built)}"


def test_pending_names_known_operations_once() -> None:
    assert len(set(app_routes.pending())) == len(app_routes.pending())
    assert all(operation in CONTRACT for operation in app_routes.pending())


def test_every_extension_is_still_a_route_of_the_application() -> None:
    routes = list(app_routes.walk(get_resolver()))

    for declared in app_routes.extensions():
        assert any(route.startswith(declared.rstrip("*")) for route in routes), declared


def test_the_list_only_shrinks() -> None:
    assert shrink(["a", "b", "c"], ["c", "a", "d"]) == ["a", "c"]


def view(_request: HttpRequest, **_: object) -> HttpResponse:
    return HttpResponse()


def resolver(*patterns: URLPattern | URLResolver) -> URLResolver:
    return URLResolver(RegexPattern(r"^/"), list(patterns))


def some(*ids: str) -> Contract:
    return Contract(tuple(CONTRACT.operation(operation) for operation in ids))


def takes_all(_operation: Operation) -> bool:
    return True


def test_parameters_may_have_other_names_and_regular_expressions_other_anchors() -> None:
    contract = some("dashboard.project.view", "account.email.confirm", "export.batch.status")
    found = compare(
        contract,
        resolver(
            path("dashboard/project/<int:project_id>/", view),
            path("accounts/", include([re_path(r"^confirm-email/(?P<code>[-:\w]+)/\Z", view)])),
            path("detail_project/api/export/", include([path("status/<uuid:export>", view)])),
        ),
        {},
        takes_all,
    )

    assert found == Comparison(missing=(), unknown=())


def test_another_converter_is_another_route() -> None:
    found = compare(some("dashboard.project.view"), resolver(path("dashboard/project/<str:pk>/", view)), {}, takes_all)

    assert found == Comparison(missing=("dashboard.project.view",), unknown=("dashboard/project/<str:pk>/",))


def test_a_route_that_refuses_the_method_lacks_the_operation() -> None:
    contract = some("dashboard.page.view", "dashboard.project.create")
    found = compare(contract, resolver(path("dashboard/", view)), {}, lambda operation: operation.method == "GET")

    assert found.missing == ("dashboard.project.create",)


def test_an_unknown_route_is_reported_unless_it_is_declared() -> None:
    app = resolver(path("back-door/<int:n>/", view), path("admin/", include([path("auth/user/", view)])))

    assert compare(some(), app, {}, takes_all).unknown == ("admin/auth/user/", "back-door/<int:n>/")
    assert compare(some(), app, {"admin/*": "", "back-door/": ""}, takes_all).unknown == ("back-door/<int:n>/",)


def test_routes_are_compared_without_names() -> None:
    assert canonical("a/<int:pk>/<slug>/") == canonical("^a/<int:project_id>/<str:slug>/$")
    assert canonical(r"^k/(?P<key>\d+)/$") == canonical(r"k/(?P<n>\d+)/\Z")
    assert canonical("a/<int:pk>/") != canonical("a/<uuid:pk>/")


def test_an_operation_of_the_inventory_that_leaves_it_makes_its_route_unknown() -> None:
    rest = Contract(tuple(operation for operation in CONTRACT if operation.id != "site.landing.view"))

    assert compare(rest, get_resolver(), app_routes.extensions(), takes_all).unknown == ("",)
