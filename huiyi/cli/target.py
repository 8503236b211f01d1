"""Which graph a command works on."""

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.store import Store

GraphOption = Annotated[
    str | None,
    typer.Option(
        "--graph",
        "-g",
        metavar="TARGET",
        help="A folder (embedded engine) or neo4j://, bolt://… address. Default: HUIYI_GRAPH, huiyi.toml, else .huiyi",
    ),
]


@contextmanager
def opened(target: str | None, *, create: bool = False) -> "Iterator[Store]":
    """The graph asked for, opened with the credentials of the settings, closed at the end."""
    from graph.store import open_store
    from huiyi.cli.complete import remember
    from huiyi.settings import settings

    known = settings()
    with open_store(target or known.graph, auth=known.auth(), database=known.database, create=create) as store:
        yield store
        remember(store)
