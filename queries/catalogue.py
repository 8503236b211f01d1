"""The catalogue: every question that ``huiyi query`` knows, read from the ``.cypher`` files beside this module.

A file is a question. Its header is TOML behind ``//``; its body is one Cypher statement that both stores answer alike
(docs/queries.md has the rules). Invariant: the parameters of the header are exactly the ``$parameters`` of the body,
and the columns of the header exactly those that the statement returns, in that order.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from graph.errors import QueryError

ParameterType = Literal["official", "group", "meeting", "post", "text", "date", "integer", "number", "boolean"]
Family = Literal["person", "post", "group", "meeting", "pairs", "time", "order", "evidence", "quality"]

_REQUIRED = object()
_PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_USED = re.compile(r"\$([a-z_]+)")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Parameter(_Part):
    """A parameter of a question; without a default it must be given."""

    type: ParameterType
    doc: str
    default: Any = _REQUIRED

    @property
    def required(self) -> bool:
        """Whether a run must give it."""
        return self.default is _REQUIRED

    def parse(self, name: str, text: Any) -> Any:
        """The value that a person typed, as the type wants it; raises ``QueryError``.

        >>> Parameter(type="date", doc="").parse("since", "2022-7")
        Traceback (most recent call last):
        graph.errors.QueryError: parameter since: '2022-7' is no date; write 2022, 2022-07 or 2022-07-29
        """
        if text is None:
            return None
        value = str(text).strip()
        try:
            if self.type == "integer":
                if int(value) < 1:
                    raise QueryError(f"parameter {name}: {value} is no number of rows; give 1 or more")
                return int(value)
            if self.type == "number":
                return float(value)
        except ValueError:
            raise QueryError(f"parameter {name}: {value!r} is no {self.type}") from None
        if self.type == "boolean":
            if value.lower() not in ("true", "false", "1", "0", "yes", "no"):
                raise QueryError(f"parameter {name}: {value!r} is neither true nor false")
            return value.lower() in ("true", "1", "yes")
        if self.type == "date" and not _is_partial_date(value):
            raise QueryError(f"parameter {name}: {value!r} is no date; write 2022, 2022-07 or 2022-07-29")
        return value


def _is_partial_date(value: str) -> bool:
    if not _PARTIAL_DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return True


class Query(_Part):
    """One question: header and statement."""

    name: str
    question: str
    question_zh: str
    family: Family
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    columns: dict[str, str]
    example: dict[str, Any] = Field(default_factory=dict)
    cypher: Annotated[str, Field(repr=False)]

    @model_validator(mode="after")
    def _agree(self) -> "Query":
        used = set(_USED.findall(self.cypher))
        if used != set(self.parameters):
            raise ValueError(f"header names the parameters {sorted(self.parameters)}, the statement {sorted(used)}")
        unknown = set(self.example) - set(self.parameters)
        if unknown:
            raise ValueError(f"the example gives {sorted(unknown)}, which are no parameters")
        return self

    def bind(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """All parameters with values: typed, defaults filled in. Raises ``QueryError`` with *all* faults."""
        faults = [f"{self.name} has no parameter {name}" for name in given if name not in self.parameters]
        values: dict[str, Any] = {}
        for name, parameter in self.parameters.items():
            if name in given:
                try:
                    values[name] = parameter.parse(name, given[name])
                except QueryError as error:
                    faults.append(str(error))
            elif parameter.required:
                faults.append(f"{self.name} needs {name} ({parameter.type}): {parameter.doc}")
            else:
                values[name] = parameter.default
        if faults:
            known = ", ".join(self.parameters) or "none"
            raise QueryError(f"{'; '.join(faults)} (parameters of {self.name}: {known})")
        return values


def parse(name: str, text: str) -> Query:
    """Read one ``.cypher`` file; raises ``QueryError`` that names the file and every fault of its header."""
    header: list[str] = []
    body: list[str] = []
    in_header = True
    for line in text.splitlines():
        in_header = in_header and line.startswith("//")
        (header if in_header else body).append(line)
    try:
        declared = tomllib.loads("\n".join(line.removeprefix("//").removeprefix(" ") for line in header))
        return Query.model_validate({"name": name, "cypher": "\n".join(body).strip(), **declared})
    except tomllib.TOMLDecodeError as error:
        raise QueryError(f"{name}.cypher: the header is no TOML: {error}") from None
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'header'}: {e['msg']}" for e in error.errors())
        raise QueryError(f"{name}.cypher: {faults}") from None


@cache
def catalogue() -> Mapping[str, Query]:
    """All questions by name, sorted by family and name.

    >>> "attended_chaired_by" in catalogue()
    True
    """
    folder = files("queries") / "cypher"
    found = [
        parse(entry.name.removesuffix(".cypher"), entry.read_text(encoding="utf-8"))
        for entry in folder.iterdir()
        if entry.name.endswith(".cypher")
    ]
    order = list(Family.__args__)  # type: ignore[attr-defined]
    found.sort(key=lambda q: (order.index(q.family), q.name))
    return {query.name: query for query in found}


def lookup(name: str) -> Query:
    """The question of this name; raises ``QueryError`` with the nearest names."""
    known = catalogue()
    if name in known:
        return known[name]
    from difflib import get_close_matches  # noqa: PLC0415 - only on the way to an error

    near = get_close_matches(name, known, n=3, cutoff=0.4)
    hint = f"did you mean {' or '.join(near)}?" if near else "see `huiyi query --list`"
    raise QueryError(f"no question is called {name!r}; {hint}")
