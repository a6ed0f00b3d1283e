"""What the application's unit tests share besides fixtures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from django.test import Client

from app.accounts.models import CustomUser
from app.dashboard.models import Project

PASSWORD = "benteng-kuat-27"
MakeUser = Callable[..., CustomUser]
MakeProject = Callable[..., Project]


class SignIn(Protocol):
    """Make a client that is signed in as somebody."""

    def __call__(self, who: CustomUser, *, enforce_csrf_checks: bool = False) -> Client: ...
