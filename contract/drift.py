"""``python -m contract.drift``: how an application's operations differ from those in ``contract/``.

It runs inside a deployment's own Django environment, with that project's settings and nothing of the suite but this
package (see README.md, "Against a deployment"). It opens no page and asks no database: it reads the resolver.

Routes are compared without the names of their parameters. A view that does not say which methods it takes
(``require_http_methods``, a class) is believed to take those that the contract lists.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
from django.urls import URLPattern, URLResolver, get_resolver
from django.views.generic import RedirectView
from django.views.generic.edit import ProcessFormView

from contract.app_routes import canonical, extensions
from contract.inventory import Contract, Operation

VERSION = 1
ANY = "ANY"
ABOUT = "Operations of a deployment, as python -m contract.drift --write found them; an id is the contract's, or null."
_NO_OPERATION = frozenset({"HEAD", "OPTIONS", "TRACE"})
_ADMIN = "admin/"  # pages of Django's own admin, which the contract leaves out but for two
_FILES = "django.views.static"


@dataclass(frozen=True, slots=True)
class Route:
    """A route of an application: ``methods`` are None where its view does not say."""

    route: str
    name: str | None
    methods: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Listed:
    """An operation that a deployment has; ``id`` is None where the contract does not know it."""

    id: str | None
    method: str
    route: str


@dataclass(frozen=True, slots=True)
class Drift:
    """What differs, a sentence each, and all operations that the application has."""

    new: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[str, ...]
    operations: tuple[Listed, ...]

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return bool(self.new or self.gone or self.changed)


def routes(resolver: URLResolver, prefix: str = "", space: str = "") -> Iterator[Route]:
    """Yield every route below a resolver with its full name, but for static files and Django's own admin."""
    for pattern in resolver.url_patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern, route, inner)
        elif not _is_left_out(route, pattern):
            yield Route(route, f"{space}{pattern.name}" if pattern.name else None, methods_of(pattern.callback))


def _is_left_out(route: str, pattern: URLPattern) -> bool:
    apart = route.startswith(_ADMIN) or getattr(pattern.callback, "__module__", "") == _FILES
    return apart and canonical(route) not in {canonical(operation.route) for operation in Contract.load()}


def methods_of(view: Callable[..., Any]) -> frozenset[str] | None:
    """Return the methods that a view says it takes, without HEAD and its like; None where it says nothing."""
    view_class = getattr(view, "view_class", None)
    if view_class is not None:
        if issubclass(view_class, RedirectView):
            return frozenset({"GET"})  # it leads elsewhere whatever the method
        taken = {name.upper() for name in view_class.http_method_names if hasattr(view_class, name)}
        if getattr(view_class, "put", None) is ProcessFormView.put:
            taken.discard("PUT")  # Django's forms take it for a POST
        return frozenset(taken - _NO_OPERATION)
    allowed: frozenset[str] | None = None
    inner: Any = view
    while inner is not None:
        names = getattr(getattr(inner, "__code__", None), "co_freevars", ())
        if "request_method_list" in names:  # of django.views.decorators.http
            held = inner.__closure__[names.index("request_method_list")].cell_contents
            here = frozenset(str(method).upper() for method in held) - _NO_OPERATION
            allowed = here if allowed is None else allowed & here
        inner = getattr(inner, "__wrapped__", None)
    return allowed


def compare(contract: Contract, found: Iterable[Route], beside: Iterable[str] = ()) -> Drift:
    """Compare the contract with an application's routes.

    ``beside``: routes that are known although the contract does not list them (a prefix ends in ``*``).
    """
    present: dict[str, Route] = {}
    for route in found:
        present.setdefault(canonical(route.route), route)  # the resolver takes the first, too
    by_place: dict[str, list[Operation]] = {}
    for operation in contract:
        by_place.setdefault(canonical(operation.route), []).append(operation)
    new = {key: route for key, route in present.items() if key not in by_place and not _known(route.route, beside)}
    moved = {_loose(route.route): route for route in new.values()}
    gone: list[str] = []
    changed: list[str] = []
    operations: list[Listed] = []
    for operation in contract:
        at_place = present.get(canonical(operation.route))
        what = f"{operation.id} ({operation.method} {operation.route})"
        if at_place is None and _loose(operation.route) in moved:
            changed.append(f"{what} is now {moved[_loose(operation.route)].route}")
        elif at_place is None:
            gone.append(what)
        elif at_place.methods is not None and operation.method not in at_place.methods:
            gone.append(f"{what}: the route takes {', '.join(sorted(at_place.methods)) or 'nothing'}")
        else:
            operations.append(Listed(operation.id, operation.method, operation.route))
            if operation.name is not None and at_place.name != operation.name:
                changed.append(f"{what} is named {at_place.name or 'nothing'}, was {operation.name}")
    beyond = [Listed(None, method, route.route) for route in new.values() for method in sorted(route.methods or {ANY})]
    for key, at in by_place.items():
        declared = present[key].methods if key in present else None
        taken = {operation.method for operation in at}
        beyond += [Listed(None, method, at[0].route) for method in sorted((declared or frozenset()) - taken)]
    return Drift(
        new=tuple(sorted(f"{listed.method} {listed.route}" for listed in beyond)),
        gone=tuple(gone),
        changed=tuple(changed),
        operations=(*operations, *sorted(beyond, key=lambda listed: (listed.route, listed.method))),
    )


def _known(route: str, beside: Iterable[str]) -> bool:
    return any(route.startswith(known[:-1]) if known.endswith("*") else route == known for known in beside)


def _loose(route: str) -> str:
    """A route without what its parameters may be."""
    return re.sub(r"\([^)]*\)|<[^>]*>", "<>", canonical(route))


def dumps(drift: Drift) -> str:
    """Return the list of operations as JSON, one a line."""
    rows = [{"id": listed.id, "method": listed.method, "route": listed.route} for listed in drift.operations]
    lines = ",\n    ".join(json.dumps(row, ensure_ascii=False) for row in rows)
    about = json.dumps(ABOUT, ensure_ascii=False)
    return f'{{\n  "version": {VERSION},\n  "about": {about},\n  "operations": [\n    {lines}\n  ]\n}}\n'


def report(drift: Drift) -> str:
    """Return what differs as text, in three parts."""
    parts = (("new", drift.new), ("gone", drift.gone), ("changed", drift.changed))
    lines = [f"{len(drift.operations)} operations"]
    for title, sentences in parts:
        lines += [f"{title}: {len(sentences)}", *(f"  {sentence}" for sentence in sentences)]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report; return 1 where anything differs."""
    parser = argparse.ArgumentParser(prog="python -m contract.drift", description=__doc__)
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the deployment's operations there (JSON)")
    options = parser.parse_args(arguments)
    if not os.environ.get("DJANGO_SETTINGS_MODULE"):
        parser.error("set DJANGO_SETTINGS_MODULE to the deployment's settings, as its manage.py does")
    django.setup()
    drift = compare(Contract.load(), list(routes(get_resolver())), extensions())
    sys.stdout.write(report(drift) + "\n")
    if options.write is not None:
        options.write.write_text(dumps(drift), encoding="utf-8")
    return 1 if drift.any else 0


if __name__ == "__main__":
    sys.exit(main())
