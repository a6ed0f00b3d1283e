"""Dialogs of the page, file choosers, and questions for credentials and permissions.

Protocol facts: ``Dialog.javascriptDialogOpening`` has a type (alert, confirm, prompt, beforeunload), a message and a
default; ``Dialog.handleJavaScriptDialog`` answers it. The web process stands still while a dialog is open.
``Page.fileChooserOpened`` needs the element, which the engine does not name: `scripts/page.js` remembers it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .protocol import Json, ProtocolError
from .tasks import start
from .toolkit import WebKit2

if TYPE_CHECKING:
    from .page import Handler, Page

_KIND = WebKit2.ScriptDialogType
_KINDS = {
    _KIND.ALERT: "alert",
    _KIND.CONFIRM: "confirm",
    _KIND.PROMPT: "prompt",
    _KIND.BEFORE_UNLOAD_CONFIRM: "beforeunload",
}
_PERMISSIONS = {
    "GeolocationPermissionRequest": "geolocation",
    "NotificationPermissionRequest": "notifications",
    "ClipboardPermissionRequest": "clipboard-read",
}


class Dialogs:
    """What the page asks its user."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._open: Any = None
        self._choosers_intercepted = False
        self._permissions: set[str] = set()
        view = page.view
        view.connect("script-dialog", self._on_dialog)
        view.connect("run-file-chooser", self._on_file_chooser)
        view.connect("authenticate", self._on_authenticate)
        view.connect("permission-request", self._on_permission)

    def handlers(self) -> dict[str, Handler]:
        """Return the commands answered here."""
        return {
            "Dialog.handleJavaScriptDialog": self._handle,
            "Emulation.grantPermissions": self._grant,
            "Emulation.resetPermissions": self._reset,
            "Page.setInterceptFileChooserDialog": self._intercept_choosers,
        }

    def close(self) -> None:
        """Dismiss an open dialog: its web process waits for it."""
        dialog, self._open = self._open, None
        if dialog is not None:
            dialog.close()

    def _on_dialog(self, _view: Any, dialog: Any) -> bool:
        kind = dialog.get_dialog_type()
        self._open = dialog.ref()
        params = {"type": _KINDS[kind], "message": dialog.get_message() or ""}
        if kind == _KIND.PROMPT:
            params["defaultPrompt"] = dialog.prompt_get_default_text() or ""
        self._page.event("Dialog.javascriptDialogOpening", params)
        return True

    async def _handle(self, params: Json, _target: str) -> None:
        dialog, self._open = self._open, None
        if dialog is None:
            raise ProtocolError("No dialog is open")
        kind = dialog.get_dialog_type()
        if kind in (_KIND.CONFIRM, _KIND.BEFORE_UNLOAD_CONFIRM):
            dialog.confirm_set_confirmed(params["accept"])
        elif kind == _KIND.PROMPT and params["accept"]:
            dialog.prompt_set_text(params.get("promptText") or "")
        dialog.close()
        self._page.event("Dialog.javascriptDialogClosed", {})

    async def _intercept_choosers(self, params: Json, _target: str) -> None:
        self._choosers_intercepted = params["enabled"]

    def _on_file_chooser(self, _view: Any, request: Any) -> bool:
        request.cancel()
        if self._choosers_intercepted:
            start(self._announce_chooser())
        return True

    async def _announce_chooser(self) -> None:
        session, frames = self._page.session, self._page.frames
        target = session.current or ""
        tree = frames.tree(target)
        for context, frame in sorted(tree.contexts.items(), reverse=True):
            asked = {"expression": "window.__webkitgtk && window.__webkitgtk.file", "contextId": context}
            try:
                found = await session.command("Runtime.evaluate", asked, target)
            except ProtocolError:
                continue
            if found["result"].get("subtype") == "node":
                forget = {"expression": "void(window.__webkitgtk.file = null)", "contextId": context}
                await session.command("Runtime.evaluate", forget, target)
                params = {"frameId": frame, "element": found["result"]}
                self._page.emit(target, {"method": "Page.fileChooserOpened", "params": params})
                return

    def _on_authenticate(self, _view: Any, request: Any) -> bool:
        credentials = None if request.is_retry() else self._page.context.credentials_for(request)
        if credentials is None:
            request.authenticate(None)  # the page gets the 401; to cancel would fail the load
        else:
            keep = WebKit2.CredentialPersistence.NONE
            request.authenticate(WebKit2.Credential.new(credentials["username"], credentials["password"], keep))
        return True

    def _on_permission(self, _view: Any, request: Any) -> bool:
        if _PERMISSIONS.get(type(request).__name__) in self._permissions:
            request.allow()
        else:
            request.deny()
        return True

    async def _grant(self, params: Json, _target: str) -> None:
        self._permissions |= set(params["permissions"])

    async def _reset(self, _params: Json, _target: str) -> None:
        self._permissions.clear()
