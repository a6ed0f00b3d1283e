"""Read and check the tree that W1 receives, before anything is written (CONTRACT 4.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.dashboard.models import Project
from app.detail_project.models import Pekerjaan
from app.detail_project.services.fields import MAX_ORDERING, FieldReader, first_of, refusal
from app.referensi.models import AHSPReferensi

NAME_LIMIT = 255
SATUAN_LIMIT = 50
URAIAN_LIMIT = 10_000
_LIBRARY_SOURCES = (Pekerjaan.SourceType.REF, Pekerjaan.SourceType.REF_MODIFIED)


@dataclass(frozen=True)
class JobEntry:
    """A pekerjaan as the client wants it; ``ref`` is resolved, ``is_new`` says the client made it up just now."""

    path: str
    id: int | None
    is_new: bool
    order: int | None
    source_type: str
    ref: AHSPReferensi | None
    uraian: str
    satuan: str


@dataclass(frozen=True)
class SubEntry:
    """A sub-klasifikasi as the client wants it."""

    path: str
    id: int | None
    is_new: bool
    order: int | None
    name: str
    jobs: list[JobEntry] = field(default_factory=list)


@dataclass(frozen=True)
class KlasEntry:
    """A klasifikasi as the client wants it."""

    path: str
    id: int | None
    is_new: bool
    order: int | None
    name: str
    subs: list[SubEntry] = field(default_factory=list)


class TreeReader:
    """Turns a request body into entries; every complaint of the whole body is collected."""

    def __init__(self, project: Project) -> None:
        self.read = FieldReader()
        self._stored = {job.pk: job for job in Pekerjaan.objects.filter(project=project).select_related("ref")}
        self._library: dict[int, AHSPReferensi] = {}
        self._seen: dict[str, set[int]] = {"klasifikasi": set(), "sub": set(), "pekerjaan": set()}

    def tree(self, payload: object) -> list[KlasEntry]:
        """Read the whole body.

        Raises:
            InvalidBodyError: with every complaint; the paths are those of the contract
                (``klasifikasi[0].sub[0].pekerjaan[1].ref_id``).
        """
        if not isinstance(payload, dict):
            raise refusal("$", "Payload JSON tidak valid")
        if "klasifikasi" not in payload:
            raise refusal("klasifikasi", "Field 'klasifikasi' wajib disertakan sebagai list")
        if not isinstance(payload["klasifikasi"], list):
            raise refusal("klasifikasi", "Field 'klasifikasi' harus berupa list")
        self._library = AHSPReferensi.objects.in_bulk(_ref_ids(payload))
        entries = [self._klas(path, entry) for path, entry in self.read.objects(payload["klasifikasi"], "klasifikasi")]
        self.read.finish()
        return entries

    def _klas(self, path: str, entry: Mapping[str, Any]) -> KlasEntry:
        return KlasEntry(
            **self._node(path, entry, "klasifikasi"),
            subs=[self._sub(p, e) for p, e in self.read.objects(first_of(entry, "sub", "subs"), f"{path}.sub")],
        )

    def _sub(self, path: str, entry: Mapping[str, Any]) -> SubEntry:
        jobs = self.read.objects(first_of(entry, "pekerjaan", "jobs"), f"{path}.pekerjaan")
        return SubEntry(**self._node(path, entry, "sub"), jobs=[self._job(p, e) for p, e in jobs])

    def _node(self, path: str, entry: Mapping[str, Any], kind: str) -> dict[str, Any]:
        name = first_of(entry, "name", "nama")
        return {
            **self._identity(path, entry, kind),
            "name": self.read.required_text(name, f"{path}.name", "Wajib diisi", limit=NAME_LIMIT),
        }

    def _identity(self, path: str, entry: Mapping[str, Any], kind: str) -> dict[str, Any]:
        node_id = self.read.integer(entry.get("id"), f"{path}.id")
        if node_id is not None:
            if node_id in self._seen[kind]:
                self.read.complain(f"{path}.id", "Duplikat dalam payload")
            self._seen[kind].add(node_id)
        return {
            "path": path,
            "id": node_id,
            "is_new": node_id is None and "temp_id" in entry,
            "order": self.read.integer(entry.get("ordering_index"), f"{path}.ordering_index", low=0, high=MAX_ORDERING),
        }

    def _job(self, path: str, entry: Mapping[str, Any]) -> JobEntry:
        identity = self._identity(path, entry, "pekerjaan")
        source = entry.get("source_type")
        uraian_path, satuan_path = f"{path}.snapshot_uraian", f"{path}.snapshot_satuan"
        uraian = self.read.text(first_of(entry, "snapshot_uraian", "uraian"), uraian_path, limit=URAIAN_LIMIT)
        satuan = self.read.text(first_of(entry, "snapshot_satuan", "satuan"), satuan_path, limit=SATUAN_LIMIT)
        ref: AHSPReferensi | None = None
        if not isinstance(source, str) or source not in Pekerjaan.SourceType.values:
            self.read.complain(f"{path}.source_type", "Nilai tidak valid")
            source = ""
        elif source in _LIBRARY_SOURCES:
            ref = self._ref(path, entry.get("ref_id"), self._stored.get(identity["id"] or 0))
        elif not uraian and not any(error["path"] == uraian_path for error in self.read.errors):
            self.read.complain(uraian_path, "Wajib untuk custom")
        return JobEntry(**identity, source_type=source, ref=ref, uraian=uraian, satuan=satuan)

    def _ref(self, path: str, raw: object, stored: Pekerjaan | None) -> AHSPReferensi | None:
        """The analysis meant; a stored library row may leave it out, which means "unchanged"."""
        path = f"{path}.ref_id"
        if raw is None:
            if stored is None or stored.source_type not in _LIBRARY_SOURCES:
                self.read.complain(path, "Wajib untuk source=ref/ref_modified (baris baru)")
                return None
            return stored.ref
        ref_id = self.read.integer(raw, path)
        if ref_id is None:
            return None
        if ref_id not in self._library:
            self.read.complain(path, f"Referensi #{ref_id} tidak ditemukan")
        return self._library.get(ref_id)


def _ref_ids(payload: Mapping[str, Any]) -> set[int]:
    """Every acceptable ``ref_id`` of the body, so that the library is asked once; complaints come later."""
    reader = FieldReader()
    found: set[int] = set()
    for _, klas in reader.objects(payload["klasifikasi"], ""):
        for _, sub in reader.objects(first_of(klas, "sub", "subs"), ""):
            for _, job in reader.objects(first_of(sub, "pekerjaan", "jobs"), ""):
                ref_id = reader.integer(job.get("ref_id"), "")
                if ref_id is not None:
                    found.add(ref_id)
    return found
