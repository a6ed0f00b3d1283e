"""Rekap Kebutuhan: how much of each item the project takes (CONTRACT 3.10, 7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.http import QueryDict

from app.dashboard.models import Project
from app.detail_project.models import ItemConversionProfile, Kategori
from app.detail_project.services.components import ORDER, Component, components_of
from app.detail_project.services.rab import ZERO, exact

MAX_ID_DIGITS = 18


@dataclass(frozen=True)
class Filters:
    """Which rows to count; an empty set means all."""

    klasifikasi: frozenset[int] = frozenset()
    sub_klasifikasi: frozenset[int] = frozenset()
    pekerjaan: frozenset[int] = frozenset()
    kategori: frozenset[str] = frozenset()
    search: str = ""
    unknown: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_query(cls, query: QueryDict) -> Filters:
        """Read the filters of a request; what is no id or no kategori is kept in ``unknown``."""
        unknown: dict[str, str] = {}

        def ids(name: str) -> frozenset[int]:
            return frozenset(int(value) for value in _values(query, name, unknown, _is_id))

        return cls(
            klasifikasi=ids("klasifikasi"),
            sub_klasifikasi=ids("sub_klasifikasi"),
            pekerjaan=ids("pekerjaan"),
            kategori=frozenset(_values(query, "kategori", unknown, Kategori.values.__contains__)),
            search=query.get("search", "").strip(),
            unknown=unknown,
        )

    @property
    def applied(self) -> bool:
        """Say whether anything is filtered."""
        return self != Filters()

    def select(self, component: Component) -> bool:
        """Say whether the row counts."""
        sub = component.job.sub_klasifikasi
        needle = self.search.casefold()
        return (
            (not self.klasifikasi or sub.klasifikasi_id in self.klasifikasi)
            and (not self.sub_klasifikasi or sub.pk in self.sub_klasifikasi)
            and (not self.pekerjaan or component.job.pk in self.pekerjaan)
            and (not self.kategori or component.kategori in self.kategori)
            and (needle in component.kode.casefold() or needle in component.uraian.casefold())
        )


@dataclass(frozen=True)
class Need:
    """The quantity of one item, in its own unit, at ``price`` rupiah a unit (null = unpriced).

    ``market_unit`` and ``market_quantity`` say the same in the unit it is bought in, where that is known.
    """

    kategori: str
    kode: str
    uraian: str
    satuan: str
    quantity: Decimal
    price: Decimal | None
    market_unit: str | None = None
    market_quantity: Decimal | None = None

    @property
    def total(self) -> Decimal:
        """Its cost in rupiah, without mark-up."""
        with exact():
            return self.quantity * (self.price or ZERO)


def needs_of(project: Project, filters: Filters) -> list[Need]:
    """Sum the rows that ``filters`` select, in order of kategori, then code."""
    found: dict[str, Need] = {}
    for component in filter(filters.select, components_of(project)):
        with exact():
            so_far = found.get(component.kode)
            if so_far is None:
                found[component.kode] = _first(component)
            else:
                found[component.kode] = replace(so_far, quantity=so_far.quantity + component.quantity)
    profiles = ItemConversionProfile.objects.filter(harga_item__project=project)
    factors = {
        kode: (unit, factor)
        for kode, unit, factor in profiles.values_list("harga_item__kode_item", "market_unit", "factor_to_base")
    }
    needs = [_with_market(need, factors.get(need.kode)) for need in found.values()]
    return sorted(needs, key=lambda need: (ORDER[need.kategori], need.kode))


def total_of(needs: Iterable[Need]) -> Decimal:
    """The cost of all of them, in rupiah."""
    with exact():
        return sum((need.total for need in needs), ZERO)


def _first(component: Component) -> Need:
    return Need(
        component.kategori, component.kode, component.uraian, component.satuan, component.quantity, component.price
    )


def _with_market(need: Need, factor: tuple[str, Decimal] | None) -> Need:
    if factor is None:
        return need
    with exact():
        return replace(need, market_unit=factor[0], market_quantity=need.quantity / factor[1])


def _values(query: QueryDict, name: str, unknown: dict[str, str], known: Callable[[str], bool]) -> list[str]:
    """The values of a parameter that is given repeatedly or separated by commas."""
    given = [value.strip() for text in query.getlist(name) for value in text.split(",") if value.strip()]
    bad = [value for value in given if not known(value)]
    if bad:
        unknown[name] = ", ".join(bad)
    return [value for value in given if known(value)]


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MAX_ID_DIGITS
