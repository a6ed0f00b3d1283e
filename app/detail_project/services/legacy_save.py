"""Older ways to save that scripts still use: append to the list of works (W2), rows of several jobs at once (W11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from app.core.http import ErrorItem, InvalidBodyError, error_item
from app.dashboard.models import Project
from app.detail_project.services.conflict import lock_project
from app.detail_project.services.detail_save import save_detail
from app.detail_project.services.fields import FieldReader, first_of, refusal
from app.detail_project.services.tree_payload import TreeReader
from app.detail_project.services.tree_read import read_tree
from app.detail_project.services.tree_save import save_tree

LEVELS = ("klasifikasi", "sub", "pekerjaan")
MAX_JOBS = 500
Node = Mapping[str, Any]


@dataclass
class Appended:
    """The ids of the new rows, by level and by the word that the client called them, and how many there are."""

    project: Project
    ids: dict[str, dict[str, int]] = field(default_factory=lambda: {level: {} for level in LEVELS})
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LEVELS, 0))


@transaction.atomic
def append_tree(project_id: int, payload: object) -> Appended:
    """Add the whole tree of ``payload`` behind what is stored; sent twice, it is there twice.

    Raises:
        InvalidBodyError: something in it is not acceptable; nothing was written.
    """
    project = lock_project(project_id, None)
    wanted = _nameless(payload)
    TreeReader(project).tree(wanted)  # complaints carry the paths that were sent
    stored = read_tree(project, "")["klasifikasi"]
    sent = wanted["klasifikasi"]
    save_tree(project_id, {"klasifikasi": [*stored, *sent]})
    appended = Appended(project)
    _pair(sent, read_tree(project, "")["klasifikasi"][len(stored) :], LEVELS, appended)
    return appended


def _nameless(payload: object) -> Any:
    """The payload with every entry made new: no ids, and no places that others may have."""
    if not isinstance(payload, dict) or not isinstance(payload.get("klasifikasi"), list):
        return payload
    return {"klasifikasi": _as_new(payload["klasifikasi"], ("sub", "subs"), ("pekerjaan", "jobs"))}


def _as_new(entries: object, *below: tuple[str, str]) -> Any:
    if not isinstance(entries, list):
        return entries
    found: list[Any] = []
    for entry in entries:
        if not isinstance(entry, dict):
            found.append(entry)
            continue
        new = {key: value for key, value in entry.items() if key not in ("id", "ordering_index")}
        new["temp_id"] = entry.get("temp_id")
        if below:
            name, alias = below[0]
            new[name] = _as_new(first_of(entry, name, alias), *below[1:])
        found.append(new)
    return found


def _pair(sent: list[Node] | None, stored: list[Node], levels: tuple[str, ...], appended: Appended) -> None:
    """Say which stored node each sent one became: both are in the same order."""
    level, *below = levels
    for index, (wish, node) in enumerate(zip(sent or [], stored, strict=True)):
        appended.counts[level] += 1
        word = wish.get("temp_id")
        appended.ids[level][str(word if word is not None else f"{level}[{index}]")] = node["id"]
        if below:
            _pair(wish.get(below[0]), node[below[0]], tuple(below), appended)


@dataclass
class SavedJobs:
    """How many rows were stored, and those that were not, by their paths."""

    rows: int
    errors: list[ErrorItem]


@transaction.atomic
def save_details(project_id: int, payload: Mapping[str, Any]) -> SavedJobs:
    """Replace the rows of several jobs; a job none of whose rows can be stored stops them all.

    Raises:
        ConflictError: the client's copy is older than the project.
        Pekerjaan.DoesNotExist: the project has no such job.
        InvalidBodyError: nothing was written, for these reasons.
    """
    lock_project(project_id, payload.get("client_updated_at"))
    if not isinstance(payload.get("items"), list) or not payload["items"]:
        raise refusal("items", "Harus berupa list dan tidak boleh kosong")
    if len(payload["items"]) > MAX_JOBS:
        raise refusal("items", f"Maksimal {MAX_JOBS} pekerjaan")
    read = FieldReader()
    entries = read.objects(payload["items"], "items")
    jobs = [read.integer(entry.get("pekerjaan_id"), f"{path}.pekerjaan_id") for path, entry in entries]
    for (path, entry), job_id in zip(entries, jobs, strict=True):
        if entry.get("pekerjaan_id") is None:
            read.complain(f"{path}.pekerjaan_id", "Wajib")
        elif job_id is not None and jobs.count(job_id) > 1:
            read.complain(f"{path}.pekerjaan_id", "Duplikat dalam payload")
    read.finish()
    saved = SavedJobs(0, [])
    for (path, entry), job_id in zip(entries, jobs, strict=True):
        if job_id is None:
            continue
        try:
            result = save_detail(project_id, job_id, {"rows": entry.get("rows")})
        except InvalidBodyError as invalid:
            raise InvalidBodyError(_below(path, invalid.errors)) from invalid
        saved.rows += result.saved
        saved.errors += _below(path, result.errors)
    return saved


def _below(path: str, errors: list[ErrorItem]) -> list[ErrorItem]:
    return [error_item(f"{path}.{error['path']}", error["message"], error.get("severity")) for error in errors]
