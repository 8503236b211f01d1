"""The catalogue as a page of documentation, every example with the answer that the example graph gives.

Invariant: nothing on the page is typed here that the questions or the graph do not say; a test makes it on both stores
and compares.
"""

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from queries.catalogue import Parameter, Query, catalogue
from queries.run import Answer, run

if TYPE_CHECKING:
    from graph.store import Store

ROWS = 6
_FAMILIES = {
    "person": "One person",
    "post": "Posts",
    "group": "Groups",
    "meeting": "Meetings",
    "pairs": "Two people",
    "time": "Change over time",
    "order": "Order of names",
    "evidence": "Evidence",
    "quality": "What is unsure or missing",
}


def catalogue_page(store: "Store") -> str:
    """The page, in Markdown, with answers from ``store`` (which must hold the example reports)."""
    parts = [files("queries").joinpath("head.md").read_text(encoding="utf-8").replace("{rows}", str(ROWS))]
    family = ""
    for query in catalogue().values():
        if query.family != family:
            family = query.family
            parts.append(f"## {_FAMILIES[family]}\n")
        parts.append(_section(query, run(store, query.name, **query.example)))
    return "\n".join(parts)


def _section(query: Query, answer: Answer) -> str:
    parameters = [f"- `{name}` ({p.type}{_default(p)}): {p.doc}" for name, p in query.parameters.items()]
    given = " ".join(f"-p {name}={value}" for name, value in query.example.items())
    shown = [column for column in answer.columns if not _is_key(column, answer)]
    lines = [
        f"### {query.name}\n",
        f"{query.question} {query.question_zh}\n",
        *([*parameters, ""] if parameters else []),
        f"    huiyi query {query.name} {given}".rstrip() + "\n",
    ]
    if answer.rows:
        lines += [f"| {' | '.join(shown)} |", f"|{'---|' * len(shown)}"]
        lines += [f"| {' | '.join(_cell(row[c]) for c in shown)} |" for row in answer.to_dicts()[:ROWS]]
        more = len(answer.rows) - ROWS
        lines.append(f"\n… and {more} more.\n" if more > 0 else "")
    else:
        lines.append("No rows: the example graph has no such case.\n")
    return "\n".join(lines)


def _default(parameter: Parameter) -> str:
    if parameter.required:
        return ""
    return f", default `{parameter.default}`" if parameter.default else ", optional"


def _is_key(column: str, answer: Answer) -> bool:
    return column in ("key", "keys") or column.endswith("_key")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "、".join(_cell(v) for v in value)
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value).replace("|", "\\|").replace("\n", " ")
