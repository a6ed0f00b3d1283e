from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from app.accounts.models import CustomUser

if TYPE_CHECKING:
    _UserAdmin = UserAdmin[CustomUser]  # generic for mypy only
else:
    _UserAdmin = UserAdmin


@admin.register(CustomUser)
class CustomUserAdmin(_UserAdmin):
    """A user's form carries his subscription too, so that an administrator can grant one."""

    fieldsets = (
        *(UserAdmin.fieldsets or ()),
        ("Langganan", {"fields": ("subscription_status", "trial_end_date", "subscription_end_date")}),
    )
