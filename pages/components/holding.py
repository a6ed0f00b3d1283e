"""Requests that are kept from the server for a while."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, Route


def hold(page: Page, addresses: str) -> Callable[[], None]:
    """Keep what the page asks of these addresses from the server. Returns what lets it go."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    def let_go() -> None:
        for route in held:
            route.continue_()
        page.unroute(addresses, keep)

    page.route(addresses, keep)
    return let_go
