"""The explanation for a terminal.

Invariant: the text of a report is data: it is never read as markup, and its control characters are made visible.
"""

from collections.abc import Iterable

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.model import MeetingReport
from loaders.document import Document
from loaders.explain.marks import Kind, marks_of, pieces, printable

_STYLES: dict[Kind, str] = {
    "official": "bold cyan",
    "post": "green",
    "meeting": "bold magenta",
    "group": "yellow",
    "role": "underline",
    "head": "italic",
    "change": "reverse",
}


def explain_terminal(explained: Iterable[tuple[Document, MeetingReport]], console: Console | None = None) -> None:
    """Print each report with its mentions in colour, then the list of them with rule and confidence."""
    console = console or Console()
    for document, record in explained:
        marks = marks_of(record, len(document.raw))
        console.rule(Text(printable(document.title or record.id), style="bold"))
        facts = (document.publisher, document.published, document.url, record.id)
        console.print(Text(" · ".join(printable(fact) for fact in facts if fact), style="dim"))
        text = Text()
        for piece in pieces(document.raw, marks):
            style = " ".join(dict.fromkeys(_STYLES[marks[number].kind] for number in piece.marks))
            text.append(printable(piece.text), style or None)
        console.print(text, end="\n\n")
        legend = Text("marked: ")
        for kind, style in _STYLES.items():
            legend.append(kind, style).append("  ")
        console.print(legend)
        table = _table()
        for mark in marks:
            what = document.raw[mark.start : mark.end].replace("\n", " ")
            sure = f"{mark.confidence:.2f}"
            cells = (mark.kind, what, mark.read_as, mark.rule, sure, f"{mark.start}-{mark.end}")
            table.add_row(*(Text(printable(cell)) for cell in cells))
        console.print(table)
        console.print(Text(f"read by {printable(record.extractor.name)} {printable(record.extractor.version)}", "dim"))


def _table() -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("kind", "in the text", "read as", "rule"):
        table.add_column(name, overflow="fold")
    table.add_column("sure", justify="right")
    table.add_column("at", justify="right", no_wrap=True)
    return table
