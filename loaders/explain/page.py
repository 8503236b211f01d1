"""The explanation as one HTML page.

Invariants: everything that comes from a report is escaped; the page is whole by itself and its policy forbids it to
load anything, so it can be opened offline and mailed.
"""

from collections.abc import Iterable
from html import escape
from importlib.resources import files
from string import Template

from graph.model import MeetingReport
from loaders.document import Document
from loaders.explain.marks import KINDS, Mark, marks_of, pieces, printable

_UNSURE = 0.75


def explain_page(explained: Iterable[tuple[Document, MeetingReport]]) -> str:
    """An HTML page with each report, its mentions marked, and a table of them with rule and confidence.

    >>> record = MeetingReport.model_validate({"id": "r", "officials": [
    ...     {"name": "林远", "spans": [{"start": 0, "end": 2, "rule": "list"}]}]})
    >>> page = explain_page([(Document("r", "林远<b>"), record)])
    >>> "&lt;b&gt;" in page, "<b>" in page
    (True, False)
    """
    own = files(__package__)
    sections = [_section(number, *pair) for number, pair in enumerate(explained)]
    legend = " ".join(f'<span class="m {kind}">{kind}</span>' for kind in KINDS)
    return Template((own / "page.html").read_text("utf-8")).substitute(
        style=(own / "page.css").read_text("utf-8"),
        script=(own / "page.js").read_text("utf-8"),
        legend=legend,
        sections="\n".join(sections),
    )


def _section(number: int, document: Document, record: MeetingReport) -> str:
    marks = marks_of(record, len(document.raw))
    facts = (document.publisher, document.published, document.url, record.id)
    reader = f"{record.extractor.name} {record.extractor.version}"
    head = " · ".join(_safe(fact) for fact in (*facts, reader) if fact)
    text = "".join(_piece(number, piece.text, piece.marks, marks) for piece in pieces(document.raw, marks))
    rows = "".join(_row(number, at, mark, document.raw) for at, mark in enumerate(marks))
    return (
        f'<section id="r{number}"><h2>{_safe(document.title or record.id)}</h2><p class="facts">{head}</p>\n'
        f'<div class="text">{text}</div>\n'
        "<table><thead><tr><th>kind<th>in the text<th>read as<th>rule<th>sure<th>at</tr></thead>"
        f"<tbody>{rows}</tbody></table></section>"
    )


def _piece(report: int, text: str, numbers: tuple[int, ...], marks: list[Mark]) -> str:
    if not numbers:
        return _safe(text)
    under = [marks[number] for number in numbers]
    kinds = " ".join(dict.fromkeys(mark.kind for mark in under))
    unsure = " unsure" if min(mark.confidence for mark in under) < _UNSURE else ""
    told = "\n".join(f"{mark.kind}: {mark.read_as} ({mark.rule}, {mark.confidence:.2f})" for mark in under)
    ids = " ".join(f"r{report}m{number}" for number in numbers)
    return f'<span class="m {kinds}{unsure}" title="{_safe(told)}" data-m="{ids}">{_safe(text)}</span>'


def _row(report: int, number: int, mark: Mark, raw: str) -> str:
    cells = (
        f'<span class="m {mark.kind}">{mark.kind}</span>',
        _safe(raw[mark.start : mark.end]),
        _safe(mark.read_as),
        _safe(mark.rule),
        f"{mark.confidence:.2f}",
        f"{mark.start}-{mark.end}",
    )
    return f'<tr id="r{report}m{number}">' + "".join(f"<td>{cell}" for cell in cells) + "</tr>"


def _safe(text: str) -> str:
    return escape(printable(text))
