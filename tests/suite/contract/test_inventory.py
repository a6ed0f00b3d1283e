"""The inventory: complete, well formed, and matched as the application would route it."""

from __future__ import annotations

import copy
import importlib
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contract import app_routes, inventory
from contract.addresses import address
from contract.inventory import Channel, Contract, Kind, Operation, Scope, UnknownOperationError

CONTRACT = Contract.load()
DOCUMENT: dict[str, Any] = json.loads((inventory.HERE / "operations.json").read_text(encoding="utf-8"))
SCHEMA: dict[str, Any] = json.loads((inventory.HERE / "schema.json").read_text(encoding="utf-8"))
# jsonschema ships no types.
VALIDATOR: Any = importlib.import_module("jsonschema").Draft202012Validator(SCHEMA)


def test_the_file_follows_its_schema() -> None:
    assert [error.message for error in VALIDATOR.iter_errors(DOCUMENT)] == []


def _without(name: str) -> Callable[[dict[str, Any]], None]:
    return lambda row: row.pop(name)


def _with(**values: object) -> Callable[[dict[str, Any]], None]:
    return lambda row: row.update(values)


@pytest.mark.parametrize(
    "fault",
    [
        _without("success"),
        _without("scope"),
        _with(id="dashboard.create"),
        _with(kind="delete"),
        _with(route="/dashboard/"),
        _with(channel="none"),
        _with(channel="ui", page=None),
        _with(success={"status": [302]}),
        _with(success={"status": [500]}),
        _with(success={"status": [200], "location": "^/dashboard/"}),
        _with(succes={"status": [200]}),
        _with(syntax="regex"),
    ],
)
def test_the_schema_refuses_a_row_that_says_too_little_or_nonsense(fault: Callable[[dict[str, Any]], None]) -> None:
    document = copy.deepcopy(DOCUMENT)
    fault(next(row for row in document["operations"] if row["id"] == "dashboard.project.create"))

    assert not VALIDATOR.is_valid(document)


def test_the_denominator_is_eighty_writes_on_seventy_eight_routes() -> None:
    writes = CONTRACT.writes()

    assert len(writes) == 80
    assert len({operation.route for operation in writes}) == 78
    assert len({operation.route for operation in CONTRACT}) == 212


def test_every_operation_is_one_method_on_one_route_under_one_id() -> None:
    assert max(Counter(operation.id for operation in CONTRACT).values()) == 1
    assert max(Counter((operation.method, operation.route) for operation in CONTRACT).values()) == 1
    assert max(Counter(operation.name for operation in CONTRACT.writes() if operation.method == "POST").values()) == 1


def test_every_numbered_write_of_the_contract_is_there_once_but_the_formulas_alias() -> None:
    numbered = Counter(number for operation in CONTRACT for number in operation.contract)

    assert set(numbered) == {f"W{number}" for number in range(1, 55)}
    assert {number for number, times in numbered.items() if times > 1} == {"W4"}
    assert all(operation.kind is Kind.WRITE for operation in CONTRACT if operation.contract)


def test_no_write_is_a_get() -> None:
    assert {operation.method for operation in CONTRACT.writes()} == {"POST", "PUT", "PATCH", "DELETE"}


def test_what_runs_on_an_application_of_its_own_is_known_by_name() -> None:
    assert {operation.id for operation in CONTRACT if operation.scope is Scope.GLOBAL} == {
        "library.clear.execute",
        "library.staging.clear",
        "library.staging.commit",
        "monitoring.deprecation.reset",
        "monitoring.performance.reset",
    }


def test_only_the_third_party_sign_in_is_out_of_reach() -> None:
    assert {operation.id for operation in CONTRACT.writes() if operation.channel is Channel.NONE} == {
        "account.social.connect",
        "account.social.sign_up",
    }


