"""Parts: what people did at a meeting, as far as the sentences read so far tell.

Invariant: who is known to be away (请假, represented by another) or is only quoted gets no part.
"""

from bisect import bisect_left

from graph.model import RoleName
from loaders.names_mentions import Mention
from loaders.roles_directives import directive
from loaders.roles_words import CITE_WORDS, places
from loaders.scan import Hit, Scan


class Part:
    """One part that one mention took: ``role`` is chaired, attended or spoke, ``at`` where its predicate stands."""

    __slots__ = ("at", "capacity", "directive", "end", "mention", "on_behalf_of", "role", "rule")

    def __init__(
        self, role: RoleName, mention: Mention, rule: str, at: int, end: int, capacity: str | None = None
    ) -> None:
        self.role = role
        self.mention = mention
        self.rule = rule
        self.at = at
        self.end = end
        self.capacity = capacity
        self.on_behalf_of: str | None = None
        self.directive = ""


class Parts:
    """The parts that one text gives, while its sentences are read."""

    def __init__(self, scan: Scan, mentions: list[Mention]) -> None:
        self.scan = scan
        self.text = scan.text
        self.mentions = mentions
        self._starts = [mention.start for mention in mentions]
        self.parts: list[Part] = []
        self.absent: set[int] = set()
        self.cited: set[int] = set()
        self.instructing: set[str] = set()
        """Who is reported to have written, not come: 作出批示."""
        self.citing = places(self.text, CITE_WORDS)
        self.last: list[Mention] = []
        self.mode: Hit | None = None
        self.behalf: str | None = None
        self.proxy: str | None = None
        """Who stands in for the person in ``behalf``."""

    def add(self, role: RoleName, mention: Mention, hit: Hit, rule: str) -> None:
        """Keep one part, unless the person is known to be away or only quoted."""
        if mention.start in self.absent or mention.start in self.cited:
            return
        capacity = hit.word if hit.kind == "attend" else None
        part = Part(role, mention, rule, hit.start, hit.end, capacity)
        if self.behalf and self.behalf != mention.name and (role == "chaired" or self.proxy == mention.name):
            part.on_behalf_of = self.behalf
        if role == "spoke":
            part.directive = directive(self.text, hit.word, hit.end, self._said_until(hit.end))
        self.parts.append(part)

    def _said_until(self, start: int) -> int:
        """Where what is said from ``start`` on ends: with the sentence, or where another person opens a clause."""
        end = self.scan.sentences[self.scan.sentence_at(start)][1]
        for other in self.mentions[(at := bisect_left(self._starts, start)) : at + 3]:
            if start < other.head < end and self.text[other.head - 1] in ",;":
                return other.head - 1
        return end
