"""Browser contexts, and the pool of the engine's contexts behind them.

A context is a WebKit ``WebContext`` with its own ephemeral data. Freeing one crashes the process, and keeping one
keeps a network process, so they are few and used again: a closed context's is emptied of all data and goes back to
the pool. What cannot be changed on a used one, its languages, is the pool's key; the rest (certificates, proxy) is
set anew each time. What cannot be emptied is the network process's memory of credentials that it has sent
and, in an ephemeral session, of service workers: a context that answered a challenge or registered a worker is kept,
unused, with its network process (a known limit).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from .cookies import Cookies
from .downloads import Downloads
from .protocol import Json
from .tasks import Future
from .toolkit import WebKit2

if TYPE_CHECKING:
    from .browser import Browser
    from .page import Page

#: Nothing listens here: an offline context's traffic goes to it.
_NOWHERE = "http://127.0.0.1:9"

#: What a ``WebContext`` keeps for life.
Languages = tuple[str, ...]


class Pool:
    """The engine's contexts, by their languages: free ones, and ones that are being emptied."""

    def __init__(self) -> None:
        self._free: dict[Languages, list[Any]] = {}
        self._spent: list[Any] = []
        self._emptying: dict[Languages, list[Future[None]]] = {}

    async def take(self, languages: Languages) -> Any:
        """Return an empty context with ``languages``: a used one, one about to be empty, or a new one."""
        free = self._free.setdefault(languages, [])
        emptying = self._emptying.setdefault(languages, [])
        if not free and emptying:
            await emptying.pop(0)
        return free.pop() if free else _make(languages)

    def keep(self, web: Any) -> None:
        """Keep ``web`` without using it again."""
        self._spent.append(web)

    def give_back(self, languages: Languages, web: Any) -> None:
        """Empty ``web`` of every kind of data; after that it is free."""
        emptied: Future[None] = Future()
        self._emptying.setdefault(languages, []).append(emptied)

        def cleared(manager: Any, result: Any) -> None:
            manager.clear_finish(result)
            self._free.setdefault(languages, []).append(web)
            emptying = self._emptying[languages]
            if emptied in emptying:
                emptying.remove(emptied)
            emptied.set(None)

        web.get_website_data_manager().clear(WebKit2.WebsiteDataTypes.ALL, 0, None, cleared)


def _make(languages: Languages) -> Any:
    manager = WebKit2.WebsiteDataManager.new_ephemeral()
    web = WebKit2.WebContext(website_data_manager=manager)
    web.set_cache_model(WebKit2.CacheModel.WEB_BROWSER)
    if languages:
        web.set_preferred_languages(list(languages))
    manager.get_cookie_manager().set_accept_policy(WebKit2.CookieAcceptPolicy.ALWAYS)
    return web


