"""Bad input for every kind of field: what users, scripts and mistakes send.

A field is described once (:class:`Field`); :func:`bad_values` yields what must be refused for it, :func:`odd_values`
what is unusual and may be refused or stored, but must never end in a 500. :func:`bad_bodies` yields whole JSON bodies
of the wrong shape. All are deterministic, and every case has a short name for the test's id.

    @pytest.mark.parametrize("case", cases(FIELDS), ids=str)
    def test_...(case): ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Kind(Enum):
    """What a field holds."""

    TEXT = "text"
    EMAIL = "email"
    NUMBER = "number"
    DATE = "date"
    ID = "id"
    CHOICE = "choice"
    FLAG = "flag"


@dataclass(frozen=True)
class Field:
    """One field of a form or a JSON body.

    ``max_length`` is the most characters a text may have; ``maximum`` the largest number; ``required`` says whether
    empty is refused; ``negative`` whether a negative number is allowed.
    """

    name: str
    kind: Kind
    required: bool = False
    max_length: int | None = None
    maximum: int | None = None
    negative: bool = False


@dataclass(frozen=True)
class Case:
    """One value for one field; ``refused`` is false where the application may also accept it."""

    field: Field
    label: str
    value: Any
    refused: bool

    def __str__(self) -> str:
        return f"{self.field.name}-{self.label}"


_NOT_NUMBERS = {
    "text": "abc",
    "only-comma": ",",
    "broken-groups": "1.23,4",
    "two-signs": "--1",
    "infinity": "Infinity",
    "minus-infinity": "-Infinity",
    "nan": "NaN",
    "huge-exponent": "1e999999",
    "ten-to-18": "1" + "0" * 18,
    "twenty-digits": "9" * 20,
    "thousand-digits": "9" * 1000,
    "formula": "=1+1",
    "sql": "1; DROP TABLE x",
    "spaces-inside": "1 000 x",
}
_NOT_ADDRESSES = {
    "text": "bukan-alamat",
    "nobody": "@contoh.example",
    "nowhere": "ani@",
    "two-signs": "ani@@contoh.example",
    "two": "a@contoh.example,b@contoh.example",
    "space-inside": "a b@contoh.example",
    "newline-inside": "a@contoh.example\nBcc: b@contoh.example",
    "nul": "a\0@contoh.example",
    "markup": "<b>@contoh.example",
    "sql": "' OR 1=1 --",
}
_NOT_DATES = {"text": "kemarin", "no-such-day": "2026-02-30", "year-0": "0000-01-01", "year-10000": "10000-01-01"}
_ODD_TEXTS = {
    "markup": "<script>alert(1)</script>",
    "quotes": "'\"--`",
    "emoji": "Beton 🏗️ K-225",
    "right-to-left": "\N{RIGHT-TO-LEFT OVERRIDE}abc",
    "entity": "&lt;b&gt;",
    "template": "{{ 7*7 }}{% debug %}",
    "formula": "=HYPERLINK(1)",
    "newline": "baris\nbaru",
    "combining": "e\N{COMBINING ACUTE ACCENT}" * 3,
}
_JSON_TYPES: dict[str, Any] = {"null": None, "true": True, "list": ["1"], "object": {"a": 1}, "nested": [[[{}]]]}


def bad_values(field: Field, *, json: bool) -> Iterator[Case]:
    """Yield values that ``field`` must refuse; ``json`` adds the types that only a JSON body can hold."""
    for label, value in _bad(field, json=json):
        yield Case(field, label, value, refused=True)


def odd_values(field: Field, *, json: bool) -> Iterator[Case]:
    """Yield unusual values that must not end in a 500, whatever else becomes of them."""
    odd: dict[str, Any] = {}
    if field.kind is Kind.TEXT:
        odd |= _ODD_TEXTS
        if json:
            odd |= {"number": 5, "lone-surrogate": "\ud800", **_JSON_TYPES}
    elif field.kind is Kind.EMAIL:
        odd |= {"capitals": "ANI@CONTOH.EXAMPLE", "plus": "a+b@contoh.example", "around": "  a@contoh.example  "}
    elif field.kind is Kind.NUMBER:
        odd |= {
            "comma": "1,5",
            "point": "1.5",
            "both": "1.000,5",
            "underscore": "1_0",
            "zero": "0",
            "exponent": "1e3",
            "arabic-digits": "١٢",
        }
        if json:
            odd |= {"null": None}
    else:
        odd |= {"empty": "", "spaces": "  "}
    if not field.required:
        odd["empty"] = ""
    for label, value in odd.items():
        yield Case(field, label, value, refused=False)


def cases(fields: list[Field], *, json: bool) -> list[Case]:
    """Return every case of every field."""
    return [case for field in fields for make in (bad_values, odd_values) for case in make(field, json=json)]


def bad_bodies() -> dict[str, bytes]:
    """Return JSON bodies (as bytes) that no endpoint takes: by name."""
    return {
        "empty": b"",
        "not-json": b"{rows:",
        "text": b'"halo"',
        "number": b"7",
        "null": b"null",
        "true": b"true",
        "infinity": b"Infinity",
        "latin-1": b'{"a": "\xe9"}',
        "nul": b'{"a": "\\u0000"}',
        "lone-surrogate": b'{"a": "\\ud800"}',
        "deep": b"[" * 100_000,
        "long-integer": b'{"a": ' + b"9" * 6000 + b"}",
        "xml": b"<a/>",
    }


def replaced(valid: Mapping[str, Any], case: Case) -> dict[str, Any]:
    """Return the valid values of all fields with the case's value in place of its own field's."""
    return {**valid, case.field.name: case.value}


def _bad(field: Field, *, json: bool) -> Iterator[tuple[str, Any]]:
    if field.required:
        yield "empty", ""
        yield "spaces", "   "
    yield from _BY_KIND[field.kind](field)
    if json and field.kind is not Kind.TEXT:
        for label, value in _JSON_TYPES.items():
            if not (label == "null" and not field.required) and not (label == "true" and field.kind is Kind.FLAG):
                yield label, value


def _text(field: Field) -> Iterator[tuple[str, Any]]:
    if field.max_length is not None:
        yield "too-long", "x" * (field.max_length + 1)
        yield "much-too-long", "x" * (field.max_length * 20)
    yield "nul", "a\0b"


def _email(field: Field) -> Iterator[tuple[str, Any]]:
    yield from _NOT_ADDRESSES.items()
    if field.max_length is not None:
        yield "too-long", f"a@{'x' * 60}.{'y' * field.max_length}.id"


def _number(field: Field) -> Iterator[tuple[str, Any]]:
    yield from _NOT_NUMBERS.items()
    if not field.negative:
        yield "negative", "-1"
        yield "negative-comma", "-0,5"
    if field.maximum is not None:
        yield "above-maximum", str(field.maximum + 1)


def _date(field: Field) -> Iterator[tuple[str, Any]]:
    yield from _NOT_DATES.items()
    yield "number", "7"


def _id(field: Field) -> Iterator[tuple[str, Any]]:
    yield from {
        "text": "abc",
        "negative": -1,
        "zero": 0,
        "missing": 10**9,
        "ten-to-18": 10**18,
        "ten-to-30": 10**30,
    }.items()
    yield "fraction", 1.5


def _choice(field: Field) -> Iterator[tuple[str, Any]]:
    yield "unknown", "tidak-ada"
    yield "too-long", "x" * 5000


def _flag(field: Field) -> Iterator[tuple[str, Any]]:
    yield "text", "mungkin"


_BY_KIND: dict[Kind, Callable[[Field], Iterator[tuple[str, Any]]]] = {
    Kind.TEXT: _text,
    Kind.EMAIL: _email,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.ID: _id,
    Kind.CHOICE: _choice,
    Kind.FLAG: _flag,
}
