"""What a fresh embedded application starts with: plans, the library's sample, and one account per tier."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from app.accounts.models import CustomUser
from app.referensi.seed import seed_library
from app.subscriptions.seed import seed_plans

SEEDERS: tuple[Callable[[], object], ...] = (seed_plans, seed_library)
STATUS = CustomUser.Subscription
YEAR = timedelta(days=365)
ACCOUNTS: dict[str, dict[str, Any]] = {
    "owner": {"subscription_status": STATUS.PRO},
    "second_owner": {"subscription_status": STATUS.PRO},
    "trial": {"subscription_status": STATUS.TRIAL},
    "expired": {"subscription_status": STATUS.EXPIRED},
    "admin": {"subscription_status": STATUS.PRO, "is_staff": True, "is_superuser": True},
    "no_password": {"subscription_status": STATUS.PRO},
}


def seed(accounts_file: Path) -> None:
    """Fill the database and write the accounts as JSON: name to ``email``, ``username`` and ``password``.

    A second call changes nothing but passwords, and writes the file again. ``no_password`` signs in by code only: its
    password is null.
    """
    with transaction.atomic():
        for seeder in SEEDERS:
            seeder()
        accounts = {name: _account(name, fields) for name, fields in ACCOUNTS.items()}
    accounts_file.write_text(json.dumps(accounts, indent=2) + "\n", encoding="utf-8")
    accounts_file.chmod(0o600)


def _account(name: str, fields: dict[str, Any]) -> dict[str, str | None]:
    email = f"{name.replace('_', '.')}@ahsp.example"
    password = None if name == "no_password" else secrets.token_urlsafe(12)
    user, _ = CustomUser.objects.get_or_create(username=name, defaults={"email": email})
    for field, value in fields.items():
        setattr(user, field, value)
    now = timezone.now()
    match user.subscription_status:
        case STATUS.TRIAL:
            user.trial_end_date = now + timedelta(days=14)
        case STATUS.EXPIRED:
            user.subscription_end_date = now - timedelta(days=1)
        case _:
            user.subscription_end_date = now + YEAR
    user.set_password(password)
    user.save()
    EmailAddress.objects.update_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    return {"email": email, "username": name, "password": password}
