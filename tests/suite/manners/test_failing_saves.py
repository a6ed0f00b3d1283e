"""Every save that a page's script sends has a story in which the server answers it with a 500."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract.inventory import Channel, Contract, Kind

E2E = Path(__file__).resolve().parents[3] / "e2e"
SERVER_FAILED = 500
# Where a form is sent, the page that answers it is the message: the browser shows nothing else.
BY_SCRIPT = sorted(
    operation.id
    for operation in Contract.load()
    if operation.kind is Kind.WRITE and operation.channel is Channel.UI and operation.success.location is None
)


def failing(source: str) -> Iterator[str]:
    """Yield the operations that a module's tests have answered with a 500 on purpose."""
    tree = ast.parse(source)
    names = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "provokes":
            operation, status = node.args
            if isinstance(status, ast.Constant) and status.value == SERVER_FAILED:
                yield str(names[operation.id] if isinstance(operation, ast.Name) else ast.literal_eval(operation))


FAILING = {operation for module in E2E.rglob("test_*.py") for operation in failing(module.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("operation", BY_SCRIPT)
def test_a_save_by_script_that_the_server_fails_has_a_story(operation: str) -> None:
    assert operation in FAILING, f"no test of e2e/ has {operation} answered with a 500"


def test_a_declaration_of_another_status_is_no_such_story() -> None:
    source = 'SAVE = "a.b.c"\n@provokes(SAVE, 500)\n@provokes("d.e.f", 400)\ndef test_it():\n    expect()'

    assert list(failing(source)) == ["a.b.c"]
