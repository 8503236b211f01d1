"""Who did what: the sentences of a text, one after the other, and who in the end was there.

Invariant: a sentence takes over from the one before it who spoke last and whether it goes on with a list.
"""

from collections.abc import Sequence

from loaders.names_mentions import Mention
from loaders.roles_parts import Part, Parts
from loaders.roles_sentence import Sentence
from loaders.roles_words import HANDLED, LABEL
from loaders.scan import Hit


def _until(things: Sequence[Mention] | Sequence[Hit], at: int, end: int) -> int:
    """The index, from ``at`` on, of the first that does not begin before ``end``."""
    while at < len(things) and things[at].start < end:
        at += 1
    return at


class Roles(Parts):
    """Reads the parts of one text."""

    def run(self) -> list[Part]:
        """All parts, in order of the text."""
        mentions, predicates = self.mentions, [h for h in self.scan.hits if h.kind in HANDLED]
        at = after = 0
        for start, end in self.scan.sentences:
            first, at = at, _until(mentions, at, end)
            own = mentions[first:at]
            first, after = after, _until(predicates, after, end)
            hits = [h for h in predicates[first:after] if h.start >= start and h.end <= end]
            if not own and not hits and self.mode is None:
                continue
            goes_on = bool(hits) and (
                (bool(self.last) and self.text[start] in "他她“")
                or any(h.kind in ("chair", "attend", "absent") and self.text[h.end : h.end + 1] in LABEL for h in hits)
            )
            if self.mode is not None and (
                self.text[start - 1 : start] != "\n" or ":" in self.text[start : start + 14].split("\n")[0] or hits
            ):
                self.mode = None
            if own or goes_on:
                Sentence(self, start, end, own, hits).read()
        away = self.instructing - {p.mention.name for p in self.parts if p.role != "spoke"} | self._only_quoted()
        return [p for p in self.parts if p.mention.name not in away]

    def _only_quoted(self) -> set[str]:
        """Who is named as 总书记 in what others say, and neither presides nor attends."""
        quoted = {m.name for m in self.mentions if self.text.startswith("总书记", m.end)}
        posted = [m for m in self.mentions if m.posts and m.name in quoted]
        otherwise = {m.name for m in posted if not self.text.startswith("总书记", m.end)}
        here = {p.mention.name for p in self.parts if p.role == "chaired" or p.rule in ("attend", "field")}
        return quoted - otherwise - here
