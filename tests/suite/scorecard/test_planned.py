"""Coverage is held against the plan's aims, kind by kind and as a whole."""

from __future__ import annotations

from contract.inventory import Contract, Kind
from scorecard import as_json, terminal
from scorecard.planned import Planned
from tests.suite.scorecard.making import CREATE, card, ended, request, run


def by_name() -> dict[str, Planned]:
    return {part.name: part for part in card(request(), ended(CREATE), run()).planned}


def test_every_kind_the_templates_and_the_whole_are_counted_from_the_contract() -> None:
    contract = Contract.load()
    parts = by_name()

    assert {part.name: part.operations for part in parts.values()} == {
        **{kind.plural: sum(operation.kind is kind for operation in contract) for kind in Kind},
        "templates": sum(operation.area == "template" for operation in contract),
        "whole": len(list(contract)),
    }
    assert (parts["writes"].covered, parts["whole"].covered, parts["templates"].covered) == (1, 1, 0)
    assert parts["templates"].operations == 6  # the plan's number


def test_the_aims_are_those_of_the_plan() -> None:
    assert {part.name: part.aim for part in by_name().values()} == {
        "writes": 0.90,
        "reads": 0.95,
        "exports": 0.95,
        "pages": None,
        "health": 1.0,
        "templates": 0.80,
        "whole": 0.85,
    }


def test_an_aim_is_reached_exactly_and_not_below() -> None:
    assert Planned("writes", 72, 80, 0.9).reached is True
    assert Planned("writes", 71, 80, 0.9).reached is False
    assert Planned("pages", 0, 66, None).reached is None
    assert Planned("health", 0, 0, 1.0).reached is None


def test_what_is_below_the_plan_is_called_so() -> None:
    below = card(request(), ended(CREATE), run())

    assert "writes 1 of 80 (90 %, BELOW)" in " ".join(terminal.render(below).split())
    found = next(part for part in as_json.document(below)["planned"] if part["name"] == "writes")
    assert found == {"name": "writes", "covered": 1, "operations": 80, "aim": 0.9, "reached": False}
