"""Loading records into a graph, and taking reports back.

Invariant: after every batch the graph equals the one that all its reports together would give if they were loaded at
once into an empty store. A batch is one transaction, all or nothing.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import chain
from typing import TYPE_CHECKING
from uuid import uuid4

from graph import neighbourhood as near
from graph.batch import Batch
from graph.build import Elements
from graph.claims import Claims, claims, digest, report_key
from graph.errors import HuiyiError
from graph.identity.decisions import Decisions
from graph.model import MeetingReport, Run, parse_record
from graph.parts import parts

if TYPE_CHECKING:
    from graph.store import Counts, Store, Transaction

BATCH = 200
"""Reports in a transaction: enough to pay for the reading around them, few enough to keep memory flat."""
BYTES = 10_000_000
"""Bytes of records in a transaction, and in the first part of an empty folder: servers limit a transaction's memory."""
FIRST = 10
"""Batches that go into an empty folder at once, through the engine's batch importer."""


def build(records: Iterable[MeetingReport], decisions: Decisions | None = None) -> Elements:
    """The whole graph of these records, in memory: what ``load`` would keep in an empty store.

    Of several records with one id the last is taken.
    """
    return Batch(_claims(records), decisions or Decisions()).assemble()


def load(
    store: "Store",
    records: Iterable[MeetingReport],
    *,
    decisions: Decisions | None = None,
    batch: int = BATCH,
    dry_run: bool = False,
    progress: Callable[[int], None] | None = None,
) -> "Counts":
    """Put reports into a graph; one that is there with the same id is replaced. Twice changes nothing.

    ``decisions`` are all that hold from now on; without them those that the graph follows already stay in force.
    With ``dry_run`` all of it happens in one transaction that is rolled back: only the counts come of it. A load that
    is kept is noted in the graph's journal, as a ``Run``. ``progress`` is told after each batch how many reports it
    held. Returns how many elements were inserted, updated, unchanged and removed. Raises ``StoreError``; the batches
    before the failing one stay.
    """
    known = decisions if decisions is not None else _followed(store)
    rest = iter(records)
    if dry_run:
        return _tried(store, _batches(rest, batch), known, progress)
    started = _now()
    total = decide(store, known)
    reports = 0
    if store.is_fresh():
        part = next(_batches(rest, batch * FIRST), [])
        total += _first(store, part, known)
        reports += len(part)
        if progress and part:
            progress(len(part))
    for part in _batches(rest, batch):
        said = _claims(part)
        total += store.transaction(lambda tx, said=said: Batch(said, known).write(tx))  # type: ignore[misc]
        reports += len(part)
        if progress:
            progress(len(part))
    numbers = {kind: total.total(kind) for kind in ("inserted", "updated", "unchanged", "removed")}
    run = Run(key=uuid4().hex, started=started, finished=_now(), version=version("huiyi"), reports=reports, **numbers)
    store.transaction(lambda tx: tx.sync([run]))
    return total


def _first(store: "Store", part: Sequence[MeetingReport], decisions: Decisions) -> "Counts":
    """The first reports of an empty folder: nothing to be read around them, and the engine has a faster way in."""
    said = _claims(part)
    wanted = Batch(said, decisions).assemble()
    everything = len(wanted.nodes) + len(wanted.edges)
    counts, _ = store.load_first(chain(wanted.nodes.values(), wanted.edges.values()))
    if counts.total("inserted") == everything:
        return counts
    return store.transaction(lambda tx: Batch(said, decisions).write(tx))  # it takes what went in as it finds it


class _RollBackError(HuiyiError):
    """Ends a dry run: nothing of the transaction stays."""


def _tried(
    store: "Store",
    parts: Iterator[list[MeetingReport]],
    decisions: Decisions,
    progress: Callable[[int], None] | None,
) -> "Counts":
    batches = [_claims(part) for part in parts]
    total: list[Counts] = []

    def work(tx: "Transaction") -> None:
        total[:] = [_decide(tx, decisions)]
        for said in batches:
            total.append(Batch(said, decisions).write(tx))
            if progress:
                progress(len(said))
        raise _RollBackError

    with suppress(_RollBackError):
        store.transaction(work)
    return sum(total[1:], total[0])


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def decide(store: "Store", decisions: Decisions) -> "Counts":
    """Make the graph follow people's decisions, these and no others. Costs nothing where it does already."""
    return store.transaction(lambda tx: _decide(tx, decisions))


def _decide(tx: "Transaction", decisions: Decisions) -> "Counts":
    from graph.store import Counts  # noqa: PLC0415 - the driver is imported by those who load

    now = digest("decisions", *(f"{kind}{a},{b}" for kind, a, b in sorted(_holding(decisions))))
    former = near.lock(tx)
    if former == now or (former is None and not len(decisions)):
        return Counts()
    pairs = _holding(decisions) + _holding(near.stored_decisions(tx))
    names = set(near.names_of(tx, {sighting for _, a, b in pairs for sighting in (a, b)}).values())
    counts = Batch((), decisions, names=frozenset(names)).write(tx) if names else Counts()
    near.set_decisions(tx, now)
    return counts


def _followed(store: "Store") -> Decisions:
    return store.transaction(near.stored_decisions)


def _holding(decisions: Decisions) -> list[tuple[str, str, str]]:
    return [("+", a, b) for a, b in decisions.joined] + [("-", a, b) for a, b in decisions.differing]


def forget(store: "Store", report_ids: Collection[str], *, decisions: Decisions | None = None) -> "Counts":
    """Take reports back: exactly what only they supported goes with them."""
    known = decisions if decisions is not None else _followed(store)
    gone = frozenset(report_key(report_id) for report_id in report_ids)
    return decide(store, known) + store.transaction(lambda tx: Batch((), known, gone).write(tx))


def renew(
    source: "Store",
    target: "Store",
    *,
    decisions: Decisions | None = None,
    progress: Callable[[int], None] | None = None,
) -> "Counts":
    """Load the reports that one graph holds into another: also from one that an older huiyi made, by other rules.

    ``decisions`` are those that ``source`` follows, where none are given.
    """
    held = source.stream("MATCH (r:Report) WHERE r.record IS NOT NULL RETURN r.key, r.record ORDER BY r.key")
    known = decisions if decisions is not None else _followed(source)
    records = (parse_record(record, f"report {key} of {source.target}") for key, record in held)
    return load(target, records, decisions=known, progress=progress)


def _claims(records: Iterable[MeetingReport]) -> Sequence[Claims]:
    return [claims(record) for record in {record.id: record for record in records}.values()]


def _batches(records: Iterator[MeetingReport], size: int) -> Iterator[list[MeetingReport]]:
    """Cut records into transactions: at most ``size`` of them, and fewer where they are large."""
    return parts(records, size, lambda record: len(record.model_dump_json()), BYTES)
