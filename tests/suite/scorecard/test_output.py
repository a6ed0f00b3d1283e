"""The same figures on the terminal, in JSON, on the page and in Allure; and the command that makes them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from scorecard import __main__ as command
from scorecard import as_json, environment, page, terminal
from scorecard.card import Scorecard
from scorecard.records import KeptOffRecord, Record, RecordWriter
from scorecard.tiers import JANUARY_NOTE
from tests.suite.scorecard.making import CREATE, card, ended, request, run

SCRIPT = "<script>alert(1)</script>"
RECORDS: tuple[Record, ...] = (
    *(request(t=float(n), request_id=f"q{n}", ms=float(n)) for n in range(1, 251)),
    request(None, route=f"/{SCRIPT}/", status=404, outcome="refused"),
    request(status=500, outcome="failure", expected=True),
    ended(CREATE),
    ended(test=f"e2e/x.py::test_{SCRIPT}", outcome="failed", message=SCRIPT),
    run(collected=2, commit="0c2286a4411"),
)


@pytest.fixture(scope="module")
def scorecard() -> Scorecard:
    return card(*RECORDS)


@pytest.fixture(scope="module")
def html(scorecard: Scorecard) -> str:
    return page.render(scorecard)


def test_the_terminal_fits_and_says_what_the_figures_are(scorecard: Scorecard) -> None:
    text = terminal.render(scorecard)

    assert all(len(line) <= terminal.WIDTH for line in text.splitlines())
    assert "chromium 156   2 tests   1 min 01 s   seed 8f31" in text
    assert re.search(r"^writes covered +29 % \* +50 % +80 % +90 % +1 of 80 +\(ui 1 · session 0\) +no tier$", text, re.M)
    assert re.search(r"^response P99 .* 248 ms +\(n = 250, 2 workers\) +not a load run$", text, re.M)
    assert re.search(r"^login success .* not measured \(n = 0\)", text, re.M)
    assert re.search(r"^error rate .* 0\.00 % +\(0 of 251; 1 provoked\)", text, re.M)
    assert "NO-GO   for the embedded application, blocking: " in text
    assert "FAILED   1 of 2 tests failed on chromium" in text
    assert re.search(r"^not run +chromium 0$", text, re.M)
    assert JANUARY_NOTE in text


def test_an_empty_run_has_a_scorecard_that_says_so() -> None:
    empty = card()

    assert "the run left no record of itself" in terminal.render(empty)
    assert "not measured" in page.render(empty)
    assert not as_json.document(empty)["gate"]["passed"]


def test_every_figure_in_the_json_carries_what_it_is_made_of(scorecard: Scorecard) -> None:
    data: dict[str, Any] = json.loads(as_json.dumps(scorecard))

    assert data["version"] == 1
    rates = [data["figures"]["sign_in"], data["figures"]["error_rate"]]
    rates += [kind[stage] for kind in data["coverage"].values() for stage in ("exercised", "covered")]
    for rate in rates:
        assert set(rate) == {"numerator", "denominator", "n", "value", "needs_n", "definition"}
        assert len(rate["definition"]) > 20
    assert data["coverage"]["write"]["covered"]["denominator"] == 80
    assert data["figures"]["latency_ms"]["n"] == 250
    assert len(data["coverage"]["write"]["not_covered"]) == 79


def test_the_page_needs_nothing_but_itself(html: str) -> None:
    soup = BeautifulSoup(html, "html.parser")

    assert not soup.find_all(["script", "link", "img", "iframe", "object", "embed"])
    assert not soup.find_all(attrs={"src": True})
    assert not re.search(r"@import|url\(", html)
    assert soup.find_all("svg")


def test_the_page_shows_the_figures_of_the_table(html: str, scorecard: Scorecard) -> None:
    soup = BeautifulSoup(html, "html.parser")
    shown = [
        [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in soup.select("#metrics tbody tr")
    ]

    assert shown == [[row.title, row.january, *row.tiers, row.value, row.detail, row.reached] for row in scorecard.rows]
    assert [row.get_text(strip=True) for row in soup.select("#verdict tbody th")] == [
        row.title for row in scorecard.verdict.rows
    ]
    assert len(soup.select("#coverage h3 + dl.missing .name")) >= 79


def test_what_an_engine_did_not_run_is_counted_with_its_reason_everywhere() -> None:
    kept_off = [
        KeptOffRecord("r1", f"e2e/x.py::test_{name}[webkit]", "webkit", "input.tap", "no touch screen")
        for name in ("tap", "pinch", "tap")  # the workers of a run all say the same
    ]
    shown = card(*kept_off, ended(CREATE), run(engines={"chromium": "156", "webkit": "2.50"}))

    line = r"^not run +chromium 0 · webkit 2 \(2 by input\.tap: no touch screen\)$"
    assert re.search(line, terminal.render(shown), re.M)
    data = as_json.document(shown)["not_run"]
    assert data["chromium"] == {"count": 0, "tests": []}
    assert data["webkit"]["count"] == 2
    assert data["webkit"]["tests"][0] == {
        "test": "e2e/x.py::test_pinch[webkit]",
        "row": "input.tap",
        "reason": "no touch screen",
    }
    listed = BeautifulSoup(page.render(shown), "html.parser").select("#not-run li")
    assert [item.get_text(" ", strip=True) for item in listed] == [
        f"e2e/x.py::test_{name}[webkit] input.tap: no touch screen" for name in ("pinch", "tap")
    ]


def test_names_from_a_run_are_text_on_the_page(html: str) -> None:
    assert SCRIPT not in html
    assert "&lt;script&gt;" in html


def test_the_parts_of_a_bar_are_the_whole(scorecard: Scorecard) -> None:
    for coverage in scorecard.figures.coverage.values():
        bar = page.bar(coverage)
        assert sum(segment.count for segment in bar.segments) == bar.total
        assert sum(segment.length for segment in bar.segments) == pytest.approx(100)


def test_places_on_the_axis_are_logarithmic_and_stay_on_it() -> None:
    assert [page.place(ms) for ms in (0.1, 1, 10, 100_000, 1e9)] == pytest.approx([0, 0, 20, 100, 100])


def test_allure_gets_one_line_a_figure(scorecard: Scorecard) -> None:
    lines = environment.dumps(scorecard).encode("ascii").decode("ascii").splitlines()

    assert all(re.fullmatch(r"[A-Za-z0-9._]+=.*", line) for line in lines)
    assert "Scorecard.verdict=NO-GO (11 rows block)" in lines
    assert r"Scorecard.writes_covered=1 of 80 (ui 1 \u00b7 session 0) no tier" in lines


@pytest.mark.parametrize(
    ("version", "short"),
    [("Chromium 156.0.7999.1 (Debian)", "156"), ("2.50.4", "2.50"), ("153.0", "153"), ("nightly", "nightly")],
)
def test_versions_are_cut_to_what_tells_them_apart(version: str, short: str) -> None:
    assert terminal.short_version(version) == short


class TestCommand:
    def records(self, folder: Path, *records: Record, workers: int = 2) -> Path:
        for worker in range(workers):
            with RecordWriter(folder / "records" / f"gw{worker}.jsonl") as writer:
                for record in records[worker::workers]:
                    writer.write(record)
        return folder / "records"

    def build(self, folder: Path, *records: Record, workers: int = 2) -> int:
        found = self.records(folder, *records, workers=workers)
        log = folder / "requests.jsonl"
        log.write_text("", encoding="utf-8")
        inputs = ["--records", str(found), "--server-log", str(log), "--ratchet", str(self.ratchet(folder))]
        return command.main(["build", *inputs, "--out", str(folder / "out"), "--allure", str(folder)])

    def ratchet(self, folder: Path) -> Path:
        path = folder / "ratchet.json"
        if not path.exists():
            path.write_text('{"version": 1, "about": "", "engines": {}}', encoding="utf-8")
        return path

    def test_it_writes_and_prints_and_exits_by_the_gate(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert self.build(tmp_path / "bad", *RECORDS) == 1
        assert self.build(tmp_path / "good", request(), ended(CREATE), run()) == 0
        assert (tmp_path / "good" / "out" / "scorecard.html").stat().st_size > 10_000
        assert "Scorecard.gate=passed" in (tmp_path / "good" / "environment.properties").read_text(encoding="ascii")
        assert "gate            passed" in capsys.readouterr().out

    def test_a_run_may_be_split_over_any_number_of_workers(self, tmp_path: Path) -> None:
        for workers in (1, 3):
            self.build(tmp_path / str(workers), *RECORDS, workers=workers)

        assert (tmp_path / "1/out/scorecard.json").read_bytes() == (tmp_path / "3/out/scorecard.json").read_bytes()

    def test_the_ratchet_rises_from_a_good_whole_run_and_then_holds(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.build(tmp_path, request(), ended(CREATE), run())
        options = ["ratchet", "--scorecard", str(tmp_path / "out" / "scorecard.json"), "--ratchet"]
        options.append(str(self.ratchet(tmp_path)))

        assert command.main(options) == 0
        assert "writes covered: was 0, now 1" in capsys.readouterr().out
        (tmp_path / "records" / "gw0.jsonl").unlink()
        (tmp_path / "records" / "gw1.jsonl").unlink()
        assert self.build(tmp_path, request(), ended(), run()) == 1
        assert "writes covered fell: was 1, now 0" in capsys.readouterr().out
        assert command.main(options) == 1
        assert "only from a run of the whole suite that passed" in capsys.readouterr().err
