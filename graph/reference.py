"""The model as a page of documentation; ``python docs/make.py`` writes it.

Invariant: nothing on the page is typed here that the model already says; a test compares the page with the model.
"""

from inspect import getdoc

from graph.model import EDGES, NODES, Element, columns, edge_type, indexes, label

_HEAD = """# The graph: nodes, edges, properties

This page is made from `graph/model.py` by `python docs/make.py`. Every node has a unique `key`, a short digest
of what identifies it. Dates are text, ISO prefixes as precise as known (`2022`, `2022-07`, `2022-07-29`). Properties
marked ◆ have an index.
"""


def model_page() -> str:
    """The page, in Markdown."""
    indexed = {(element, name) for element, name in indexes()}
    parts = [_HEAD, "## Nodes\n"]
    parts += [_section(node, f"`{label(node)}`", indexed) for node in NODES]
    parts.append("## Edges\n")
    for edge in EDGES:
        ends = ", ".join(f"{label(a)} → {label(b)}" for a, b in edge.ends)
        parts.append(_section(edge, f"`{edge_type(edge)}` {ends}", indexed))
    return "\n".join(parts)


def _section(element: type[Element], title: str, indexed: set[tuple[type[Element], str]]) -> str:
    rows = []
    for name, kind in columns(element).items():
        mark = " ◆" if (element, name) in indexed else ""
        rows.append(f"| `{name}`{mark} | {kind} | {element.model_fields[name].description or ''} |")
    table = ["| property | kind | meaning |", "|---|---|---|", *rows, ""] if rows else []
    return "\n".join([f"### {title}\n", f"{getdoc(element)}\n", *table])
