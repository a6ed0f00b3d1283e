"""The browser: Playwright's commands that concern no page in particular, and where every message goes in and out.

Protocol facts: a message with ``pageProxyId`` is for that page. ``Playwright.createPage`` is answered after
``Playwright.pageProxyCreated`` has been sent, ``Playwright.deleteContext`` after all its pages are gone;
``Playwright.close`` ends the process. All other commands here are answered when they have taken effect.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from . import process
from .contexts import Context, Pool
from .inspector import Inspector
from .launch import Launch
from .log import log
from .page import Page
from .protocol import Json, ProtocolError, answer
from .session import GONE
from .tasks import Future, start
from .toolkit import GLib
from .transport import COMMANDS, Pipe

Command = Callable[[Json], Coroutine[Future[Any], None, Json | None]]


class Browser:
    """One browser, from the launch to `process.end`."""

    def __init__(self, inspector_address: str, launch: Launch) -> None:
        self.headless = launch.headless
        self.pool = Pool()
        self.pages: dict[str, Page] = {}
        self._contexts: dict[str, Context] = {}
        self._proxy = launch.proxy
        self._made = 0
        self.inspector = Inspector(inspector_address, gone=process.end)
        self._pipe = Pipe(gone=process.end)
        self._commands: dict[str, Command] = {
            "Playwright.enable": self._nothing,
            "Playwright.close": self._close,
            "Playwright.createContext": self._create_context,
            "Playwright.deleteContext": self._delete_context,
            "Playwright.createPage": self._create_page,
            "Playwright.closePage": self._close_page,
            "Playwright.navigate": self._navigate,
            "Playwright.grantFileReadAccess": self._nothing,
            "Playwright.setDownloadBehavior": self._set_download_behavior,
            "Playwright.cancelDownload": self._cancel_download,
            "Playwright.setIgnoreCertificateErrors": self._set_ignore_certificates,
            "Playwright.setLanguages": self._set_languages,
            "Playwright.setGeolocationOverride": self._set_geolocation,
            "Playwright.clearMemoryCache": self._clear_cache,
            "Playwright.getAllCookies": self._get_cookies,
            "Playwright.setCookies": self._set_cookies,
            "Playwright.deleteAllCookies": self._delete_cookies,
        }
        conditions = GLib.IOCondition.IN | GLib.IOCondition.HUP
        GLib.unix_fd_add_full(GLib.PRIORITY_DEFAULT, COMMANDS, conditions, self._on_readable)

    def send(self, message: Json) -> None:
        """Send a message to Playwright."""
        self._pipe.send(message)

    def event(self, method: str, params: Json) -> None:
        """Send an event of the browser."""
        self.send({"method": method, "params": params})

    def _on_readable(self, *_: object) -> bool:
        for message in self._pipe.read():
            self._receive(message)
        return True

    def _receive(self, message: Json) -> None:
        if "pageProxyId" in message:
            page = self.pages.get(message["pageProxyId"])
            if page is not None:
                page.receive(message)
            else:
                self.send({**answer(message, error=GONE), "pageProxyId": message["pageProxyId"]})
            return
        command = self._commands.get(message["method"])
        if command is None:
            self.send(answer(message, error=f"'{message['method']}' was not found"))
            return
        done = start(command(message.get("params") or {}))

        def finish() -> None:
            try:
                self.send(answer(message, done.result()))
            except ProtocolError as error:
                self.send(answer(message, error=str(error)))
            except Exception as error:
                log("error", message["method"], repr(error))
                self.send(answer(message, error=f"webkitgtk adapter: {message['method']}: {error!r}"))

        done.then(finish)

    def _context(self, params: Json) -> Context:
        context = self._contexts.get(params.get("browserContextId", ""))
        if context is None:
            raise ProtocolError(GONE)
        return context

    async def _nothing(self, _params: Json) -> None:
        pass

    async def _close(self, _params: Json) -> None:
        GLib.idle_add(process.end)

    async def _create_context(self, params: Json) -> Json:
        self._made += 1
        identifier = f"context-{self._made}"
        proxy = self._proxy
        if params.get("proxyServer"):
            proxy = (params["proxyServer"], params.get("proxyBypassList") or "")
        self._contexts[identifier] = Context(self, identifier, proxy)
        return {"browserContextId": identifier}

    async def _delete_context(self, params: Json) -> None:
        self._context(params).close()
        del self._contexts[params["browserContextId"]]

    async def _create_page(self, params: Json) -> Json:
        context = self._context(params)
        await context.ready()
        page = Page(self, context)
        page.load_blank()
        await page.open()
        return {"pageProxyId": page.id}

    async def _close_page(self, params: Json) -> None:
        page = self.pages.get(params["pageProxyId"])
        if page is None:
            return
        if params.get("runBeforeUnload"):
            page.view.try_close()
        else:
            page.close()

    async def _navigate(self, params: Json) -> Json:
        page = self.pages.get(params["pageProxyId"])
        if page is None:
            raise ProtocolError(GONE)
        return await page.navigation.navigate(params)

    async def _set_download_behavior(self, params: Json) -> None:
        allowed = params["behavior"] == "allow"
        self._context(params).allow_downloads(params.get("downloadPath") if allowed else None)

    async def _cancel_download(self, params: Json) -> None:
        for context in self._contexts.values():
            context.downloads.cancel(params["uuid"])

    async def _set_ignore_certificates(self, params: Json) -> None:
        self._context(params).ignore_certificates(params["ignore"])

    async def _set_languages(self, params: Json) -> None:
        self._context(params).set_languages(params["languages"])

    async def _set_geolocation(self, params: Json) -> None:
        self._context(params).set_position(params.get("geolocation"))

    async def _clear_cache(self, params: Json) -> None:
        self._context(params).clear_cache()

    async def _get_cookies(self, params: Json) -> Json:
        context = self._context(params)
        await context.ready()
        return {"cookies": await context.cookies.all()}

    async def _set_cookies(self, params: Json) -> None:
        context = self._context(params)
        await context.ready()
        await context.cookies.add(params["cookies"])

    async def _delete_cookies(self, params: Json) -> None:
        context = self._context(params)
        await context.ready()
        await context.clear_cookies()
