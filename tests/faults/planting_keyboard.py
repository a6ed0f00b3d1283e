"""Middleware that plants what shuts out a user who has no mouse."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase

from tests.faults.planting import Fault

OPENS_THE_FORM = 'data-bs-target="#addProjectModal"'
NO_RING = "<style>*:focus { outline: none !important; box-shadow: none !important }</style></head>"


class _Rewrites(Fault):
    """Replaces a text in every page."""

    text: str
    by: str

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if "text/html" in response.headers.get("Content-Type", "") and not response.streaming:
            response.content = response.content.decode().replace(self.text, self.by).encode()  # type: ignore[attr-defined]
        return response


class NeedsAMouse(_Rewrites):
    """Takes the button that opens the form for new projects out of Tab's way."""

    text, by = OPENS_THE_FORM, f'{OPENS_THE_FORM} tabindex="-1"'


class HidesTheFocus(_Rewrites):
    """Has no page show where the focus is."""

    text, by = "</head>", NO_RING
