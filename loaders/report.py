"""The front door: one document in, one record out.

Invariants. Pure: the same document gives the same record. No person, post or group in the record that does not stand in
the text; every mention carries its place in the raw text, the rule that read it and how sure it is.
"""

from dataclasses import replace

from graph.model import LimitError, MeetingReport, Reader
from loaders.assembly import Assembly
from loaders.blocks import blocks, joined
from loaders.document import Document
from loaders.names_mentions import NameReader

BLOCK = 200_000
"""Characters above which a text is read in blocks; no report is so long, but a year's reports in one file are."""

LONGEST = 20_000_000
"""Characters of one text above which it is refused: a report is a page, not a library."""


class RuleExtractor:
    """Reads reports by rules: one pass for trigger words, then local parsing around them.

    ``names`` may be a tagger of the user's own, asked for a second opinion: it takes the clean text and gives the
    personal names that it sees; those that stand where a name can stand are taken too. It must be picklable where the
    extractor is to work on several processes. ``longest`` is the greatest number of characters of a text.
    """

    name = "rules"
    version = "1"

    def __init__(self, names: NameReader | None = None, *, longest: int = LONGEST) -> None:
        self._names = names
        self._longest = longest

    def extract(self, document: Document) -> MeetingReport:
        """The record of one document.

        Raises ``LimitError`` where the text is longer than the limit.
        """
        if len(document.raw) > self._longest:
            raise LimitError(
                f"{document.id}: {len(document.raw):,} characters are more than the limit of {self._longest:,}; "
                "split the text into reports, or raise the limit"
            )
        reader = Reader(name=self.name, version=self.version)
        if len(document.raw) <= BLOCK:
            return Assembly(document, self._names).record(reader)
        record = joined(
            (offset, Assembly(self._part(document, offset, piece), self._names).record(reader))
            for offset, piece in blocks(document.raw, BLOCK)
        )
        record.source.text_sha256 = None  # of the whole clean text, which was never held at once
        return record

    def _part(self, document: Document, offset: int, piece: str) -> Document:
        return replace(document, raw=piece, title=None if offset else document.title)


def read(document: Document, *, names: NameReader | None = None) -> MeetingReport:
    """Read one report (source of the method: this project's own rules, measured in ``docs/accuracy.md``).

    >>> text = "7月29日，青石区委书记石一川主持召开区委常委会会议。"
    >>> report = read(Document(id="r", raw=text, published="2022-07-30"))
    >>> report.meetings[0].date, report.meetings[0].chaired, report.officials[0].posts
    ('2022-07-29', ['石一川'], ['青石区委书记'])
    """
    return RuleExtractor(names).extract(document)
