"""The manners of tests and page objects, read from their syntax: what a reviewer would otherwise have to look for."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

SLEEPS = {"sleep", "wait_for_timeout"}
SELECTORS = {"locator", "query_selector", "query_selector_all", "wait_for_selector", "evaluate", "eval_on_selector"}
BRANCHES = (ast.If, ast.For, ast.While, ast.Try, ast.IfExp)
LEAVING = (ast.Return, ast.Break, ast.Continue)


def faults_of_a_test(source: str) -> Iterator[str]:
    """Yield what a module of ``e2e/`` must not hold: waiting for time, selectors, branches and loops."""
    tree = ast.parse(source)
    yield from _sleeps(tree)
    for node in ast.walk(tree):
        if isinstance(node, BRANCHES):
            yield f"line {node.lineno}: {type(node).__name__.lower()} in a test"
        if isinstance(node, ast.Call) and _called(node) in SELECTORS:
            yield f"line {node.lineno}: {_called(node)}() belongs into a page object"
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and function.name.startswith("test_") and not _expects(function):
            yield f"line {function.lineno}: {function.name} expects nothing"


def faults_of_a_page(source: str) -> Iterator[str]:
    """Yield what a module of ``pages/`` must not hold: waiting for time, and a failure that is swallowed.

    A handler must raise on each of its ways out.
    """
    tree = ast.parse(source)
    yield from _sleeps(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and not _always_raises(node.body):
            yield f"line {node.lineno}: an exception is swallowed"
        if isinstance(node, ast.withitem) and _called(node.context_expr) == "suppress":
            yield f"line {node.context_expr.lineno}: an exception is swallowed"


def _always_raises(body: Sequence[ast.stmt]) -> bool:
    """Whether whoever enters ``body`` leaves it by a ``raise``, whatever is true on the way."""
    for statement in body:
        if isinstance(statement, ast.Raise):
            return True
        if isinstance(statement, ast.If) and _always_raises(statement.body) and _always_raises(statement.orelse):
            return True
        if any(isinstance(inner, LEAVING) for inner in ast.walk(statement)):
            return False
    return False


def _sleeps(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if _called(node) in SLEEPS:
            yield f"line {getattr(node, 'lineno', 0)}: waits for time instead of a state"


def _called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _expects(function: ast.FunctionDef) -> bool:
    return any(isinstance(node, ast.Assert) or _called(node).startswith("expect") for node in ast.walk(function))
