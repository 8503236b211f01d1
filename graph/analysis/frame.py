"""A result: named columns of equal length, with the parameters that made it.

Invariants: every column is a one-dimensional numpy array of the same length; rows are in a stated, deterministic order;
``parameters`` holds all that is needed to compute the same again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.errors import InputError, MissingExtraError

Array = NDArray[Any]
_BLOCK = 10_000
"""Rows that are made plain at a time."""


@dataclass(frozen=True, eq=False)
class Frame:
    """A table of results that needs no pandas; ``to_pandas()`` gives a DataFrame where pandas is installed.

    >>> frame = Frame.of(official=["a", "b", "c"], meetings=[3, 7, 5])
    >>> frame.sort("-meetings").head(2).rows()
    [{'official': 'b', 'meetings': 7}, {'official': 'c', 'meetings': 5}]
    """

    columns: Mapping[str, Array]
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        lengths = {name: len(column) for name, column in self.columns.items()}
        if len(set(lengths.values())) > 1:
            raise InputError(f"columns of unequal length: {lengths}")

    @classmethod
    def of(cls, parameters: Mapping[str, Any] | None = None, /, **columns: Sequence[Any] | Array) -> "Frame":
        """Make a frame from sequences; text becomes an object column."""
        return cls({name: _column(values) for name, values in columns.items()}, dict(parameters or {}))

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))

    def __getitem__(self, name: str) -> Array:
        """One column; an unknown name lists the known ones."""
        try:
            return self.columns[name]
        except KeyError:
            raise InputError(f"no column {name!r}: this frame has {', '.join(self.columns)}") from None

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Row by row, with plain Python values."""
        for start in range(0, len(self), _BLOCK):
            lists = [_plain(column[start : start + _BLOCK]) for column in self.columns.values()]
            for values in zip(*lists, strict=True):
                yield dict(zip(self.columns, values, strict=True))

    def rows(self) -> list[dict[str, Any]]:
        """All rows as dicts with plain Python values (dates as ISO text, missing as None)."""
        return list(self)

    def take(self, index: Array | slice) -> "Frame":
        """Chosen rows, by numbers or by a mask."""
        return Frame({name: column[index] for name, column in self.columns.items()}, self.parameters)

    def head(self, n: int = 10) -> "Frame":
        """The first ``n`` rows."""
        return self.take(slice(0, n))

    def sort(self, *names: str) -> "Frame":
        """By columns; ``-name`` for descending. Ties keep their order."""
        index = np.arange(len(self))
        for name in reversed(names):
            codes = np.unique(self[name.removeprefix("-")][index], return_inverse=True)[1]
            index = index[np.argsort(-codes if name.startswith("-") else codes, kind="stable")]
        return self.take(index)

    def to_pandas(self) -> Any:
        """A pandas DataFrame; the parameters are in its ``attrs``."""
        try:
            pandas = import_module("pandas")  # an extra: only who asks for it needs it
        except ImportError:
            raise MissingExtraError("Frame.to_pandas", "pandas") from None
        frame = pandas.DataFrame(dict(self.columns))
        frame.attrs.update(self.parameters)
        return frame

    def __repr__(self) -> str:
        return f"Frame({len(self)} rows: {', '.join(self.columns)})"

    def _repr_html_(self) -> str:
        """How a notebook shows it: the first twenty rows."""
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(_shown(value))}</td>" for value in row.values()) + "</tr>"
            for row in self.head(20)
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{len(self)} rows</p>"


def _column(values: Sequence[Any] | Array) -> Array:
    if isinstance(values, np.ndarray):
        return values
    listed = list(values)
    if any(isinstance(value, str) or value is None or isinstance(value, tuple) for value in listed):
        column = np.empty(len(listed), dtype=object)
        column[:] = listed
        return column
    return np.asarray(listed)


def _plain(column: Array) -> list[Any]:
    if column.dtype.kind == "M":
        return [None if text == "NaT" else text for text in np.datetime_as_string(column).tolist()]
    if column.dtype.kind == "f":
        return [None if np.isnan(value) else float(value) for value in column]
    return list(column.tolist())


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.4g}" if isinstance(value, float) else str(value)