def test_an_alias_group_is_named_by_one_of_its_members_and_has_another() -> None:
    groups: dict[str, list[Operation]] = {}
    for operation in CONTRACT:
        if operation.alias:
            groups.setdefault(operation.alias, []).append(operation)

    assert len(groups) == 9
    for name, members in groups.items():
        assert name in {member.id for member in members}
        assert len(members) == 2
        assert len({(member.method, member.kind) for member in members}) == 1


def test_a_path_on_the_route_of_an_operation_is_matched_to_it_and_to_no_other() -> None:
    matched = {
        operation.id: getattr(CONTRACT.match(operation.method, address(operation)), "id", None)
        for operation in CONTRACT
    }

    assert {operation: other for operation, other in matched.items() if operation != other} == {}


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    [
        ("GET", "/", "site.landing.view"),
        ("POST", "/dashboard/", "dashboard.project.create"),
        ("GET", "/dashboard/?page=2&search=a%2Fb", "dashboard.page.view"),
        ("HEAD", "/dashboard/", "dashboard.page.view"),
        ("post", "/accounts/login/?next=/dashboard/", "account.session.sign_in"),
        ("GET", "/accounts/confirm-email/MQ:1abC-d_e/", "account.email.view_confirm"),
        ("GET", "/accounts/confirm-email/", "account.email.view_sent"),
        ("POST", "/accounts/password/reset/key/1f-set-password/", "account.password.reset"),
        ("GET", "/accounts/password/reset/key/done/", "account.password.view_reset_finished"),
        ("POST", "/detail_project/api/project/7/tahapan/reorder/", "schedule.tahapan.reorder"),
        ("PUT", "/detail_project/api/project/7/tahapan/3/", "schedule.tahapan.update"),
        ("DELETE", "/detail_project/api/project/7/parameters/3/", "volume.parameter.delete"),
        ("POST", "/detail_project/api/project/7/parameters/sync/", "volume.parameters.sync"),
        ("POST", "/detail_project/api/export/init", "export.batch.init"),
        ("GET", "/detail_project/api/project/7/rincian-rab/export.csv", "export.rincian_rab.csv"),
        ("GET", "/media/exports/2026/01/11/a.pdf", "export.media.download"),
        ("PATCH", "/referensi/api/jobs/12/", "library.job.update"),
    ],
)
def test_requests_are_matched(method: str, path: str, operation: str) -> None:
    found = CONTRACT.match(method, path)

    assert found is not None
    assert found.id == operation


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/dashboard"),  # the resolver would redirect it: no operation
        ("GET", "/dashboard/project/abc/"),
        ("GET", "/dashboard/project/1/edit/more/"),
        ("GET", "/x/dashboard/"),
        ("DELETE", "/dashboard/"),
        ("PUT", "/accounts/login/"),
        ("GET", "/static/css/app.css"),
        ("GET", "/detail_project/api/export/status/no-uuid"),
        ("GET", ""),
    ],
)
def test_other_traffic_is_nobodys(method: str, path: str) -> None:
    found = CONTRACT.match(method, path)

    assert found is None or (path == "" and found.id == "site.landing.view")


def test_methods_left_out_belong_to_known_routes_and_are_no_operations() -> None:
    routes = {app_routes.canonical(operation.route) for operation in CONTRACT}
    for row in DOCUMENT["left_out"]:
        assert app_routes.canonical(row["route"]) in routes
        for method in row["methods"]:
            assert not any(
                operation.method == method
                and app_routes.canonical(operation.route) == app_routes.canonical(row["route"])
                for operation in CONTRACT
            )


def test_an_unknown_id_is_an_error_that_names_it() -> None:
    with pytest.raises(UnknownOperationError, match=r"no operation 'dashboard\.project\.paint' in contract"):
        CONTRACT.operation("dashboard.project.paint")


def test_the_file_holds_one_operation_a_line_so_that_a_change_reads_as_one() -> None:
    lines = Path(inventory.HERE / "operations.json").read_text(encoding="utf-8").splitlines()

    assert sum(line.startswith('    {"id": ') for line in lines) == len(CONTRACT.operations)
