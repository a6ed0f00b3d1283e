"""The same write lost by the browser instead of the server: where the two say otherwise, and of which kind that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scorecard.proof import ProofRow

_BY_SCRIPT = "a script of the session sends the write, no page does: there is no browser to answer it"
_UNCHANGED = "a save that changes nothing: nobody compares the database"
_ANOTHERS_ID = "the browser's answer names the control's row, which belongs to somebody else"
_SIGN_IN = "the browser's answer to a sign-in sets no cookie, the server's does and has no session"
UNEXPLAINED = "not explained"


@dataclass(frozen=True, slots=True)
class Difference:
    """One pair of write and test with two verdicts; ``kind`` is why the browser knows less (docs/proving.md)."""

    server: ProofRow
    browser: ProofRow

    @property
    def kind(self) -> str:
        """The case of docs/proving.md, or that there is none."""
        if self.browser.verdict == "not applicable":
            return _BY_SCRIPT
        if self.server.verdict == "equivalent" and self.browser.verdict == "vacuous":
            return _UNCHANGED
        if self.browser.verdict == "broken" and "404" in self.browser.evidence:
            return _ANOTHERS_ID
        if self.browser.verdict == "broken" and self.browser.operation == "account.session.sign_in":
            return _SIGN_IN
        return UNEXPLAINED


@dataclass(frozen=True, slots=True)
class Sides:
    """Pairs of write and test: ``alike`` came to one verdict, ``different`` ones to two, ``alone`` ran on one side."""

    alike: int
    different: tuple[Difference, ...]
    alone: int


def sides_of(server: Iterable[ProofRow], browser: Iterable[ProofRow]) -> Sides:
    """Compare the rows of tests that both sides lost a write in."""
    by_server, by_browser = _by_pair(server), _by_pair(browser)
    both = [Difference(row, by_browser[pair]) for pair, row in by_server.items() if pair in by_browser]
    different = tuple(pair for pair in both if pair.server.verdict != pair.browser.verdict)
    return Sides(len(both) - len(different), different, len(by_server.keys() ^ by_browser.keys()))


def _by_pair(rows: Iterable[ProofRow]) -> dict[tuple[str, str, str, str], ProofRow]:
    return {row.pair: row for row in rows if row.mutation == "lost" and row.test}


def markdown(sides: Sides) -> Iterator[str]:
    """Yield the lines of the comparison in Markdown."""
    count = sides.alike + len(sides.different)
    yield "## By the browser instead of the server"
    yield ""
    same = f"{sides.alike} of {count} pairs of write and test come to the same verdict"
    yield f"{same}; {sides.alone} ran on one side only."
    if sides.different:
        yield ""
        yield "| write | test | middleware | browser | why | the browser's evidence |"
        yield "| --- | --- | --- | --- | --- | --- |"
    for found in sides.different:
        test = found.server.test.rpartition("::")[2].replace("|", "/")
        evidence = found.browser.evidence.replace("|", "/")
        verdicts = f"{found.server.verdict} | {found.browser.verdict}"
        yield f"| `{found.server.operation}` | `{test}` | {verdicts} | {found.kind} | {evidence} |"
