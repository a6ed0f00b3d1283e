"""One page: a web view in a window of its own, its inspector session, and the parts that answer for it.

Protocol facts: Playwright calls a page a *page proxy* (``pageProxyId``). Commands to it carry that id; commands to the
document inside travel in ``Target.sendMessageToTarget``, answers and events of the document come back in
``Target.dispatchMessageFromTarget``. What no part of the adapter answers goes to the stock inspector unchanged.

Lifetimes are explicit, because Python's garbage collector would end WebKit's objects in an order that crashes it:
`close` destroys the window and with it the view, and takes the page out of everything that knows it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from . import process
from .dialogs import Dialogs
from .dom import Dom
from .emulation import Emulation
from .frames import Frames
from .images import Images
from .input import Input
from .log import log
from .navigation import Navigation
from .network import Network
from .protocol import UTILITY_OFFSET, Json, ProtocolError, answer
from .restart import Restart
from .session import Session
from .tasks import Future, start
from .toolkit import GLib, Gtk, WebKit2, drop_reference

if TYPE_CHECKING:
    from .browser import Browser
    from .contexts import Context

#: The page's parts that take commands.
_PARTS = ("frames", "navigation", "network", "input", "dialogs", "dom", "emulation", "images")
Handler = Callable[[Json, str], Coroutine[Future[Any], None, Json | None]]

#: What Playwright's build can and the stock engine cannot, where doing nothing is right: the feature is on already,
#: has no meaning here, or stands in the capability matrix as missing.
ACCEPTED = frozenset(
    {
        "Dialog.enable",
        "Emulation.setOrientationOverride",
        "Page.createUserWorld",
        "Page.overrideSetting",
        "Page.setBypassCSP",
        "Page.setDefaultBackgroundColorOverride",
        "Page.setForcedColors",
        "Page.setTouchEmulationEnabled",
        "Page.updateScrollingState",
    }
)
#: A process swap in the middle of a load takes the inspector's target away; the load would be lost with it.
SWITCHED_OFF = frozenset({"CrossOriginOpenerPolicy", "ProcessSwapOnCrossSiteNavigation"})


class Page:
    """A page proxy. Made by the browser (`Browser._create_page`), for its context or for a page that opens a popup."""

    _made = 0

    def __init__(self, browser: Browser, context: Context, opener: Page | None = None) -> None:
        Page._made += 1
        self.number = Page._made
        self.id = f"page-{self.number}"
        self.browser = browser
        self.context = context
        self.opener = opener
        self.closed = False
        #: Whether a document other than the initial empty one has been shown.
        self.committed = False
        #: The time zone of its web process, which popups share; empty for the browser's own.
        self.time_zone: str = opener.time_zone if opener is not None else ""
        #: The change of its web process that is under way.
        self.restart: Restart | None = None
        self.view = self._make_view()
        self.window = Gtk.Window(type=Gtk.WindowType.TOPLEVEL)
        self.window.set_decorated(not browser.headless)
        self.window.set_default_size(1280, 720)
        self.window.move(0, 0)
        self.window.add(self.view)
        self.session = Session(browser.inspector, self.number, self._on_outer, self._on_inner)
        self.frames = Frames(self)
        self.navigation = Navigation(self)
        self.network = Network(self)
        self.input = Input(self)
        self.dialogs = Dialogs(self)
        self.dom = Dom(self)
        self.emulation = Emulation(self)
        self.images = Images(self)
        #: Commands that set the page up and are under way. The driver does not expect them to fail: left unanswered
        #: when the page closes, they end the driver by an unhandled rejection.
        self._set_up: dict[int, Callable[[], None]] = {}
        self._handlers: dict[str, Handler] = {
            "Target.activate": self._activate,
            "Target.resume": self._resume,
        }
        for name in _PARTS:
            self._handlers.update(getattr(self, name).handlers())
        self.view.connect("create", self._on_create)
        self.view.connect("close", lambda *_: self.close())
        self.view.connect("web-process-terminated", self._on_terminated)
        for silent in ("context-menu", "show-option-menu", "show-notification", "print"):
            self.view.connect(silent, lambda *_: True)
        context.pages.append(self)
        browser.pages[self.id] = self

    def _make_view(self) -> Any:
        view = (
            WebKit2.WebView.new_with_related_view(self.opener.view)
            if self.opener is not None
            else WebKit2.WebView(web_context=self.context.web)
        )
        settings = view.get_settings()
        settings.set_enable_developer_extras(True)
        settings.set_javascript_can_open_windows_automatically(True)
        settings.set_javascript_can_access_clipboard(True)
        settings.set_enable_smooth_scrolling(False)
        settings.set_enable_page_cache(False)
        settings.set_property("hardware-acceleration-policy", WebKit2.HardwareAccelerationPolicy.NEVER)
        features = WebKit2.Settings.get_all_features()
        for index in range(features.get_length()):
            feature = features.get(index)
            if feature.get_identifier() in SWITCHED_OFF:
                settings.set_feature_enabled(feature, False)
        return view

    def load_blank(self) -> None:
        """Load an empty document in a new web process, with the context's time zone."""
        self.time_zone = self.context.time_zone
        with process.time_zone(self.time_zone):
            self.view.load_uri("about:blank")

    async def open(self) -> None:
        """Show the window, connect to the inspector and announce the page."""
        self.window.show_all()
        self.input.focus()
        await self.session.open()
        announced = {"pageProxyId": self.id, "browserContextId": self.context.id}
        if self.opener is not None:
            announced["openerId"] = self.opener.id
        self.browser.event("Playwright.pageProxyCreated", announced)

    def close(self) -> None:
        """End the page, once; its processes end with the view."""
        if self.closed:
            return
        self.closed = True
        for give_in in list(self._set_up.values()):
            give_in()
        self.dialogs.close()
        self.images.close()
        self.navigation.close()
        self.network.close()
        self.session.close()
        self.context.pages.remove(self)
        self.browser.pages.pop(self.id, None)
        self.browser.event("Playwright.pageProxyDestroyed", {"pageProxyId": self.id})
        self._handlers.clear()
        self.window.destroy()
        self.view = self.window = None
        GLib.idle_add(self._fall_apart)

    def _fall_apart(self) -> None:
        """Let go of the parts, which hold the page: cycles are not collected (`serve`)."""
        for name in (*_PARTS, "session"):
            delattr(self, name)

    # --- to Playwright

    def event(self, method: str, params: Json) -> None:
        """Send an event of the page proxy."""
        self.browser.send({"method": method, "params": params, "pageProxyId": self.id})

    def emit(self, target: str, message: Json) -> None:
        """Send a message of a page target: an answer or an event of the document."""
        self.event("Target.dispatchMessageFromTarget", {"targetId": target, "message": json.dumps(message)})

    # --- from Playwright

    def receive(self, message: Json) -> None:
        """Take a command to the page proxy, or to a target of it."""
        params: Json = message.get("params") or {}
        if message["method"] == "Target.sendMessageToTarget":
            self._reply(answer(message))
            target, inner = params["targetId"], json.loads(params["message"])
            self._dispatch(inner, target, lambda answered: self.emit(target, answered))
        else:
            self._dispatch(message, "", self._reply)

    def _reply(self, answered: Json) -> None:
        self.browser.send({**answered, "pageProxyId": self.id})

    def _dispatch(self, message: Json, target: str, reply: Callable[[Json], None]) -> None:
        method, params = message["method"], message.get("params") or {}
        handler = self._handlers.get(method)
        if method in ACCEPTED:
            reply(answer(message))
        elif handler is not None:
            self._run(message, handler(params, target), reply)
        elif target:
            if params.get("contextId", 0) > UTILITY_OFFSET:
                params["contextId"] -= UTILITY_OFFSET
            self.session.forward(target, {"id": message["id"], "method": method, "params": params})
        else:
            self._run(message, self.session.outer(method, params), reply)

    def _run(
        self, message: Json, work: Coroutine[Future[Any], None, Json | None], reply: Callable[[Json], None]
    ) -> None:
        done = start(work)
        if not done.done and message["method"] in self.emulation.handlers():
            self._set_up[message["id"]] = lambda: reply(answer(message))

        def finish() -> None:
            self._set_up.pop(message["id"], None)
            if self.closed:
                return
            try:
                reply(answer(message, done.result()))
            except ProtocolError as error:
                reply(answer(message, error=str(error)))
            except Exception as error:
                log("error", message["method"], repr(error))
                reply(answer(message, error=f"webkitgtk adapter: {message['method']}: {error!r}"))

        done.then(finish)

    async def _activate(self, _params: Json, _target: str) -> None:
        self.window.present()
        self.input.focus()

    async def _resume(self, params: Json, _target: str) -> None:
        """Playwright has set the page up: let its first document come."""
        if self.navigation.resume():
            return
        await self.session.outer("Target.resume", params)

    # --- from the engine

    def _on_outer(self, message: Json) -> None:
        method, params = message["method"], message["params"]
        if method == "Target.targetCreated":
            info = params["targetInfo"]
            if info["type"] != "page":
                if info.get("isPaused"):
                    start(self.session.outer("Target.resume", {"targetId": info["targetId"]}))
                return
            if not info.get("isProvisional"):
                self.session.current = info["targetId"]
                if self.restart is not None:
                    self.restart.connected(info["targetId"])
                    return
                info["isPaused"] = info.get("isPaused", False) or self.navigation.held
        elif method == "Target.didCommitProvisionalTarget":
            self.session.current = params["newTargetId"]
        elif method == "Target.targetDestroyed":
            self.session.drop(params["targetId"])
            if not params["targetId"].startswith("page"):
                return
            params.setdefault("crashed", False)
        self.event(method, params)

    def _on_inner(self, target: str, message: Json) -> None:
        self.frames.receive(target, message)

    def _on_create(self, _view: Any, _action: Any) -> Any:
        popup = Page(self.browser, self.context, opener=self)
        popup.navigation.hold()
        popup.window.show_all()
        view = popup.view

        def handed_over() -> None:
            drop_reference(view)  # else neither the view nor its timers would ever go
            if not popup.closed:
                start(popup.open())

        GLib.idle_add(handed_over)
        return view

    def _on_terminated(self, _view: Any, reason: Any) -> None:
        """The web process is gone: say so now, in Playwright's way, and fail what waits for it."""
        log("web process", self.id, reason.value_nick)
        if self.restart is not None and reason == WebKit2.WebProcessTerminationReason.TERMINATED_BY_API:
            return
        target = self.session.current
        if target is None:
            self.close()
            return
        self.session.drop(target)
        self.navigation.close()
        self.event("Target.targetDestroyed", {"targetId": target, "crashed": True})
