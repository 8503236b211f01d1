"""Constraints, indexes and the schema version, made from the model when a graph is opened.

Invariants. Every label has its unique ``key``. What exists is left alone: opening is cheap, and done by many at once
it is harmless. A graph of another schema is never touched.
"""

import contextlib
from collections.abc import Callable, Iterator

from neo4j.exceptions import ClientError, Neo4jError, TransientError

from graph.errors import StoreError
from graph.model import JOURNAL, NODES, SCHEMA_VERSION, Edge, edge_type, indexes, label, searched

Run = Callable[[str], list[dict[str, object]]]
"""Runs one schema statement in a transaction of its own."""

_ANALYSER = "cjk"


def statements() -> Iterator[tuple[str, str]]:
    """Name and statement of every constraint and index that Neo4j and the embedded engine share.

    >>> dict(statements())["meeting_date"]
    'CREATE INDEX meeting_date IF NOT EXISTS FOR (n:Meeting) ON (n.date)'
    """
    for node in (*NODES, *JOURNAL):
        name = f"{label(node).lower()}_key"
        yield name, f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label(node)}) REQUIRE n.key IS UNIQUE"
    for element, column in indexes():
        if issubclass(element, Edge):
            kind = edge_type(element)
            name = f"{kind.lower()}_{column}"
            yield name, f"CREATE INDEX {name} IF NOT EXISTS FOR ()-[r:{kind}]-() ON (r.{column})"
        else:
            kind = element.__name__
            name = f"{kind.lower()}_{column}"
            yield name, f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{kind}) ON (n.{column})"


def fulltext_statements() -> Iterator[tuple[str, str]]:
    """Name and statement of the full-text indexes, as Neo4j has them; Chinese needs its analyser for CJK.

    >>> for name, statement in fulltext_statements():
    ...     if name == "place_text":
    ...         print(statement)  # doctest: +NORMALIZE_WHITESPACE
    CREATE FULLTEXT INDEX place_text IF NOT EXISTS FOR (n:Place) ON EACH [n.name]
    OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}
    """
    for node, names in searched():
        name = f"{label(node).lower()}_text"
        on = ", ".join(f"n.{n}" for n in names)
        yield (
            name,
            f"CREATE FULLTEXT INDEX {name} IF NOT EXISTS FOR (n:{label(node)}) ON EACH [{on}] "
            f"OPTIONS {{indexConfig: {{`fulltext.analyzer`: '{_ANALYSER}'}}}}",
        )


def embedded_fulltext_statements() -> Iterator[str]:
    """The same indexes in the embedded engine's SQL; asked by the same procedure as on Neo4j.

    An index of one property would clash with the ordinary one of that property, so the key goes in with it.

    >>> for statement in embedded_fulltext_statements():
    ...     if "Place" in statement:
    ...         print(statement)  # doctest: +NORMALIZE_WHITESPACE
    CREATE VERTEX TYPE Place IF NOT EXISTS
    CREATE PROPERTY Place.name IF NOT EXISTS STRING
    CREATE PROPERTY Place.key IF NOT EXISTS STRING
    CREATE INDEX place_text IF NOT EXISTS ON Place (name, key) FULL_TEXT
    METADATA {"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"}
    """
    for node, names in searched():
        name = label(node)
        yield f"CREATE VERTEX TYPE {name} IF NOT EXISTS"
        columns = names if len(names) > 1 else (*names, "key")
        for column in columns:
            yield f"CREATE PROPERTY {name}.{column} IF NOT EXISTS STRING"
        yield (
            f"CREATE INDEX {name.lower()}_text IF NOT EXISTS ON {name} ({', '.join(columns)}) FULL_TEXT "
            'METADATA {"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"}'
        )


def ensure(run: Run, *, fulltext: bool) -> None:
    """Make what is missing. Raises ``StoreError`` where the graph's schema is newer than this program's."""
    there = {str(row["name"]) for row in run("SHOW INDEXES")} | {str(row["name"]) for row in run("SHOW CONSTRAINTS")}
    for name, statement in (*statements(), *(fulltext_statements() if fulltext else ())):
        if name in there:
            continue
        with contextlib.suppress(_AlreadyThereError):
            _make(run, statement)


class _AlreadyThereError(Exception):
    """Another process made it in the meantime."""


def _make(run: Run, statement: str) -> None:
    try:
        run(statement)
    except (ClientError, TransientError) as error:
        if "EquivalentSchemaRuleAlreadyExists" in (error.code or ""):
            raise _AlreadyThereError from None
        raise
    except Neo4jError as error:
        if "already" in (error.message or ""):
            raise _AlreadyThereError from None
        raise


def check_version(found: int | None, target: str, *, older: bool = False) -> None:
    """Raise where a graph cannot be used by this program; ``older``: one of a former schema is welcome."""
    if found is None or found == SCHEMA_VERSION or (older and found < SCHEMA_VERSION):
        return
    if found > SCHEMA_VERSION:
        raise StoreError(
            f"{target} was written by a newer huiyi (schema {found}; this one knows {SCHEMA_VERSION}): "
            "upgrade with pip install -U huiyi"
        )
    raise StoreError(
        f"{target} was written by an older huiyi (schema {found}; this one writes {SCHEMA_VERSION}): "
        f"huiyi copy --renew {target} NEW makes it anew from the reports that it holds"
    )
