"""The scorecard of a run: its figures, table, verdict and gate in one value."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from contract.inventory import Contract
from scorecard import planned, tiers
from scorecard.authorisation import Authorisation
from scorecard.authorisation import read as read_authorisation
from scorecard.columns import Columns, read_columns
from scorecard.documents import Documents, documents
from scorecard.exports import Exports, exports
from scorecard.figures import Figures, figures
from scorecard.gate import RATCHET, Gate, gate
from scorecard.join import join, read_server_log
from scorecard.proof import read_proof
from scorecard.records import KeptOffRecord, Records, RunRecord, TestRecord
from scorecard.verdict import Verdict, narrowings, verdict


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All that a run shows."""

    runs: tuple[RunRecord, ...]
    tests: tuple[TestRecord, ...]
    figures: Figures
    exports: Exports
    documents: Documents
    rows: tuple[tiers.Row, ...]
    verdict: Verdict
    gate: Gate
    narrowed: tuple[str, ...]
    proof: Columns | None
    """The last proof of the writes, if there is one: of a run of its own, before or after this one."""
    kept_off: tuple[KeptOffRecord, ...] = ()
    planned: tuple[planned.Planned, ...] = ()
    authorisation: Authorisation | None = None
    """Who may do what, as the embedded application was asked beside this run."""

    @property
    def kept_off_by_engine(self) -> dict[str, tuple[KeptOffRecord, ...]]:
        """The tests that each engine of the run could not run; empty for one that ran all."""
        return {engine: tuple(test for test in self.kept_off if test.engine == engine) for engine in self.engines}

    @property
    def engines(self) -> dict[str, str]:
        """The engines that ran, with their versions."""
        return {engine: version for run in self.runs for engine, version in sorted(run.engines.items())}

    @property
    def application(self) -> str:
        """What was tested: ``the embedded application``, or the address of a deployment."""
        named = dict.fromkeys("the embedded application" if run.embedded else run.target for run in self.runs)
        return ", ".join(named) or "no application"

    @property
    def seconds(self) -> float:
        """How long the run took; the longest, where several were merged."""
        return max((run.seconds for run in self.runs), default=0.0)

    @property
    def started(self) -> float:
        """When it began, in seconds since the epoch."""
        return min((run.started for run in self.runs), default=0.0)

    @property
    def seeds(self) -> tuple[str, ...]:
        """The seeds of the runs."""
        return tuple(dict.fromkeys(run.seed for run in self.runs))


def assemble(
    records: Records,
    server_log: Path | None = None,
    *,
    proof: Path | None = None,
    authorisation: Path | None = None,
    ratchet: Path = RATCHET,
    whole: bool = False,
) -> Scorecard:
    """Return the scorecard of records that are already read; the gate asks for the ``whole`` suite, or does not."""
    log = None if server_log is None else read_server_log(server_log)
    joined = join(records.requests, log, (run.run for run in records.runs))
    listed = {operation for run in records.runs for operation in run.inventory}
    contract = Contract.load().only(listed) if listed else Contract.load()
    found = figures(joined, records.tests, contract, read_proof(proof))
    narrowed = narrowings(records.runs)
    matrix = read_authorisation(authorisation)
    loads = [run.load_users for run in records.runs]
    return Scorecard(
        runs=records.runs,
        tests=records.tests,
        figures=found,
        exports=exports(joined.requests, contract),
        documents=documents(records.documents, records.tests, contract),
        rows=tiers.rows(
            found,
            workers=sum(run.workers for run in records.runs),
            load_users=min((load for load in loads if load is not None), default=None) if None not in loads else None,
        ),
        verdict=verdict(found, records.tests, records.runs, narrowed, authorisation=matrix),
        gate=gate(found, records.tests, records.runs, narrowed, ratchet, whole=whole),
        narrowed=narrowed,
        proof=read_columns(proof),
        kept_off=records.kept_off,
        planned=planned.planned(found),
        authorisation=matrix,
    )
