"""Verdicts on a mutant, from what the server said and how the test ended."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from api.client import ApiError, Exchange
from contract.inventory import Contract
from fixtures.answering import Answer, Answers
from fixtures.judging import judge
from fixtures.mutants import Mutant
from fixtures.recording import AttemptRecorder, Mutated
from fixtures.run import Attempt, Run
from scorecard.records import Outcome, RecordWriter, RequestRecord

OPERATION = "pricing.harga_items.save"
SENT, ENDED = 10.0, 20.0
CHANGED = "lost; state=changed; blocked="


def mutated(
    said: str = CHANGED,
    *,
    outcome: Outcome = "success",
    operation: str = OPERATION,
    status: int = 200,
    sent: float = SENT,
    unread: bool = False,
) -> Mutated:
    record = RequestRecord(
        run="r",
        test="t",
        attempt=1,
        phase="call",
        engine="chromium",
        role="owner",
        origin="ui",
        method="POST",
        operation=operation,
        route="x",
        status=status,
        outcome=outcome,
        ms=1.0,
        ms_source="browser",
        expected=False,
        mutation="lost",
        request_id=None,
        t=sent,
    )
    return Mutated(record, said, unread)


@pytest.fixture
def recorder(tmp_path: Path) -> AttemptRecorder:
    """A recorder that has seen nothing."""
    run = Run("r", "s", str(tmp_path), str(tmp_path), "http://127.0.0.1:1", "", "")
    writer = RecordWriter(tmp_path / "records.jsonl")
    return AttemptRecorder(writer, Contract.load(), run, Attempt("r", "t"), "chromium", mutation="lost")


RED = AssertionError("Locator expected to be 2")


@pytest.mark.parametrize(
    ("seen", "failure", "verdict", "said"),
    [
        ([mutated()], RED, "killed", "expected to be 2"),
        ([mutated(outcome="refused", unread=True)], RED, "killed", "expected to be 2"),
        ([mutated()], PlaywrightTimeoutError("Locator.click: Timeout"), "broken", "ended by TimeoutError"),
        ([mutated()], ApiError("refused"), "broken", "ended by ApiError"),
        ([mutated()], KeyError("ok"), "broken", "ended by KeyError"),
        ([], RED, "broken", "before the write was sent"),
        ([mutated(sent=ENDED + 1)], RED, "broken", "before the write was sent"),
        ([mutated(operation="dashboard.project.edit")], RED, "broken", "before the write was sent"),
        ([mutated(outcome="refused")], RED, "broken", "answered 200, which is no success"),
        ([mutated(outcome="failure", status=500, unread=True)], RED, "broken", "answered 500"),
        ([mutated()], None, "vacuous", ""),
        ([], None, "not fired", "none of the 0 requests"),
        ([mutated("lost; state=equal; blocked=")], None, "equivalent", "the same"),
        ([mutated("lost; state=equal; blocked=cache")], None, "equivalent", "the same"),
        ([mutated("lost; state=equal; blocked=mail")], None, "vacuous", ""),
        ([mutated("lost; state=unknown; blocked=")], None, "vacuous", ""),
        ([mutated("lost; state=equal; blocked="), mutated()], None, "vacuous", ""),
        ([mutated("lost; state=equal; blocked=")], RED, "broken", "failed although the database is the same"),
        ([mutated("lost; state=equal; blocked=cache")], RED, "killed", "expected to be 2"),
    ],
)
def test_the_verdict_follows_from_the_answer_and_the_end(
    recorder: AttemptRecorder, seen: list[Mutated], failure: Exception | None, verdict: str, said: str
) -> None:
    recorder.mutated.extend(seen)
    mutant = Mutant(Contract.load().operation(OPERATION), "lost")

    found, evidence = judge(mutant, recorder, Path(__file__), failure, ended=ENDED)

    assert found == verdict
    assert said in evidence


def test_other_mutations_have_rules_of_their_own(recorder: AttemptRecorder) -> None:
    def judged(mutation: str, seen: Mutated, failure: Exception | None, *earlier: Mutated) -> tuple[str, str]:
        recorder.mutated[:] = [*earlier, seen]
        return judge(
            Mutant(Contract.load().operation(OPERATION), mutation), recorder, Path(__file__), failure, ended=ENDED
        )

    doubled = mutated("twice; state=changed; again=200; changed=prices")
    repeated = mutated("twice; state=equal; again=409; changed=")
    halved = mutated("half; changed=3; reverted=insert of 1 row of 3 in prices")
    indivisible = mutated("half; changed=1; reverted=")
    elsewhere = mutated("elsewhere; instead=project_id:3")
    absent = mutated("elsewhere; instead=project_id:3", outcome="refused", status=404)

    refused = mutated("refused; status=500", outcome="failure", status=500)
    not_let_in = mutated("refused; status=403", outcome="refused", status=403)

    assert judged("twice", doubled, RED)[0] == "killed"
    assert judged("twice", doubled, None)[0] == "vacuous"
    assert judged("twice", repeated, None) == ("equivalent", "the second time changes no row; it is answered 409")
    assert judged("twice", repeated, RED)[0] == "broken"
    assert judged("half", halved, RED)[0] == "killed"
    assert "insert of 1 row of 3" in judged("half", halved, None)[1]
    assert judged("half", indivisible, None)[0] == "not applicable"
    assert judged("elsewhere", elsewhere, RED)[0] == "killed"
    assert judged("elsewhere", elsewhere, None)[0] == "vacuous"
    assert judged("elsewhere", absent, None)[0] == "not applicable"
    assert judged("elsewhere", absent, PlaywrightTimeoutError("x"))[0] == "not applicable"
    partly = mutated("elsewhere; instead=project_id:3", outcome="refused", status=207)
    assert judged("elsewhere", partly, RED)[0] == "killed"  # the markup went there, the prices have no place there
    assert judged("elsewhere", partly, None)[0] == "not applicable"
    assert judged("elsewhere", partly, PlaywrightTimeoutError("x"))[0] == "not applicable"
    ended = mutated("elsewhere; instead=project_id:3", outcome="refused", status=302)
    assert judged("elsewhere", absent, RED, ended)[0] == "not applicable"
    assert judged("elsewhere", ended, RED)[0] == "broken"  # nobody was asked for another project
    assert judged("refused", refused, RED)[0] == "killed"
    assert judged("refused", refused, None)[0] == "vacuous"
    assert judged("refused", refused, PlaywrightTimeoutError("x"))[0] == "broken"
    assert judged("refused", not_let_in, RED) == (
        "broken",
        f"the mutated write was answered 403, which is no error of the server. {RED}",
    )


@pytest.mark.parametrize(
    ("mutation", "headers", "verdict"),
    [
        ("refused", {"x-lost-writes": "refused; status=500"}, "killed"),
        ("refused", {}, "broken"),  # another request's error, of which the write is not the cause
        ("half", {"x-lost-writes": "half; changed=2; reverted=x"}, "broken"),
    ],
)
def test_a_script_that_expected_a_success_of_the_refused_write_has_noticed(
    recorder: AttemptRecorder, mutation: str, headers: dict[str, str], verdict: str
) -> None:
    said = headers.get("x-lost-writes", f"{mutation}; status=500")
    recorder.mutated.append(mutated(said, outcome="failure" if mutation == "refused" else "success", status=500))
    mutant = Mutant(Contract.load().operation(OPERATION), mutation)
    told = ApiError("POST /x answered 500", Exchange("POST", "/x", 500, headers, str, 1.0))

    assert judge(mutant, recorder, Path(__file__), told, ended=ENDED)[0] == verdict


@pytest.mark.parametrize("failure", [None, RED])
def test_the_browser_cannot_lose_what_no_page_sends(recorder: AttemptRecorder, failure: Exception | None) -> None:
    by_script = Mutant(Contract.load().operation(OPERATION), "lost", answers=Answers())
    by_page = replace(by_script, answers=Answers({OPERATION: [Answer(200, {}, b"{}")]}))

    assert judge(by_script, recorder, Path(__file__), failure, ended=ENDED)[0] == "not applicable"
    assert judge(by_page, recorder, Path(__file__), failure, ended=ENDED)[0] in ("not fired", "broken")
