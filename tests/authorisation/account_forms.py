"""What an account does with itself: each of its forms, who may send it, and fields that are accepted.

They name nobody's object, so that the matrix does not ask them; forged writes and places to lead to are their matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.core import mail
from django.test import Client

from app.accounts.models import CustomUser
from contract.app_routes import extensions
from contract.inventory import Contract
from tests.authorisation.cells import named_by
from tests.authorisation.rules import SAFE, Role
from tests.authorisation.world import PASSWORD, World

Fields = Mapping[str, str]
CODE = "accounts/login/code/"
"""The form that asks for a code: no operation of the contract (``contract/extensions.json``)."""
_NEW = {"password1": "lain-kali-8", "password2": "lain-kali-8"}
_CODE = re.compile(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", re.MULTILINE)


@dataclass(frozen=True)
class Form:
    """A form: its address, how its sender comes to it, and what he fills in. Both are asked in this order."""

    path: Callable[[World], str]
    sender: Callable[[World], Client]
    fields: Callable[[World], Fields]


def email_of(world: World) -> str:
    """The owner's e-mail address."""
    return world.users[Role.OWNER].email


def _visitor(_: World) -> Client:
    return Client()


def _owner(world: World) -> Client:
    client = Client()
    answer = client.post("/accounts/login/", {"login": email_of(world), "password": PASSWORD})
    assert answer.status_code == 302, "the owner was not signed in"
    return client


def _owner_once_more(world: World) -> Client:
    """The owner, who has just typed his password a second time."""
    client = _owner(world)
    assert client.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302
    return client


def _without_password(world: World) -> Client:
    CustomUser.objects.filter(pk=world.users[Role.OWNER].pk).update(password=make_password(None))
    client = Client()
    owner = CustomUser.objects.get(pk=world.users[Role.OWNER].pk)
    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _who_was_sent_a_code(world: World) -> Client:
    client = Client()
    client.post(f"/{CODE}", {"email": email_of(world)})
    return client


def _who_opened_the_link(world: World) -> Client:
    client = Client()
    client.get(_reset_link(world, world.things[Role.OWNER]["reset_key"]))
    return client


def _sent_code(_: World) -> Fields:
    found = _CODE.search(str(mail.outbox[-1].body))
    assert found, "no code was sent"
    return {"code": found[1]}


def _reset_link(world: World, key: str) -> str:
    return f"/accounts/password/reset/key/{world.things[Role.OWNER]['reset_user']}-{key}/"


def _at(path: str) -> Callable[[World], str]:
    return lambda world: f"/{path}"


def _taking(**fields: str) -> Callable[[World], Fields]:
    return lambda world: fields


FORMS: Mapping[str, Form] = {
    "account.session.sign_in": Form(
        _at("accounts/login/"), _visitor, lambda world: {"login": email_of(world), "password": PASSWORD}
    ),
    "account.session.sign_out": Form(_at("accounts/logout/"), _owner, _taking()),
    "account.registration.sign_up": Form(
        _at("accounts/signup/"),
        _visitor,
        _taking(email="baru@wewenang.example", username="baru", password1=PASSWORD, password2=PASSWORD),
    ),
    "account.reauthentication.confirm": Form(_at("accounts/reauthenticate/"), _owner, _taking(password=PASSWORD)),
    "account.email.change": Form(
        _at("accounts/email/"), _owner_once_more, _taking(email="lain@wewenang.example", action_add="")
    ),
    "account.password.change": Form(_at("accounts/password/change/"), _owner, _taking(oldpassword=PASSWORD, **_NEW)),
    "account.password.set": Form(_at("accounts/password/set/"), _without_password, _taking(**_NEW)),
    "account.password.ask_reset": Form(
        _at("accounts/password/reset/"), _visitor, lambda world: {"email": email_of(world)}
    ),
    "account.code.confirm": Form(_at("accounts/login/code/confirm/"), _who_was_sent_a_code, _sent_code),
    "account.social.sign_up": Form(_at("accounts/3rdparty/signup/"), _visitor, _taking()),
    "account.social.connect": Form(_at("accounts/3rdparty/"), _owner, _taking(account="1")),
    CODE: Form(_at(CODE), _visitor, lambda world: {"email": email_of(world)}),
}
LINKS: Mapping[str, Form] = {
    "account.email.confirm": Form(
        lambda world: f"/accounts/confirm-email/{world.things[Role.OWNER]['email_key']}/", _visitor, _taking()
    ),
    "account.password.reset": Form(
        lambda world: _reset_link(world, "set-password"), _who_opened_the_link, _taking(**_NEW)
    ),
}
"""The same of those that the matrix asks, since their addresses name an object: what mails lead to."""


def writes() -> frozenset[str]:
    """All that ``FORMS`` must hold: what the matrix leaves out of the inventory, and what the inventory leaves out."""
    inventory = {o.id for o in Contract.load() if o.area == "account" and o.method not in SAFE and not named_by(o)}
    return frozenset(inventory | {route for route in extensions() if not route.endswith("*")})
