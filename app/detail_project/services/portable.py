"""How values and rows of a project are written to a JSON file and read back (CONTRACT 6.2), both ways from one table.

Numbers travel as canonical strings (point, fixed decimals), days as ISO dates. Rows that others name carry a running
``_export_id``; whoever names one says ``_<x>_ref``. No database id is trusted when a file is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from app.core.numbers import InvalidNumberError, NumberSpec, canonical, half_up, parse_number
from app.dashboard.forms import FIRST_YEAR, LAST_YEAR
from app.detail_project.services.fields import FieldReader
from app.referensi.models import AHSPReferensi

# More than a request's body has room for, of rows as they are written here: only nonsense is longer.
MAX_ROWS = 500_000
MAX_COMPLAINTS = 1_000
Json = Any
REQUIRED = object()


class Kind:
    """How one value travels."""

    def write(self, value: Any) -> Json:
        """Return the JSON of a stored value."""
        return value

    def read(self, raw: Json, path: str, reader: FieldReader) -> Any:
        """Return the value to store; what is not acceptable is complained of to ``reader``."""
        raise NotImplementedError


@dataclass(frozen=True)
class Text(Kind):
    """A text of at most ``limit`` characters, kept as it is; ``required`` means not blank, ``choices`` one of them."""

    limit: int
    required: bool = False
    nullable: bool = False
    choices: frozenset[str] | None = None

    def read(self, raw: Json, path: str, reader: FieldReader) -> Any:
        if raw is None and self.nullable:
            return None
        before = len(reader.errors)
        text = reader.text(raw, path)
        if len(reader.errors) > before:
            return ""
        if self.required and not text:
            reader.complain(path, "Wajib diisi")
        elif len(raw or "") > self.limit:
            reader.complain(path, f"Maksimal {self.limit} karakter")
        elif self.choices is not None and raw not in self.choices:
            reader.complain(path, "Nilai tidak valid")
        return raw or ""


@dataclass(frozen=True)
class Number(Kind):
    """A decimal number within ``spec``, written with exactly its decimals."""

    spec: NumberSpec
    nullable: bool = False

    def write(self, value: Any) -> Json:
        return None if value is None else canonical(value, self.spec.decimals)

    def read(self, raw: Json, path: str, reader: FieldReader) -> Any:
        if raw is None and self.nullable:
            return None
        try:
            # A file is no typing hand: "75.000" is seventy-five here, so text is read as a plain decimal.
            value = Decimal(raw) if isinstance(raw, str) and len(raw) <= 64 and raw.isascii() else raw
            return parse_number(value, self.spec)
        except (ArithmeticError, InvalidNumberError):
            reader.complain(path, "Harus berupa angka yang valid")
            return Decimal(0)


@dataclass(frozen=True)
class Exact(Kind):
    """A number that was computed, not typed: ``digits`` in all, ``decimals`` of them after the point."""

    digits: int
    decimals: int

    def write(self, value: Any) -> Json:
        return canonical(value, self.decimals)

    def read(self, raw: Json, path: str, reader: FieldReader) -> Any:
        try:
            value = Decimal(raw) if isinstance(raw, str) and len(raw) <= 64 and raw.isascii() else None
        except ArithmeticError:
            value = None
        whole = self.digits - self.decimals
        if value is None or not value.is_finite() or value < 0 or (value and value.adjusted() >= whole):
            reader.complain(path, "Harus berupa angka yang valid")
            return Decimal(0)
        return half_up(value, self.decimals)


@dataclass(frozen=True)
class Whole(Kind):
    """A whole number from ``low`` to ``high``."""

    low: int
    high: int

    def read(self, raw: Json, path: str, reader: FieldReader) -> Any:
        number = reader.integer(raw, path, low=self.low, high=self.high)
        if raw is None:
            reader.complain(path, "Harus integer")
        return self.low if number is None else number


@dataclass(frozen=True)
class Day(Kind):
    """A calendar day."""

    nullable: bool = False

    def write(self, value: Any) -> Json:
        return None if value is None else value.isoformat()

    def read(self, raw: Json, path: str, reader: FieldReader) -> Any:
        if raw is None and self.nullable:
            return None
        try:
            day = date.fromisoformat(raw) if isinstance(raw, str) else None
        except ValueError:
            day = None
        if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
            reader.complain(path, "Harus berupa tanggal YYYY-MM-DD")
            return date(FIRST_YEAR, 1, 1)
        return day


@dataclass(frozen=True)
class Flag(Kind):
    """True or false."""

    def read(self, raw: Json, path: str, reader: FieldReader) -> Any:
        if not isinstance(raw, bool):
            reader.complain(path, "Harus true atau false")
            return False
        return raw


@dataclass(frozen=True)
class Field:
    """A value of a row: its name in the file and on the model, and what an older file without it means."""

    name: str
    kind: Kind
    default: Any = REQUIRED


def write_fields(fields: Iterable[Field], row: models.Model) -> dict[str, Json]:
    """The values of a stored row."""
    return {each.name: each.kind.write(getattr(row, each.name)) for each in fields}


def read_fields(fields: Iterable[Field], entry: Mapping[str, Json], path: str, reader: FieldReader) -> dict[str, Any]:
    """The values to store, by name; what is missing or wrong is complained of to ``reader``."""
    values = {}
    for each in fields:
        if each.name in entry:
            values[each.name] = each.kind.read(entry[each.name], f"{path}.{each.name}", reader)
        elif each.default is REQUIRED:
            reader.complain(f"{path}.{each.name}", "Wajib diisi")
        else:
            values[each.name] = each.default
    return values


@dataclass(frozen=True, eq=False)
class Section:
    """One table of the file: the rows of ``model``, in ``order``, with their fields and what they name.

    ``refs`` maps the name in the file (``_klasifikasi_ref``) to the attribute and the section it names; those in
    ``optional`` may be null. ``counted`` rows carry an ``_export_id``. ``library`` is the attribute, if there is one,
    that points at an analysis of the reference library; ``only`` narrows which rows are written; ``unique`` are the
    attributes that no two rows share.
    """

    name: str
    model: type[models.Model]
    order: tuple[str, ...]
    fields: tuple[Field, ...]
    refs: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()
    library: str = ""
    only: Mapping[str, Any] = field(default_factory=dict)
    unique: tuple[str, ...] = ()
    counted: bool = False
    project_path: str = "project"


class Writer:
    """Writes sections of one project; remembers which ``_export_id`` each stored row got."""

    def __init__(self, project: models.Model) -> None:
        self.project = project
        self._numbers: dict[str, dict[int, int]] = {}

    def rows(self, section: Section) -> list[dict[str, Json]]:
        """The rows of ``section``; sections that it names have to be written first."""
        stored = section.model._default_manager.filter(**{section.project_path: self.project}, **section.only)
        if section.library:
            stored = stored.select_related(section.library)
        numbers = self._numbers.setdefault(section.name, {})
        written = []
        for number, row in enumerate(stored.order_by(*section.order), start=1):
            numbers[row.pk] = number
            entry: dict[str, Json] = {"_export_id": number} if section.counted else {}
            for name, (attribute, target) in section.refs.items():
                target_id = getattr(row, f"{attribute}_id")
                entry[name] = None if target_id is None else self._numbers[target][target_id]
            if section.library:
                entry |= _write_analysis(section.library, getattr(row, section.library))
            written.append(entry | write_fields(section.fields, row))
        return written


def _write_analysis(attribute: str, analysis: AHSPReferensi | None) -> dict[str, Json]:
    return {
        f"{attribute}_id": analysis and analysis.pk,
        f"{attribute}_kode": analysis and analysis.kode_ahsp,
        f"{attribute}_sumber": analysis and analysis.sumber,
    }


class Library:
    """Finds the analyses that the rows of a file name: by source and code, else by id.

    An id alone is another database's, so it counts only where the code of the row itself (``B.2`` or ``mod.1-B.2``)
    says the same.
    """

    def __init__(self) -> None:
        self._by_name = {
            (each.sumber, each.kode_ahsp): each for each in AHSPReferensi.objects.only("sumber", "kode_ahsp")
        }
        self._by_id = {each.pk: each for each in self._by_name.values()}

    def find(self, attribute: str, entry: Mapping[str, Json], kode: str) -> AHSPReferensi | None:
        """The analysis that ``entry`` names, or None."""
        named = (entry.get(f"{attribute}_sumber"), entry.get(f"{attribute}_kode"))
        if all(isinstance(part, str) for part in named):
            return self._by_name.get((str(named[0]), str(named[1])))
        number = entry.get(f"{attribute}_id")
        found = self._by_id.get(number) if isinstance(number, int) else None
        return found if found is not None and f"-{kode}".endswith(f"-{found.kode_ahsp}") else None


class Reader:
    """Reads sections of one file into unsaved rows that name each other; complaints of the whole file are collected.

    What the application has just written itself (``own``) may be of any length.
    """

    def __init__(self, content: Mapping[str, Json], *, own: bool = False) -> None:
        self.content = content
        self.own = own
        self.errors = FieldReader()
        self.warnings: list[str] = []
        self._library: Library | None = None
        self._rows: dict[str, dict[int, models.Model]] = {}

    def rows(self, section: Section) -> list[tuple[str, Any]]:
        """Path and new row of every entry of ``section``; sections that it names have to be read first."""
        sent = self.content.get(section.name)
        if not self.own and isinstance(sent, list) and len(sent) > MAX_ROWS:
            self.errors.complain(section.name, f"Maksimal {MAX_ROWS} baris")
            return []
        seen: set[tuple[Any, ...]] = set()
        found: list[tuple[str, Any]] = []
        for path, entry in self.errors.objects(sent, section.name):
            if len(self.errors.errors) >= MAX_COMPLAINTS:
                break  # it is refused anyway
            row = self._row(section, path, entry)
            key = tuple(_identity(getattr(row, name, None)) for name in section.unique)
            if key and key in seen:
                self.errors.complain(f"{path}.{section.unique[-1]}", "Tidak boleh berulang")
            seen.add(key)
            found.append((path, row))
        return found

    def _row(self, section: Section, path: str, entry: Mapping[str, Json]) -> models.Model:
        before = len(self.errors.errors)
        values = read_fields(section.fields, entry, path, self.errors)
        for name, (attribute, target) in section.refs.items():
            values[attribute] = self._named(entry.get(name), f"{path}.{name}", target, name in section.optional)
        if section.library and len(self.errors.errors) == before:
            values[section.library] = self._analysis(section.library, path, entry)
        row = section.model(**{name: value for name, value in values.items() if value is not None})
        if section.counted:
            known = self._rows.setdefault(section.name, {})
            number = self.errors.integer(entry.get("_export_id"), f"{path}._export_id")
            if number is None or number in known:
                self.errors.complain(f"{path}._export_id", "Wajib dan tidak boleh berulang")
            else:
                known[number] = row
        return row

    def _named(self, raw: Json, path: str, target: str, optional: bool) -> models.Model | None:
        if raw is None and optional:
            return None
        number = self.errors.integer(raw, path)
        row = self._rows.get(target, {}).get(number) if number is not None else None
        if row is None:
            self.errors.complain(path, f"Tidak ada baris seperti itu di {target}")
        return row

    def _analysis(self, attribute: str, path: str, entry: Mapping[str, Json]) -> AHSPReferensi | None:
        if all(entry.get(f"{attribute}_{part}") is None for part in ("id", "kode")):
            return None
        if self._library is None:
            self._library = Library()
        kode = entry.get("kode") or entry.get("snapshot_kode")
        found = self._library.find(attribute, entry, str(kode))
        if found is None:
            self.warnings.append(f"{path}: analisa pustaka untuk {kode} tidak ada di sini")
        return found


def _identity(value: Any) -> Any:
    """What makes two values the same: unsaved rows are equal only to themselves."""
    return id(value) if isinstance(value, models.Model) else value
