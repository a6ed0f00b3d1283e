"""The analysis of a job: its rows, and what they become when bundles are expanded (CONTRACT 1.6, 1.13)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from oracle.numbers import exact

ONE = Decimal(1)


class Kategori(StrEnum):
    """The four kinds of cost."""

    TK = "TK"
    BHN = "BHN"
    ALT = "ALT"
    LAIN = "LAIN"


@dataclass(frozen=True, slots=True)
class Row:
    """One row as typed; ``bundle`` names the analysis (a job's or the library's kode) that a LAIN row bundles."""

    kategori: Kategori
    kode: str
    koefisien: Decimal
    bundle: str | None = None

    def __post_init__(self) -> None:
        if self.koefisien < 0:
            raise ValueError(f"{self.kode}: a coefficient is never negative, got {self.koefisien}")
        if self.bundle is not None and self.kategori is not Kategori.LAIN:
            raise ValueError(f"{self.kode}: only LAIN rows may bundle, this one is {self.kategori}")


@dataclass(frozen=True, slots=True)
class Analysis:
    """The rows of one job or of one library entry.

    A LAIN row without a bundle is priced where the library gave it, and not priced in a custom job (CONTRACT W9).
    """

    kode: str
    rows: Sequence[Row]
    custom: bool = True


@dataclass(frozen=True, slots=True)
class Component:
    """A priced row after expansion.

    ``koefisien`` is per one unit of the outermost bundle; ``times`` is that bundle row's own coefficient (1 without).
    """

    kategori: Kategori
    kode: str
    koefisien: Decimal
    times: Decimal = ONE
    bundle: str | None = None
    depth: int = 0

    @property
    def per_unit(self) -> Decimal:
        """How much of the item one unit of the job takes."""
        with exact():
            return self.koefisien * self.times


def expand(analysis: Analysis, others: Mapping[str, Analysis]) -> tuple[Component, ...]:
    """Return the priced components of ``analysis``; ``others`` holds every analysis a bundle may name, by kode.

    Raises ``ValueError`` for a cycle and ``KeyError`` for a bundle that names nothing.
    """
    components: list[Component] = []
    for row in analysis.rows:
        if row.bundle is not None:
            components += (
                Component(leaf.kategori, leaf.kode, leaf.koefisien, row.koefisien, row.kode, leaf.depth)
                for leaf in _leaves(others[row.bundle], others, ONE, (analysis.kode,))
            )
        elif _is_priced(row, analysis):
            components.append(Component(row.kategori, row.kode, row.koefisien))
    return tuple(components)


def _is_priced(row: Row, analysis: Analysis) -> bool:
    return row.kategori is not Kategori.LAIN or not analysis.custom


def _leaves(
    analysis: Analysis, others: Mapping[str, Analysis], times: Decimal, path: tuple[str, ...]
) -> Iterator[Component]:
    if analysis.kode in path:
        raise ValueError(f"circular bundle: {' → '.join((*path, analysis.kode))}")
    with exact():
        for row in analysis.rows:
            koefisien = times * row.koefisien
            if row.bundle is not None:
                yield from _leaves(others[row.bundle], others, koefisien, (*path, analysis.kode))
            elif _is_priced(row, analysis):
                yield Component(row.kategori, row.kode, koefisien, depth=len(path))
