"""Nodes: commands of the DOM domain that only Playwright's build has, done by small functions in the page.

Protocol facts: a node is known by its ``objectId``, a JSON text whose ``injectedScriptId`` is its execution context.
``DOM.describeNode`` wants the frame that owns the node and, for a frame element, the frame inside it;
``DOM.resolveNode`` wants a handle of the same node in another world, or the element that shows a frame. Frames are
told apart by a mark that is set on the inner window and looked for from outside, or the other way round.
"""

from __future__ import annotations

import base64
import json
import mimetypes
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .protocol import UTILITY_OFFSET, Json, ProtocolError
from .scripts import load

if TYPE_CHECKING:
    from .page import Handler, Page

_QUADS = load("quads")
_SCROLL = load("scroll")
_FILES = load("files")
_ITSELF = "function() { return this; }"
_MARK_INNER = """function(mark) {
  try { if (this.contentWindow) { this.contentWindow.__webkitgtk_mark = mark; return true; } } catch (_) { }
  return false;
}"""
_FIND_MARKED = """(() => {
  const find = root => {
    for (const element of root.querySelectorAll('*')) {
      try { if (element.contentWindow && element.contentWindow.__webkitgtk_mark === %s) return element; } catch (_) { }
      const inside = element.shadowRoot && find(element.shadowRoot);
      if (inside) return inside;
    }
    return null;
  };
  return find(document);
})()"""


class Dom:
    """The nodes of one page."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def handlers(self) -> dict[str, Handler]:
        """Return the commands answered here."""
        return {
            "DOM.describeNode": self._describe,
            "DOM.getContentQuads": self._quads,
            "DOM.resolveNode": self._resolve,
            "DOM.scrollIntoViewIfNeeded": self._scroll,
            "DOM.setInputFiles": self._set_files,
        }

    async def _call(self, target: str, node: str, function: str, *arguments: Any) -> Any:
        """Call ``function`` with the node as ``this`` and return its value. Raises ``ProtocolError``."""
        return (await self._call_for_object(target, node, function, arguments, by_value=True)).get("value")

    async def _call_for_object(
        self, target: str, node: str, function: str, arguments: tuple[Any, ...] = (), by_value: bool = False
    ) -> Json:
        params = {
            "objectId": node,
            "functionDeclaration": function,
            "arguments": [{"value": argument} for argument in arguments],
            "returnByValue": by_value,
        }
        answered = await self._page.session.command("Runtime.callFunctionOn", params, target)
        result: Json = answered["result"]
        if answered.get("wasThrown"):
            raise ProtocolError(result.get("description", "the page's script threw"))
        return result

    async def _evaluate(self, target: str, context: int, expression: str, by_value: bool = True) -> Json:
        params = {"expression": expression, "contextId": context, "returnByValue": by_value}
        answered = await self._page.session.command("Runtime.evaluate", params, target)
        result: Json = answered["result"]
        return result

    async def _quads(self, params: Json, target: str) -> Json:
        return {"quads": await self._call(target, params["objectId"], _QUADS)}

    async def _scroll(self, params: Json, target: str) -> None:
        error = await self._call(target, params["objectId"], _SCROLL, params.get("rect"))
        if error:
            raise ProtocolError(error)

    async def _set_files(self, params: Json, target: str) -> None:
        await self._call(target, params["objectId"], _FILES, [_file(Path(path)) for path in params["paths"]])

    async def _describe(self, params: Json, target: str) -> Json:
        tree = self._page.frames.tree(target)
        own = json.loads(params["objectId"])["injectedScriptId"]
        described: Json = {"ownerFrameId": tree.contexts.get(own, tree.main)}
        mark = uuid.uuid4().hex
        if await self._call(target, params["objectId"], _MARK_INNER, mark):
            for context, frame in sorted(tree.contexts.items(), reverse=True):
                try:
                    found = await self._evaluate(target, context, "window.__webkitgtk_mark")
                except ProtocolError:
                    continue
                if found.get("value") == mark:
                    described["contentFrameId"] = frame
                    break
        return described

    async def _resolve(self, params: Json, target: str) -> Json:
        if params.get("objectId"):
            return {"object": await self._call_for_object(target, params["objectId"], _ITSELF)}
        tree = self._page.frames.tree(target)
        context = tree.context_of(params.get("frameId"))
        if context is None:
            raise ProtocolError("Frame has been detached.")
        mark = json.dumps(uuid.uuid4().hex)
        await self._evaluate(target, context, f"void(window.__webkitgtk_mark = {mark})")
        outer = params.get("executionContextId", 0) % UTILITY_OFFSET
        return {"object": await self._evaluate(target, outer, _FIND_MARKED % mark, by_value=False)}


def _file(path: Path) -> Json:
    return {
        "name": path.name,
        "type": mimetypes.guess_type(path.name)[0] or "",
        "mtime": int(path.stat().st_mtime * 1000),
        "data": base64.b64encode(path.read_bytes()).decode(),
    }
