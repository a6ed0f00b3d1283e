"""A project's mark-up, tax and rounding, and a job's own mark-up."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from app.core.numbers import canonical
from app.dashboard.models import Project
from app.detail_project.models import Pekerjaan, ProjectPricing


def pricing_of(project: Project) -> ProjectPricing:
    """The project's pricing, with the defaults (10 %, 11 %, 10,000) where nobody has set any."""
    return ProjectPricing.objects.get_or_create(project=project)[0]


def pricing_data(pricing: ProjectPricing) -> dict[str, Any]:
    """What the answers call ``markup_percent``, ``ppn_percent`` and ``rounding_base``."""
    return {
        "markup_percent": canonical(pricing.markup_percent, 2),
        "ppn_percent": canonical(pricing.ppn_percent, 2),
        "rounding_base": pricing.rounding_base,
    }


def job_pricing_data(pricing: ProjectPricing, job: Pekerjaan) -> dict[str, Any]:
    """The mark-ups that matter to one job; the override counts wherever it is set, even to zero."""
    override = job.markup_override_percent
    return {
        "project_markup": canonical(pricing.markup_percent, 2),
        "override_markup": percent_or_none(override),
        "effective_markup": canonical(pricing.markup_percent if override is None else override, 2),
    }


def percent_or_none(percent: Decimal | None) -> str | None:
    """Two decimals, or null."""
    return None if percent is None else canonical(percent, 2)
