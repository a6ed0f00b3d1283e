"""Keep a request from leaving traces outside the database: cache, files, mail, threads, processes, connections.

``install`` wraps the standard library's and Django's own doors, once a process; they stay open until ``blocked`` is
entered, and only for the code that runs inside it.
"""

from __future__ import annotations

import io
import socket
import subprocess
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.cache import BaseCache, caches
from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.core.mail import EmailMessage
from django.db.models import FileField
from django.utils.functional import LazyObject
from django.utils.module_loading import import_string

_seen: ContextVar[set[str] | None] = ContextVar("lost_writes_seen", default=None)
_MARK = "_lost_writes"

Function = Callable[..., Any]


class BlockedError(ConnectionRefusedError):
    """A request whose write is to be lost reached for another machine or process."""


@contextmanager
def blocked() -> Iterator[set[str]]:
    """Block what leaves traces; the set that is lent fills with the kinds that were tried.

    Kinds: ``cache``, ``file``, ``mail``, ``thread``, ``process``, ``connection``.
    """
    seen: set[str] = set()
    token = _seen.set(seen)
    try:
        with ExitStack() as stack:
            for alias in settings.CACHES:
                stack.enter_context(_without_writes(caches[alias]))
            yield seen
    finally:
        _seen.reset(token)


def install() -> None:
    """Wrap the doors. A second call wraps only what the settings named since."""
    _wrap(threading.Thread, "start", _start)
    _wrap(ThreadPoolExecutor, "submit", _submit)
    _wrap(subprocess.Popen, "__init__", _refusing("process", lambda *_, **__: True))
    for name in ("connect", "connect_ex"):
        _wrap(socket.socket, name, _refusing("connection", _is_foreign))
    _wrap(EmailMessage, "send", lambda original: _instead("mail", original, lambda *_, **__: 1))
    backend = import_string(settings.EMAIL_BACKEND)
    _wrap(backend, "send_messages", lambda original: _instead("mail", original, _count_messages))
    for storage in {type(each) for each in _storages()}:
        _wrap(storage, "_save", lambda original: _instead("file", original, lambda _, name, content: name))
        _wrap(storage, "delete", lambda original: _instead("file", original, lambda *_: None))
        _wrap(storage, "open", _open)


def _note(kind: str) -> bool:
    """Say whether traces are blocked here, and remember that one was tried."""
    seen = _seen.get()
    if seen is not None:
        seen.add(kind)
    return seen is not None


def _wrap(owner: type, name: str, wrapping: Callable[[Function], Function]) -> None:
    """Replace a method of a class, once."""
    original = getattr(owner, name, None)
    if original is not None and not hasattr(original, _MARK):
        wrapped = wraps(original)(wrapping(original))
        setattr(wrapped, _MARK, True)
        setattr(owner, name, wrapped)


def _instead(kind: str, original: Function, answer: Function) -> Function:
    def method(*args: Any, **kwargs: Any) -> Any:
        return answer(*args, **kwargs) if _note(kind) else original(*args, **kwargs)

    return method


def _refusing(kind: str, concerns: Callable[..., bool]) -> Callable[[Function], Function]:
    def wrapping(original: Function) -> Function:
        def method(*args: Any, **kwargs: Any) -> Any:
            if concerns(*args, **kwargs) and _note(kind):
                raise BlockedError(f"a new {kind} while a write is being lost")
            return original(*args, **kwargs)

        return method

    return wrapping


def _is_foreign(_: socket.socket, address: object, *__: object) -> bool:
    host = address[0] if isinstance(address, tuple) else address
    allowed: Collection[str] = getattr(settings, "LOST_WRITES_ALLOWED_HOSTS", ())
    return host not in allowed


def _start(original: Function) -> Function:
    def start(self: threading.Thread) -> None:
        if _note("thread"):
            # It starts and ends as its maker expects, but does nothing.
            setattr(self, "run", _nothing)  # noqa: B010  # mypy forbids to assign to a method
        original(self)

    return start


def _nothing() -> None:
    """Stand in for a thread's work."""


def _submit(original: Function) -> Function:
    def submit(self: ThreadPoolExecutor, *args: Any, **kwargs: Any) -> Future[Any]:
        if _note("thread"):
            never: Future[Any] = Future()
            never.cancel()
            return never
        future: Future[Any] = original(self, *args, **kwargs)
        return future

    return submit


def _count_messages(_: object, messages: Collection[EmailMessage]) -> int:
    return len(messages)


def _open(original: Function) -> Function:
    def open_(self: Storage, name: str, mode: str = "rb") -> File[Any]:
        if set(mode) & set("wax+") and _note("file"):
            return File(io.BytesIO() if "b" in mode else io.StringIO(), name)
        opened: File[Any] = original(self, name, mode)
        return opened

    return open_


def _storages() -> Iterator[Storage]:
    found = [storages[alias] for alias in settings.STORAGES]
    for model in apps.get_models():
        found += [field.storage for field in model._meta.get_fields() if isinstance(field, FileField)]
    for storage in found:
        if isinstance(storage, LazyObject):
            storage._setup()
            yield storage._wrapped
        else:
            yield storage


@contextmanager
def _without_writes(cache: BaseCache) -> Iterator[None]:
    """Let one cache object, which is this thread's own, read but not write."""
    answers: Mapping[str, Function] = {
        "set": lambda *_, **__: None,
        "add": lambda *_, **__: True,
        "touch": lambda *_, **__: True,
        "delete": lambda *_, **__: True,
        "set_many": lambda *_, **__: [],
        "delete_many": lambda *_, **__: None,
        "clear": lambda *_, **__: None,
        "incr": lambda key, delta=1, version=None: cache.get(key, 0, version) + delta,
        "decr": lambda key, delta=1, version=None: cache.get(key, 0, version) - delta,
        "incr_version": lambda key, delta=1, version=None: (version or cache.version) + delta,
    }
    for name, answer in answers.items():
        setattr(cache, name, _instead("cache", getattr(cache, name), answer))
    try:
        yield
    finally:
        for name in answers:
            delattr(cache, name)
