"""Several projects of one owner at once: edited (W33), taken out of use and back (W34 to W36)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.forms import model_to_dict

from app.accounts.models import CustomUser
from app.core.http import ErrorItem, error_item
from app.core.ids import is_id
from app.dashboard.forms import BUDGET, ProjectForm
from app.dashboard.models import Project
from app.detail_project.services.schedule_phases import follow_dates

MAX_PROJECTS = 500


class BulkError(Exception):
    """Nothing was changed; ``errors`` says where it is about single values."""

    def __init__(self, message: str, *, missing: bool = False, errors: list[ErrorItem] | None = None) -> None:
        super().__init__(message)
        self.missing = missing
        self.errors = errors or []


@dataclass(frozen=True)
class Edited:
    """How many projects were edited, and the names of those whose progress began anew with another start."""

    count: int
    restarted: list[str]


@transaction.atomic
def edit(owner: CustomUser, changes: object) -> Edited:
    """Change several active projects, all or none; each change is checked by the form of a single project.

    A change is an object with the project's ``id`` and the fields that change, as a browser sends them.

    Raises:
        BulkError: there is no change, a project is not the owner's, or a value is not acceptable.
    """
    if not isinstance(changes, list) or not changes:
        raise BulkError("No changes provided")
    if len(changes) > MAX_PROJECTS:
        raise BulkError(f"Maksimal {MAX_PROJECTS} project sekaligus.")
    ids = [each.get("id") if isinstance(each, dict) else None for each in changes]
    found = Project.objects.owned_by(owner).active().select_for_update().in_bulk([i for i in ids if is_id(i)])
    errors: list[ErrorItem] = []
    forms: list[ProjectForm] = []
    for index, (project_id, change) in enumerate(zip(ids, changes, strict=True)):
        path = f"changes[{index}]"
        if not is_id(project_id):
            errors.append(error_item(f"{path}.id", "Harus integer"))
        elif project_id not in found:
            raise BulkError("No valid projects found", missing=True)
        elif ids.index(project_id) != index:
            errors.append(error_item(f"{path}.id", "Duplikat dalam payload"))
        else:
            data = _as_sent(found[project_id], change, path, errors)
            forms.append(ProjectForm(data, instance=found[project_id]))
            errors += [
                error_item(f"{path}.{name}", str(text)) for name, texts in forms[-1].errors.items() for text in texts
            ]
    if errors:
        raise BulkError(f"{len(errors)} kesalahan ditemukan. Tidak ada perubahan yang disimpan.", errors=errors)
    return Edited(len(forms), [form.instance.nama for form in forms if _store(form)])


def _as_sent(project: Project, change: Mapping[str, Any], path: str, errors: list[ErrorItem]) -> dict[str, Any]:
    """The whole form as a browser would send it: what is stored, and over it what changes."""
    stored = ProjectForm(initial=model_to_dict(project, fields=list(ProjectForm.base_fields)))
    data: dict[str, Any] = {field.name: "" if (value := field.value()) is None else str(value) for field in stored}
    wanted = {name: value for name, value in change.items() if name in data}
    for name, value in wanted.items():
        if value is None or (isinstance(value, str | int | Decimal) and not isinstance(value, bool)):
            is_amount = name == BUDGET and isinstance(value, Decimal)
            data[name] = "" if value is None else value if is_amount else str(value)
        else:
            errors.append(error_item(f"{path}.{name}", "Harus berupa teks"))
    if "durasi_hari" in wanted and "tanggal_selesai" not in wanted:
        data["tanggal_selesai"] = ""  # the new duration decides
    return data


def _store(form: ProjectForm) -> bool:
    before = Project.objects.values_list("tanggal_mulai", "tanggal_selesai").get(pk=form.instance.pk)
    return follow_dates(form.save(), *before)


@transaction.atomic
def set_active(owner: CustomUser, payload: Mapping[str, Any], *, active: bool, among: bool | None) -> int:
    """Put the owner's projects of ``project_ids`` into use or out of it; return how many.

    ``among`` narrows to those that are in use (or not) now. Their ``updated_at`` stays, as the contract has it.

    Raises:
        BulkError: no project was named, or none of those named is the owner's.
    """
    ids = payload.get("project_ids")
    if not isinstance(ids, list) or not ids:
        raise BulkError("No projects selected")
    if len(ids) > MAX_PROJECTS or not all(is_id(each) for each in ids):
        raise BulkError(
            "project_ids harus berupa daftar id project", errors=[error_item("project_ids", "Harus integer")]
        )
    projects = Project.objects.owned_by(owner).filter(pk__in=ids)
    if among is not None:
        projects = projects.filter(is_active=among)
    changed = projects.update(is_active=active)
    if not changed:
        raise BulkError("No valid projects found", missing=True)
    return changed
