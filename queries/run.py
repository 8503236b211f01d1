"""Running a question: names become keys, dates are checked, the statement runs read-only."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from graph.errors import MissingExtraError
from queries.catalogue import Query, lookup
from queries.find import STEPS, resolve

if TYPE_CHECKING:
    from graph.store import Store


@dataclass(frozen=True)
class Answer:
    """Columns and rows, in the order of the question."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]

    def to_dicts(self) -> list[dict[str, Any]]:
        """A dictionary for each row."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_pandas(self) -> Any:
        """A ``pandas.DataFrame``; needs the extra ``[pandas]``."""
        try:
            pandas = import_module("pandas")
        except ImportError:
            raise MissingExtraError("to_pandas", "pandas") from None
        return pandas.DataFrame([list(row) for row in self.rows], columns=list(self.columns))


def run(store: "Store", name: str, **parameters: Any) -> Answer:
    """Answer one question of the catalogue.

    ``parameters`` as in the question's header; an official, group, post or meeting by name, pinyin or key.
    Raises ``QueryError`` for an unknown question, a missing or wrong parameter, an unknown or ambiguous name.
    """
    query = lookup(name)
    values = query.bind(parameters)
    for parameter, declared in query.parameters.items():
        if declared.type in STEPS and values[parameter] is not None:
            values[parameter] = resolve(store, declared.type, parameter, values[parameter])
    return execute(store, query, values)


def execute(store: "Store", query: Query, values: dict[str, Any]) -> Answer:
    """Run a question whose parameters are bound and resolved."""
    columns = tuple(query.columns)
    rows = store.read(query.cypher, **values)
    return Answer(columns, [tuple(row[column] for column in columns) for row in rows])
