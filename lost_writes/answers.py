"""What the mutations have in common: an answer, and what is said of it in the header."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class Mutated(NamedTuple):
    """The answer to a mutated request, and in one line what was done: ``lost; state=changed; blocked=mail``."""

    response: HttpResponseBase
    said: str


def whole(response: HttpResponseBase) -> HttpResponseBase:
    """Return ``response`` with its stream run to the end, as streams may write, too."""
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = [bytes(part) for part in response]
    return response
