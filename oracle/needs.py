"""Rekap Kebutuhan: how much of each item the whole project takes (CONTRACT 3.10, 7)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from oracle.analysis import Kategori
from oracle.numbers import exact
from oracle.rab import ZERO, Project


@dataclass(frozen=True, slots=True)
class Need:
    """The quantity of one item, in its unit, and what it costs at ``price`` rupiah a unit (mark-up excluded)."""

    kategori: Kategori
    kode: str
    quantity: Decimal
    price: Decimal

    @property
    def total(self) -> Decimal:
        """Quantity times price, in rupiah."""
        with exact():
            return self.quantity * self.price


def needs(project: Project) -> dict[str, Need]:
    """Sum coefficient x volume over every job; keyed by the item's kode, in order of kategori, then kode."""
    quantities: dict[tuple[Kategori, str], Decimal] = {}
    with exact():
        for job in project.jobs:
            for component in project.components(job):
                key = (component.kategori, component.kode)
                quantities[key] = quantities.get(key, ZERO) + component.per_unit * job.volume
    order = list(Kategori)
    return {
        kode: Need(kategori, kode, quantity, project.price(kode))
        for (kategori, kode), quantity in sorted(
            quantities.items(), key=lambda item: (order.index(item[0][0]), item[0])
        )
    }
