"""Completion in the shell: questions, their parameters, and the names of the graph for ``-p official=…``.

Invariants. A shell waits for us at every stroke of TAB: no engine is started for it, a server has two seconds, and
whatever goes wrong is silence. The names of a folder are kept in ``names.json`` inside it, written by the commands that
had it open anyway.
"""

import os
import re
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import orjson
import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.store import Store
    from queries.suggest import Known

_FILE = "names.json"
_PATIENCE = 2.0
_SPECIAL = re.compile(r"[\s'\"\\$`&;()<>|*?!#]")
"""What a shell would not take as it is."""
_STAMP = (
    "OPTIONAL MATCH (r:Run) WITH count(r) AS runs, max(r.finished) AS last "
    "OPTIONAL MATCH (o:Official) WITH runs, last, count(o) AS officials "
    "OPTIONAL MATCH (t:Report) RETURN runs, last, officials, count(t) AS reports"
)


def complete_question(incomplete: str) -> list[tuple[str, str]]:
    """Questions that begin so, with what they ask."""
    from queries import catalogue

    return [(name, query.question) for name, query in catalogue().items() if name.startswith(incomplete)]


def complete_measure(incomplete: str) -> list[str]:
    """Results and measures of ``huiyi analyse`` that begin so."""
    from huiyi.cli.results import SHOWN_IN

    return [name for name in sorted({*SHOWN_IN, *SHOWN_IN.values()}) if name.startswith(incomplete)]


def complete_parameter(ctx: typer.Context, incomplete: str) -> list[str]:
    """``name=value`` for the question that stands before."""
    # Behind an option without its value the parser gives up, and leaves the name of the question unread.
    asked = ctx.params.get("name") or next(iter(ctx.args), "")
    return _parameter(str(asked), ctx.params.get("graph"), incomplete)


def _parameter(asked: str, graph: str | None, incomplete: str) -> list[str]:
    from queries import catalogue

    query = catalogue().get(asked)
    if query is None:
        return []
    name, given, text = incomplete.partition("=")
    if not given:
        fitting = [known for known in query.parameters if known.startswith(name)]
        if len(fitting) != 1:
            return [f"{known}=" for known in fitting]
        (name,) = fitting  # values with it: a shell sets a blank behind a word that is the only one
        return [f"{name}={value}" for value in _values(query.parameters[name], name, graph, "")] or [f"{name}="]
    if name not in query.parameters:
        return []
    return [f"{name}={value}" for value in _values(query.parameters[name], name, graph, text)]


def _values(declared: Any, name: str, graph: str | None, text: str) -> list[str]:
    from queries.suggest import kind_of, starting

    kind = kind_of(name, declared)
    if kind is None:
        fixed = {"boolean": ["true", "false"], "integer": ["10", "50", "200"]}.get(declared.type, [])
        return [value for value in fixed if value.startswith(text)]
    try:
        return starting(_known(graph, kind), kind, text)
    except Exception:  # no graph there, settings that are wrong: no names
        return []


# ------------------------------------------------------------------------------------------------ the names of a graph


def _known(graph: str | None, kind: str) -> "Known":
    """Names of a kind: of a folder as they were kept, of a server as it answers within two seconds."""
    from huiyi.settings import settings

    known = settings()
    target = graph or known.graph
    if "://" not in target:
        kept = orjson.loads((Path(target).expanduser() / _FILE).read_bytes())
        found: Known = kept["names"].get(kind, [])
        return found

    def ask() -> "Known":
        from graph.store import open_store
        from queries.suggest import names

        with open_store(target, auth=known.auth(), database=known.database, create=False, patience=1) as store:
            return names(store, kind)

    return _in_time(ask)


def _in_time(ask: "Callable[[], Known]") -> "Known":
    found: Known = []

    def work() -> None:
        try:
            found.extend(ask())
        except Exception:
            return

    thread = Thread(target=work, daemon=True)
    thread.start()
    thread.join(_PATIENCE)
    return list(found)


def remember(store: "Store") -> None:
    """Keep the names of an open folder for completion, where the graph has changed since they were kept."""
    from graph.file import replacing
    from queries.suggest import KINDS, names

    if store.engine != "embedded":
        return
    path = Path(store.target) / _FILE
    try:
        stamp = store.read(_STAMP)[0]
        if path.exists() and orjson.loads(path.read_bytes()).get("stamp") == stamp:
            return
        made = orjson.dumps({"stamp": stamp, "names": {kind: names(store, kind) for kind in KINDS}})
        with replacing(path) as out:
            out.write(made)
    except Exception:  # a folder that cannot be written to, a graph that is just being changed: no completion, no harm
        return


# ------------------------------------------------------------------------------------------------------------- bash


def answered_bash() -> bool:
    """Complete a parameter in bash: true where that was asked, and is printed.

    Bash cuts ``official=沈`` into three words and wants only the last of them; and it takes names that do not begin as
    typed, so that pinyin becomes characters. typer's way allows neither.
    """
    if os.environ.get("_HUIYI_COMPLETE") != "complete_bash":
        return False
    try:
        raw = os.environ["COMP_WORDS"].split("\n")[: int(os.environ["COMP_CWORD"]) + 1]
    except (KeyError, ValueError):
        return False
    words = _mended(raw)
    *before, last = words
    if last.startswith("--param="):
        before, last = [*before, "--param"], last.removeprefix("--param=")
    if before[1:2] != ["query"] or before[-1] not in ("-p", "--param"):
        return False
    rest = iter(before[2:-1])
    graph, asked = None, ""
    for word in rest:
        if word in ("-g", "--graph"):
            graph = next(rest, None)
        elif word in ("-p", "--param", "-f", "--format", "-o", "--output"):
            next(rest, None)
        elif not word.startswith("-"):
            asked = asked or word
    found = _parameter(asked, graph, last.lstrip("'\""))
    if "=" in last and "=" in raw[-2:]:
        found = [value.partition("=")[2] for value in found]
    print(*(_SPECIAL.sub(r"\\\g<0>", value) for value in found), sep="\n")  # noqa: T201 - what the shell reads
    return True


def _mended(raw: list[str]) -> list[str]:
    """The words as they were typed.

    >>> _mended(["huiyi", "query", "career", "-p", "official", "=", "沈"])
    ['huiyi', 'query', 'career', '-p', 'official=沈']
    """
    words: list[str] = []
    for n, word in enumerate(raw):
        if n > 1 and "=" in (word, raw[n - 1]):
            words[-1] += word
        else:
            words.append(word)
    return words
