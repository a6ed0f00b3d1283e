from __future__ import annotations

from app.subscriptions.models import SubscriptionPlan

PLANS = (
    (3, "Pro 3 Bulan", 900_000, "Untuk satu proyek yang sedang berjalan."),
    (6, "Pro 6 Bulan", 1_500_000, "Untuk satu tahun anggaran berjalan."),
    (12, "Pro 12 Bulan", 2_500_000, "Untuk tim dengan beberapa proyek."),
)


def seed_plans() -> None:
    """Store the three plans; one that exists keeps whatever an administrator made of it."""
    for months, name, price, description in PLANS:
        SubscriptionPlan.objects.get_or_create(
            duration_months=months, defaults={"name": name, "price": price, "description": description}
        )
