"""Cookies between Playwright's form and libsoup's.

Protocol facts: ``expires`` is in milliseconds, -1 for a session cookie, which also says ``session``; ``sameSite`` is
Strict, Lax or None. A cookie is deleted by setting it with the time 0.
"""

from __future__ import annotations

from typing import Any

from .protocol import Json
from .tasks import Future
from .toolkit import GLib, Soup

_POLICY = Soup.SameSitePolicy
_SAME_SITE = {"Strict": _POLICY.STRICT, "Lax": _POLICY.LAX, "None": _POLICY.NONE}
_SAME_SITE_NAMES = {policy: name for name, policy in _SAME_SITE.items()}


class Cookies:
    """The cookies of one context's manager."""

    def __init__(self, manager: Any) -> None:
        self._manager = manager

    async def all(self) -> list[Json]:
        """Return every cookie in Playwright's form."""
        found: Future[list[Json]] = Future()

        def done(manager: Any, result: Any) -> None:
            found.set([_described(cookie) for cookie in manager.get_all_cookies_finish(result)])

        self._manager.get_all_cookies(None, done)
        return await found

    async def add(self, cookies: list[Json]) -> None:
        """Set cookies given in Playwright's form."""
        for cookie in cookies:
            added: Future[None] = Future()

            def done(manager: Any, result: Any, added: Future[None] = added) -> None:
                manager.add_cookie_finish(result)
                added.set(None)

            self._manager.add_cookie(_made(cookie), None, done)
            await added


def _described(cookie: Any) -> Json:
    expires = cookie.get_expires()
    return {
        "name": cookie.get_name(),
        "value": cookie.get_value(),
        "domain": cookie.get_domain(),
        "path": cookie.get_path(),
        "expires": expires.to_unix() * 1000 if expires else -1,
        "httpOnly": cookie.get_http_only(),
        "secure": cookie.get_secure(),
        "session": not expires,
        "sameSite": _SAME_SITE_NAMES.get(cookie.get_same_site_policy(), "None"),
    }


def _made(cookie: Json) -> Any:
    made = Soup.Cookie.new(cookie["name"], cookie["value"], cookie["domain"], cookie.get("path", "/"), -1)
    if not cookie.get("session") and cookie.get("expires", -1) >= 0:
        made.set_expires(GLib.DateTime.new_from_unix_utc(int(cookie["expires"] / 1000)))
    made.set_http_only(bool(cookie.get("httpOnly")))
    made.set_secure(bool(cookie.get("secure")))
    made.set_same_site_policy(_SAME_SITE.get(cookie.get("sameSite", ""), _POLICY.LAX))
    return made
