"""What a deployment has, lacks and has changed, by its own resolver."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RegexPattern
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.generic import FormView, RedirectView, View

from contract.drift import compare, dumps, methods_of, routes
from contract.inventory import Contract

ROOT = Path(__file__).resolve().parents[3]
CONTRACT = Contract.load()


def plain(_request: HttpRequest, **_: object) -> HttpResponse:
    return HttpResponse()


class Form(FormView):  # type: ignore[type-arg]  # only its methods are looked at
    pass


class Resource(View):
    def get(self, _request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    def delete(self, _request: HttpRequest) -> HttpResponse:
        return HttpResponse()


def some(*ids: str) -> Contract:
    return Contract(tuple(CONTRACT.operation(operation) for operation in ids))


def resolver(*patterns: URLPattern | URLResolver) -> URLResolver:
    return URLResolver(RegexPattern(r"^/"), list(patterns))


def test_a_view_says_which_methods_it_takes() -> None:
    assert methods_of(csrf_exempt(require_POST(plain))) == frozenset({"POST"})
    assert methods_of(require_http_methods(["GET", "POST"])(require_GET(plain))) == frozenset({"GET"})
    assert methods_of(Resource.as_view()) == frozenset({"GET", "DELETE"})
    assert methods_of(Form.as_view()) == frozenset({"GET", "POST"})  # its PUT is a POST
    assert methods_of(RedirectView.as_view()) == frozenset({"GET"})
    assert methods_of(plain) is None


def test_an_application_that_has_what_the_contract_lists_has_not_drifted() -> None:
    prices = "detail_project/api/project/<int:p>/harga-items/save/"
    inner = include(
        ([path(prices.removeprefix("detail_project/"), require_POST(plain), name="api_save_harga_items")], "x")
    )
    contract = some("pricing.harga_items.save")

    found = compare(contract, list(routes(resolver(path("detail_project/", inner)))))

    name = contract.operation("pricing.harga_items.save").name
    assert (found.new, found.gone) == ((), ())
    assert found.changed == (
        f"pricing.harga_items.save (POST {contract.operations[0].route}) is named x:api_save_harga_items, was {name}",
    )


def test_a_route_that_the_contract_does_not_know_is_new_with_each_of_its_methods() -> None:
    found = compare(some(), list(routes(resolver(path("back-door/", Resource.as_view())))))

    assert found.new == ("DELETE back-door/", "GET back-door/")


def test_a_method_that_the_contract_does_not_know_is_new() -> None:
    place = path("dashboard/", require_http_methods(["GET", "PUT"])(plain), name="dashboard")
    found = compare(some("dashboard.page.view"), list(routes(resolver(place))))

    assert found.new == ("PUT dashboard/",)
    assert found.gone == ()


def test_a_route_or_a_method_that_is_away_is_gone() -> None:
    contract = some("dashboard.page.view", "dashboard.project.create", "health.full.check")
    found = compare(contract, list(routes(resolver(path("dashboard/", require_GET(plain), name="dashboard")))))

    assert [sentence.partition(" ")[0] for sentence in found.gone] == ["dashboard.project.create", "health.full.check"]


def test_a_parameter_of_another_type_is_a_change() -> None:
    found = compare(some("dashboard.project.view"), list(routes(resolver(path("dashboard/project/<str:pk>/", plain)))))

    assert len(found.changed) == 1
    assert "is now dashboard/project/<str:pk>/" in found.changed[0]


def test_the_list_holds_what_the_deployment_has_and_nothing_else() -> None:
    place = path("dashboard/", require_GET(plain), name="dashboard")
    contract = some("dashboard.page.view", "health.full.check")
    found = compare(contract, list(routes(resolver(place, path("new/", require_POST(plain))))))

    rows = json.loads(dumps(found))["operations"]

    assert rows == [
        {"id": "dashboard.page.view", "method": "GET", "route": "dashboard/"},
        {"id": None, "method": "POST", "route": "new/"},
    ]


@pytest.mark.parametrize("settings", ["app.config.settings", ""])
def test_the_command_runs_in_an_environment_of_its_own(tmp_path: Path, settings: str) -> None:
    environ = {**os.environ, "DJANGO_SETTINGS_MODULE": settings}
    command = [sys.executable, "-m", "contract.drift", "--write", str(tmp_path / "list.json")]

    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)  # noqa: S603

    if settings:
        ids = {row["id"] for row in json.loads((tmp_path / "list.json").read_text())["operations"]}
        assert {operation.id for operation in CONTRACT} <= ids
        assert "gone: 0" in done.stdout
    else:
        assert done.returncode == 2
        assert "set DJANGO_SETTINGS_MODULE" in done.stderr
