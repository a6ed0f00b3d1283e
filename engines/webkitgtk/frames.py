"""Frames and script worlds: what the stock inspector tells late, in another form, or not at all.

Protocol facts that Playwright's side depends on:

- ``Page.frameAttached`` must come before anything else of a frame, with its parent, or the driver stops on an
  assertion. The stock inspector never sends it: a frame is announced here when a message first names it.
- ``Page.loadEventFired`` and ``Page.domContentEventFired`` need a ``frameId``; the stock events speak of the main frame
  only. A child frame is reported loaded when it stops loading.
- The utility world: see ``protocol.UTILITY_OFFSET``.
- Messages of `scripts/page.js` and of bindings come as console messages with three arguments, of which the first is a
  mark; the third, an object, names the script world it was made in.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .protocol import UTILITY_OFFSET, UTILITY_WORLD, Json, ProtocolError
from .scripts import load
from .tasks import start

if TYPE_CHECKING:
    from .page import Handler, Page

URL_MARK = "__webkitgtk_url"
BINDING_MARK = "__webkitgtk_binding"
WORKER_MARK = "__webkitgtk_worker"
_PAGE_SCRIPT = load("page")


@dataclass
class Tree:
    """The frames of one page target."""

    main: str | None = None
    #: The main frame's document as Playwright was told of it first.
    shown: Json | None = None
    #: Every known frame and its parent.
    parents: dict[str, str | None] = field(default_factory=dict)
    #: Every execution context and its frame.
    contexts: dict[int, str] = field(default_factory=dict)

    def learn(self, node: Json, parent: str | None) -> None:
        """Take in a frame and all below it, as a resource tree has them."""
        frame: str = node["frame"]["id"]
        self.parents[frame] = parent
        for child in node.get("childFrames") or []:
            self.learn(child, frame)

    def context_of(self, frame: str | None) -> int | None:
        """Return the newest execution context of ``frame``."""
        return max((number for number, owner in self.contexts.items() if owner == frame), default=None)

    def forget_children(self, frame: str) -> None:
        """Drop the frames below ``frame``, whose document is gone."""
        for child in [child for child, parent in self.parents.items() if parent == frame]:
            self.forget(child)

    def forget(self, frame: str) -> None:
        """Drop ``frame`` and all below it."""
        self.forget_children(frame)
        self.parents.pop(frame, None)
        self.contexts = {number: owner for number, owner in self.contexts.items() if owner != frame}


class Frames:
    """Translates the messages of page targets for Playwright, in order."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._trees: dict[str, Tree] = {}
        self._held: dict[str, list[Json]] = {}
        self._bindings: list[str] = []

    def handlers(self) -> dict[str, Handler]:
        """Return the commands answered here."""
        return {
            "Page.setBootstrapScript": self._set_bootstrap_script,
            "Runtime.addBinding": self._add_binding,
        }

    @property
    def main(self) -> str | None:
        """The main frame of the shown document."""
        return self.tree(self._page.session.current or "").main

    def tree(self, target: str) -> Tree:
        """Return the frames of ``target``."""
        return self._trees.setdefault(target, Tree())

    def receive(self, target: str, message: Json) -> None:
        """Pass a message of ``target`` on to Playwright, with what it lacks."""
        held = self._held.get(target)
        if held is not None:
            held.append(message)
            return
        frame, parent = _named_frame(message)
        tree = self.tree(target)
        if frame and tree.main is not None and frame not in tree.parents:
            if parent is None and len(tree.parents) > 1:  # it could be anybody's child: ask
                self._held[target] = [message]
                start(self._look_up(target))
                return
            self._attach(target, frame, parent or tree.main)
        self._translate(target, tree, message)

    def shown_again(self, target: str) -> None:
        """Say that a target's first document has been loaded once more; its script worlds are new."""
        shown = self.tree(target).shown
        if shown is not None:
            self.receive(target, {"method": "Page.frameNavigated", "params": {"frame": shown}})

    async def _look_up(self, target: str) -> None:
        """Announce the frames of ``target`` from its resource tree, then go on with what was held."""
        try:
            answered = await self._page.session.command("Page.getResourceTree", {}, target)
            self._attach_tree(target, answered["frameTree"], None)
        except ProtocolError:
            pass
        first, *rest = self._held.pop(target)
        frame = _named_frame(first)[0]
        tree = self.tree(target)
        if frame is not None and frame not in tree.parents and tree.main is not None:
            self._attach(target, frame, tree.main)
        for message in (first, *rest):
            self.receive(target, message)

    def _attach_tree(self, target: str, node: Json, parent: str | None) -> None:
        frame = node["frame"]["id"]
        if parent is not None and frame not in self.tree(target).parents:
            self._attach(target, frame, parent)
        for child in node.get("childFrames") or []:
            self._attach_tree(target, child, frame)

    def _attach(self, target: str, frame: str, parent: str) -> None:
        self.tree(target).parents[frame] = parent
        params = {"frameId": frame, "parentFrameId": parent}
        self._page.emit(target, {"method": "Page.frameAttached", "params": params})

    def _translate(self, target: str, tree: Tree, message: Json) -> None:
        method, params = message.get("method"), message.get("params", {})
        emit = self._page.emit
        match method:
            case None:
                self._read_resource_tree(tree, message)
                emit(target, message)
            case "Runtime.executionContextCreated":
                self._context_created(target, tree, message)
            case "Page.loadEventFired" | "Page.domContentEventFired":
                params["frameId"] = tree.main
                emit(target, message)
            case "Page.frameNavigated":
                self._navigated(target, tree, message)
            case "Page.frameStoppedLoading":
                if params["frameId"] != tree.main and params["frameId"] in tree.parents:
                    self._loaded(target, params["frameId"])
            case "Page.frameDetached":
                tree.forget(params["frameId"])
                emit(target, message)
            case "Page.frameScheduledNavigation" | "Page.frameClearedScheduledNavigation":
                self._page.navigation.scheduled(params["frameId"] == tree.main, params.get("delay"))
            case "Console.messageAdded":
                self._console(target, tree, message)
            case _ if method.startswith("Network."):
                self._page.network.observe(target, tree, method, params)
                emit(target, message)
            case _:
                emit(target, message)

    def _context_created(self, target: str, tree: Tree, message: Json) -> None:
        context = message["params"]["context"]
        if context["type"] != "normal":
            return
        tree.contexts[context["id"]] = context["frameId"]
        self._page.emit(target, message)
        alias = {**context, "id": context["id"] + UTILITY_OFFSET, "type": "user", "name": UTILITY_WORLD}
        self._page.emit(target, {"method": message["method"], "params": {"context": alias}})

    def _navigated(self, target: str, tree: Tree, message: Json) -> None:
        frame = message["params"]["frame"]
        if frame.get("parentId"):
            tree.forget_children(frame["id"])
            tree.contexts = {number: owner for number, owner in tree.contexts.items() if owner != frame["id"]}
            self._page.emit(target, message)
        else:
            tree.main = frame["id"]
            tree.parents.clear()
            tree.parents[frame["id"]] = None
            tree.contexts.clear()
            self._page.emit(target, message)
            if target == self._page.session.current:
                self._page.navigation.committed(frame)
        self._page.navigation.frame_committed(frame["id"], frame["loaderId"])

    def _loaded(self, target: str, frame: str) -> None:
        for name in ("Page.domContentEventFired", "Page.loadEventFired"):
            self._page.emit(target, {"method": name, "params": {"frameId": frame, "timestamp": 0}})

    def _read_resource_tree(self, tree: Tree, answered: Json) -> None:
        """Learn the frames from the answer to Playwright's own first ``Page.getResourceTree``."""
        node = (answered.get("result") or {}).get("frameTree")
        if node is None:
            return
        tree.main, tree.shown = node["frame"]["id"], node["frame"]
        tree.learn(node, None)

    def _console(self, target: str, tree: Tree, message: Json) -> None:
        mark, text, world = _marked(message["params"]["message"].get("parameters") or [])
        if mark is None:
            self._page.emit(target, message)
        elif mark == URL_MARK:
            moved = {"frameId": tree.contexts.get(world, tree.main), "url": text}
            self._page.emit(target, {"method": "Page.navigatedWithinDocument", "params": moved})
        elif mark == WORKER_MARK:
            self._page.context.worker_registered()
        else:
            name, argument = json.loads(text)
            called = {"contextId": world, "name": name, "argument": argument}
            self._page.emit(target, {"method": "Runtime.bindingCalled", "params": called})

    async def _set_bootstrap_script(self, params: Json, target: str) -> Json:
        source = self._own_scripts() + params.get("source", "")
        return await self._page.session.command("Page.setBootstrapScript", {"source": source}, target)

    async def _add_binding(self, params: Json, target: str) -> None:
        """Make a function that sends its argument here: in the open documents now, in later ones by the bootstrap."""
        if params["name"] not in self._bindings:
            self._bindings.append(params["name"])
        for context in list(self.tree(target).contexts):
            evaluated = {"expression": self._own_scripts(), "contextId": context, "returnByValue": True}
            try:
                await self._page.session.command("Runtime.evaluate", evaluated, target)
            except ProtocolError:
                continue  # that document is gone by now

    def _own_scripts(self) -> str:
        return _PAGE_SCRIPT + "\n" + "".join(map(_binding, self._bindings))


