"""Ask the embedded application which operations it has."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import get_resolver

from contract import app_routes
from contract.addresses import address
from contract.inventory import Contract, Operation


def compare_with_inventory() -> app_routes.Comparison:
    """Compare, asking each operation of the application as a superuser; needs a database that may be written to."""
    who = get_user_model().objects.create_superuser("pemeriksa", "pemeriksa@contoh.example", "kata-sandi-27")
    client = Client(raise_request_exception=False)

    def takes(operation: Operation) -> bool:
        # Signing out and changing the password end the session: sign in anew for each.
        client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
        answer = client.generic(operation.method, address(operation), "{}", "application/json")
        return bool(answer.status_code != HTTPStatus.METHOD_NOT_ALLOWED)

    return app_routes.compare(Contract.load(), get_resolver(), app_routes.extensions(), takes)
