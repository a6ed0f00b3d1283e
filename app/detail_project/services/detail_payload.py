"""Read the rows that W9 sends for one job (CONTRACT 4.3), row by row: a bad row does not spoil the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from app.core.http import ErrorItem, error_item
from app.core.numbers import KOEFISIEN, InvalidNumberError, parse_number
from app.detail_project.models import Kategori, Pekerjaan
from app.detail_project.services.expansion import BundleError, BundleExpander, Target
from app.detail_project.services.fields import FieldReader, refusal
from app.referensi.models import AHSPReferensi

KODE_LIMIT = 100
URAIAN_LIMIT = 10_000
SATUAN_LIMIT = 50
MAX_ROWS = 2_000
KOEFISIEN_MESSAGE = "Harus ≥ 0 dan berupa angka yang valid"
_LABELS = {label.casefold(): value for value, label in Kategori.choices} | {
    value.casefold(): value for value in Kategori.values
}


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that can be stored; ``kode`` is empty where the application shall make one."""

    path: str
    kategori: str
    kode: str
    uraian: str
    satuan: str
    koefisien: Decimal
    target: Target | None

    @property
    def is_unpriced(self) -> bool:
        """Say whether it is a LAIN row that bundles nothing."""
        return self.kategori == Kategori.LAIN and self.target is None


@dataclass
class Rows:
    """What can be stored, what cannot and why; ``sent`` is how many rows came."""

    sent: int = 0
    good: list[NewRow] = field(default_factory=list)
    errors: list[ErrorItem] = field(default_factory=list)


class RowsReader:
    """Reads the rows of one job; ``expander`` knows the project's other jobs."""

    def __init__(self, job: Pekerjaan, expander: BundleExpander) -> None:
        self.job = job
        self.expander = expander
        self._is_custom = job.source_type == Pekerjaan.SourceType.CUSTOM

    def read(self, payload: Mapping[str, Any]) -> Rows:
        """Read ``payload["rows"]``.

        Raises:
            InvalidBodyError: there is no list of rows, or it is too long.
        """
        sent = payload.get("rows")
        if not isinstance(sent, list):
            raise refusal("rows", "Harus berupa list")
        if len(sent) > MAX_ROWS:
            raise refusal("rows", f"Maksimal {MAX_ROWS} baris")
        rows = Rows(sent=len(sent))
        kodes: set[str] = set()
        for index, entry in enumerate(sent):
            read = FieldReader()
            row = self._row(f"rows[{index}]", entry, read)
            if row is not None and row.kode and row.kode in kodes:
                read.complain(f"{row.path}.kode", "Kode duplikat dalam pekerjaan ini")
            rows.errors += read.errors
            if row is not None and not read.errors:
                kodes.add(row.kode)
                rows.good.append(row)
        return rows

    def _row(self, path: str, entry: object, read: FieldReader) -> NewRow | None:
        if not isinstance(entry, dict):
            read.complain(path, "Harus berupa objek")
            return None
        kategori = self._kategori(path, entry.get("kategori"), read)
        kode_path = f"{path}.kode"
        if kategori == Kategori.LAIN:
            kode = read.required_text(entry.get("kode"), kode_path, "Wajib", limit=KODE_LIMIT)
        else:
            kode = read.text(entry.get("kode"), kode_path, limit=KODE_LIMIT)
        uraian = read.required_text(entry.get("uraian"), f"{path}.uraian", "Wajib", limit=URAIAN_LIMIT)
        satuan = read.text(entry.get("satuan"), f"{path}.satuan", limit=SATUAN_LIMIT)
        koefisien = Decimal(0)
        try:
            koefisien = parse_number(entry.get("koefisien"), KOEFISIEN)
        except InvalidNumberError:
            read.complain(f"{path}.koefisien", KOEFISIEN_MESSAGE)
        target = self._target(path, entry, kategori, read)
        return NewRow(path, kategori, kode, uraian, satuan, koefisien, target)

    def _kategori(self, path: str, raw: object, read: FieldReader) -> str:
        kategori = _LABELS.get(raw.strip().casefold()) if isinstance(raw, str) else None
        if kategori is None:
            read.complain(f"{path}.kategori", "Kategori tidak valid")
            return ""
        return kategori

    def _target(self, path: str, entry: Mapping[str, Any], kategori: str, read: FieldReader) -> Target | None:
        kind = entry.get("ref_kind") or ("ahsp" if entry.get("ref_ahsp_id") else None)
        if kind is None:
            return None
        if kind not in ("ahsp", "job"):
            read.complain(f"{path}.ref_kind", "Nilai tidak valid")
        elif not self._is_custom:
            read.complain(f"{path}.ref_kind", "Hanya boleh untuk pekerjaan custom")
        elif kategori != Kategori.LAIN:
            read.complain(f"{path}.ref_kind", "Hanya boleh pada kategori 'Lain-lain'")
        else:
            raw_id = entry.get("ref_id") if entry.get("ref_id") is not None else entry.get("ref_ahsp_id")
            ref_id = read.integer(raw_id, f"{path}.ref_id")
            if ref_id is not None:
                return self._job_target(path, ref_id, read) if kind == "job" else self._ahsp_target(path, ref_id, read)
            if raw_id is None:
                read.complain(f"{path}.ref_id", "Wajib")
        return None

    def _job_target(self, path: str, job_id: int, read: FieldReader) -> Target | None:
        path = f"{path}.ref_job"
        if job_id == self.job.pk:
            read.complain(path, "Pekerjaan tidak boleh mereferensi diri sendiri")
            return None
        try:
            self.expander.job(job_id)
        except Pekerjaan.DoesNotExist:
            read.complain(path, f"Pekerjaan #{job_id} tidak ditemukan di project ini")
            return None
        circle = self.expander.circle(self.job.pk, job_id)
        if circle is not None:
            chain = " → ".join(job.snapshot_kode for job in circle)
            read.complain(path, f"Circular dependency detected: {chain}")
            return None
        return self._usable(path, Target(job_id=job_id), "Pekerjaan yang direferensi belum memiliki rincian", read)

    def _ahsp_target(self, path: str, ahsp_id: int, read: FieldReader) -> Target | None:
        path = f"{path}.ref_ahsp"
        if not AHSPReferensi.objects.filter(pk=ahsp_id).exists():
            read.complain(path, f"Referensi #{ahsp_id} tidak ditemukan")
            return None
        return self._usable(path, Target(ahsp_id=ahsp_id), "AHSP yang direferensi tidak memiliki rincian", read)

    def _usable(self, path: str, target: Target, empty_message: str, read: FieldReader) -> Target | None:
        if self.expander.is_empty(target):
            read.errors.append(error_item(path, empty_message, severity="warning"))
            return None
        try:
            self.expander.leaves(target)
        except BundleError as error:
            read.complain(path, str(error))
            return None
        return target


def unpriced_notes(rows: list[NewRow]) -> Iterator[ErrorItem]:
    """The notes for a custom job's LAIN rows that bundle nothing: they are stored, but have no price."""
    for row in rows:
        if row.is_unpriced:
            yield error_item(
                f"item.{row.kode}", "Baris Lain-lain tanpa referensi pekerjaan/AHSP disimpan tetapi tidak dihitung"
            )
