"""Loading records into a graph, and taking reports back.

Invariant: after every batch the graph equals the one that all its reports together would give if they were loaded at
once into an empty store. A batch is one transaction, all or nothing.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from graph.batch import Batch
from graph.build import Elements
from graph.claims import Claims, claims, report_key
from graph.identity.decisions import Decisions
from graph.model import MeetingReport

if TYPE_CHECKING:
    from graph.store import Counts, Store

BATCH = 200
"""Reports in a transaction: enough to pay for the reading around them, few enough to keep memory flat."""


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
    progress: Callable[[int], None] | None = None,
) -> "Counts":
    """Put reports into a graph; one that is there with the same id is replaced. Twice changes nothing.

    ``progress`` is told after each batch how many reports it held. Returns how many elements were inserted, updated,
    unchanged and removed. Raises ``StoreError``; the batches before the failing one stay.
    """
    from graph.store import Counts  # noqa: PLC0415 - the driver is imported by those who load

    total = Counts()
    known = decisions or Decisions()
    for part in _batches(records, batch):
        said = _claims(part)
        total += store.transaction(lambda tx, said=said: Batch(said, known).write(tx))  # type: ignore[misc]
        if progress:
            progress(len(part))
    return total


def forget(store: "Store", report_ids: Collection[str], *, decisions: Decisions | None = None) -> "Counts":
    """Take reports back: exactly what only they supported goes with them."""
    gone = frozenset(report_key(report_id) for report_id in report_ids)
    return store.transaction(lambda tx: Batch((), decisions or Decisions(), gone).write(tx))


def _claims(records: Iterable[MeetingReport]) -> Sequence[Claims]:
    return [claims(record) for record in {record.id: record for record in records}.values()]


def _batches(records: Iterable[MeetingReport], size: int) -> Iterator[list[MeetingReport]]:
    rest = iter(records)
    while part := list(islice(rest, size)):
        yield part
