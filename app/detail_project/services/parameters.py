"""Named numbers that formulas use (CONTRACT 1.7, W5-W8)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction

from app.core.http import ErrorItem
from app.core.numbers import PARAMETER, InvalidNumberError, canonical, parse_number
from app.dashboard.models import Project
from app.detail_project.models import ProjectParameter
from app.detail_project.models.volumes import PARAMETER_NAME
from app.detail_project.services.fields import FieldReader, refusal

NAME_LIMIT = 100
LABEL_LIMIT = 200
UNIT_LIMIT = 50
DESCRIPTION_LIMIT = 5_000
BAD_NAME = "Nama harus huruf kecil, angka, underscore saja (awali huruf/underscore)"
BAD_VALUE = "Harus angka ≥ 0"
MODES = ("merge", "replace")
_NAME = re.compile(PARAMETER_NAME)


@dataclass
class Synced:
    """What W8 did; entries that were not acceptable are left out and named in ``errors``."""

    mode: str
    created: int = 0
    updated: int = 0
    deleted: int = 0
    errors: list[ErrorItem] = field(default_factory=list)


def as_data(parameter: ProjectParameter) -> dict[str, Any]:
    """A parameter as the APIs show it; ``value`` is a canonical string with three decimals."""
    return {
        "id": parameter.pk,
        "name": parameter.name,
        "value": canonical(parameter.value, 3),
        "label": parameter.label,
        "unit": parameter.unit,
        "description": parameter.description,
    }


def list_parameters(project: Project) -> list[dict[str, Any]]:
    """Every parameter of the project, by name."""
    return [as_data(parameter) for parameter in ProjectParameter.objects.filter(project=project)]


@transaction.atomic
def create_parameter(project: Project, body: Mapping[str, Any]) -> ProjectParameter:
    """Make a parameter; its name is lowered, a missing value is 0.

    Raises:
        InvalidBodyError: a field is not acceptable, or the name is taken.
    """
    reader = FieldReader()
    name = _name(reader, body.get("name"))
    values = _values(reader, body)
    reader.finish()
    values.setdefault("value", Decimal(0))
    parameter, created = ProjectParameter.objects.get_or_create(project=project, name=name, defaults=values)
    if not created:
        raise refusal("name", f"Parameter '{name}' sudah ada")
    return parameter


@transaction.atomic
def update_parameter(parameter: ProjectParameter, body: Mapping[str, Any]) -> ProjectParameter:
    """Change what ``body`` names of value, label, unit and description; a name never changes.

    Raises:
        InvalidBodyError: a field is not acceptable.
    """
    reader = FieldReader()
    values = _values(reader, body)
    reader.finish()
    return _apply(parameter, values)


@transaction.atomic
def sync_parameters(project: Project, body: Mapping[str, Any]) -> Synced:
    """Bring many parameters up to date at once; with mode ``replace`` those that are not named are deleted.

    Raises:
        InvalidBodyError: ``parameters`` is no object, or the mode is unknown.
    """
    entries = body.get("parameters")
    if not isinstance(entries, dict):
        raise refusal("parameters", "Harus berupa object/dictionary")
    mode = body.get("mode", "merge")
    if mode not in MODES:
        raise refusal("mode", "Harus 'merge' atau 'replace'")
    result = Synced(mode)
    stored = {parameter.name: parameter for parameter in ProjectParameter.objects.filter(project=project)}
    for key, entry in entries.items():
        reader = FieldReader()
        path = f"parameters.{key}"
        name = _name(reader, key, path)
        values = _values(reader, entry if isinstance(entry, dict) else {"value": entry}, f"{path}.")
        if reader.errors:
            result.errors += reader.errors
        elif name in stored:
            _apply(stored[name], values)
            result.updated += 1
        else:
            stored[name] = ProjectParameter.objects.create(project=project, name=name, **values)
            result.created += 1
    if mode == "replace":
        # An entry with a mistake in it still says that its parameter shall stay.
        named = {key.strip().lower() for key in entries}
        gone = ProjectParameter.objects.filter(project=project).exclude(name__in=named)
        result.deleted = gone.count()
        gone.delete()
    return result


def _apply(parameter: ProjectParameter, values: Mapping[str, Any]) -> ProjectParameter:
    for name, value in values.items():
        setattr(parameter, name, value)
    if values:
        parameter.save(update_fields=[*values, "updated_at"])
    return parameter


def _name(reader: FieldReader, raw: object, path: str = "name") -> str:
    before = len(reader.errors)
    name = reader.required_text(raw, path, "Nama parameter wajib diisi", limit=NAME_LIMIT).lower()
    if len(reader.errors) == before and not _NAME.fullmatch(name):
        reader.complain(path, BAD_NAME)
    return name


def _values(reader: FieldReader, body: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    values: dict[str, Any] = {}
    if body.get("value") is not None:
        values["value"] = _number(reader, body["value"], f"{prefix}value")
    for name, limit in (("label", LABEL_LIMIT), ("unit", UNIT_LIMIT), ("description", DESCRIPTION_LIMIT)):
        if name in body:
            values[name] = reader.text(body[name], f"{prefix}{name}", limit=limit)
    return values


def _number(reader: FieldReader, raw: object, path: str) -> Decimal:
    try:
        return parse_number(raw, PARAMETER)
    except InvalidNumberError:
        reader.complain(path, BAD_VALUE)
        return Decimal(0)
