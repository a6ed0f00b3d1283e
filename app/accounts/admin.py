from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from app.accounts.models import CustomUser

admin.site.register(CustomUser, UserAdmin)