def _binding(name: str) -> str:
    quoted, mark = json.dumps(name), json.dumps(BINDING_MARK)
    return (
        f"if (!window[{quoted}]) window[{quoted}] = payload =>"
        f" window.__webkitgtk.debug({mark}, JSON.stringify([{quoted}, payload]), {{}});\n"
    )


def _named_frame(message: Json) -> tuple[str | None, str | None]:
    """Return the frame that a message is about and its parent, where the message says so."""
    method, params = message.get("method"), message.get("params", {})
    match method:
        case "Page.frameNavigated":
            parent = params["frame"].get("parentId")
            return (params["frame"]["id"], parent) if parent else (None, None)
        case "Runtime.executionContextCreated":
            context = params["context"]
            return (context["frameId"], None) if context["type"] == "normal" else (None, None)
        case "Network.requestWillBeSent":
            return params.get("frameId"), None
        case _:
            return None, None


def _marked(arguments: list[Json]) -> tuple[str | None, str, int]:
    """Return mark, text and script world of a console message of ours, else ``None``."""
    if len(arguments) == 3 and arguments[0].get("value") in (URL_MARK, BINDING_MARK, WORKER_MARK):
        world: Any = json.loads(arguments[2]["objectId"])["injectedScriptId"]
        return arguments[0]["value"], arguments[1]["value"], world
    return None, "", 0