class Context:
    """One of Playwright's browser contexts."""

    def __init__(self, browser: Browser, identifier: str, proxy: tuple[str, str] | None) -> None:
        self.browser = browser
        self.id = identifier
        self.pages: list[Page] = []
        self.downloads = Downloads(browser.event, self.pages)
        self.credentials: list[Json] = []
        #: Whether the engine's context holds something that cannot be emptied.
        self._spent = False
        self._proxy = proxy
        self._offline = False
        self._ignores_certificates = False
        self._languages: Languages = ()
        #: The time zone of the web processes that its pages start; empty for the browser's own.
        self.time_zone = ""
        self._web: Any = None
        self._signals: list[tuple[Any, int]] = []
        self._position: Any = None

    @property
    def web(self) -> Any:
        """The engine's context; `ready` must have been awaited."""
        return self._web

    async def ready(self) -> None:
        """Get the engine's context. Languages and the like must be known by then."""
        if self._web is not None:
            return
        web = await self.browser.pool.take(self._languages)
        if self._web is not None:  # two commands have waited
            self.browser.pool.give_back(self._languages, web)
            return
        self._web = web
        self._signals.append((web, web.connect("download-started", self.downloads.on_started)))
        locator = web.get_geolocation_manager()
        self._signals.append((locator, locator.connect("start", self._on_locate)))
        self._apply_network()

    @property
    def cookies(self) -> Cookies:
        """The cookies of this context."""
        return Cookies(self._manager.get_cookie_manager())

    @property
    def _manager(self) -> Any:
        return self._web.get_website_data_manager()

    def _apply_network(self) -> None:
        if self._web is None:
            return
        policy = WebKit2.TLSErrorsPolicy
        self._manager.set_tls_errors_policy(policy.IGNORE if self._ignores_certificates else policy.FAIL)
        mode, settings = WebKit2.NetworkProxyMode.NO_PROXY, None
        if self._offline:
            mode, settings = WebKit2.NetworkProxyMode.CUSTOM, WebKit2.NetworkProxySettings.new(_NOWHERE, None)
        elif self._proxy is not None:
            server, bypassed = self._proxy
            hosts = [host.strip() for host in bypassed.split(",") if host.strip()] or None
            mode, settings = WebKit2.NetworkProxyMode.CUSTOM, WebKit2.NetworkProxySettings.new(server, hosts)
        self._manager.set_network_proxy_settings(mode, settings)

    def ignore_certificates(self, ignore: bool) -> None:
        """Accept any certificate, or none that is wrong."""
        self._ignores_certificates = ignore
        self._apply_network()

    async def set_offline(self, offline: bool) -> None:
        """Cut the context off from the network, or not; return when it is so.

        The network process answers its messages in order, so its answer about cookies comes after the change.
        """
        if offline != self._offline:
            self._offline = offline
            self._apply_network()
            await self.cookies.all()

    def set_languages(self, languages: list[str]) -> None:
        """Set what pages prefer. Comes before the first page."""
        self._languages = tuple(languages)

    def set_position(self, position: Json | None) -> None:
        """Tell pages where they are, from now on and at once."""
        self._position = None
        if position is not None:
            self._position = WebKit2.GeolocationPosition.new(
                position["latitude"], position["longitude"], position.get("accuracy") or 0
            )
        if self._web is not None and self._position is not None:
            self._web.get_geolocation_manager().update_position(self._position)

    def _on_locate(self, manager: Any) -> bool:
        if self._position is None:
            manager.failed("no position is set")
        else:
            manager.update_position(self._position)
        return True

    def credentials_for(self, request: Any) -> Json | None:
        """Return the credentials for the server that asks, if the context has any."""
        origin = f"{request.get_host()}:{request.get_port()}"
        for entry in self.credentials:
            if not entry.get("origin") or entry["origin"].split("//")[-1] == origin:
                self._spent = True
                return entry
        return None

    def worker_registered(self) -> None:
        """Note that a page has registered a service worker."""
        self._spent = True

    def allow_downloads(self, directory: str | None) -> None:
        """Save downloads in ``directory``, or refuse them."""
        self.downloads.directory = Path(directory) if directory else None

    async def clear_cookies(self) -> None:
        """Delete all cookies."""
        cleared: Future[None] = Future()

        def done(manager: Any, result: Any) -> None:
            manager.clear_finish(result)
            cleared.set(None)

        self._manager.clear(WebKit2.WebsiteDataTypes.COOKIES, 0, None, done)
        await cleared

    def clear_cache(self) -> None:
        """Drop what has been cached."""
        if self._web is not None:
            self._web.clear_cache()

    def close(self) -> None:
        """Close all pages and give the engine's context back."""
        for page in list(self.pages):
            page.close()
        self.downloads.close()
        for emitter, signal in self._signals:
            emitter.disconnect(signal)
        self._signals.clear()
        if self._web is not None:
            web, self._web = self._web, None
            if self._spent:
                self.browser.pool.keep(web)
            else:
                self.browser.pool.give_back(self._languages, web)
