"""Changes of post: 任命, 免去, 当选, 聘任, 不再担任, 由…担任: who gets which post, and who leaves it.

Invariants. The person stands beside the verb, the posts on its other side; every post must end in a head word of the
lexicon. A post that is left is still a post of the person in this report.
"""

import re
from dataclasses import dataclass

from loaders.names_find import Mention
from loaders.posts import Post
from loaders.scan import Hit, Scan

_APPOINTS = ("任命", "决定任命", "聘任", "选举", "选举产生", "推选", "补选", "增补", "推举", "提名", "任命为", "聘任为")
_ENDS = re.compile(r"[,;。!?\n(]|职务|的(?:请求|议案|决定|决议)")
_GIVES = re.compile(r"(?:同志)?(?:当选)?(?:为|任|担任)(?:新一届|新的|新任)?")
_TAKES = re.compile(r"(?:同志)?的?")
_IS_MADE = re.compile(r"(?:同志)?(?:任|兼任|出任|调任|转任|升任|代理|代行)(?![何免职期务意])")
_NEW = re.compile(r"新一届|新任|新")
_PARTS = re.compile(r"、|兼|和(?=[全省市县区州旗])")


@dataclass(slots=True)
class Change:
    """A post that a person gets or leaves."""

    mention: Mention
    post: Post
    kind: str
    """appointed, elected, removed or resigned."""


def changes_of(scan: Scan, mentions: list[Mention]) -> list[Change]:
    """Every change of post that the text states, in order."""
    hits = [hit for hit in scan.hits if hit.kind == "appoint"]
    return _Changes(scan, mentions).run(hits) if mentions else []


class _Changes:
    def __init__(self, scan: Scan, mentions: list[Mention]) -> None:
        self.scan, self.text, self.mentions = scan, scan.text, mentions
        self.heads = {hit.end for hit in scan.hits if hit.kind == "post"}
        self.found: list[Change] = []

    def run(self, hits: list[Hit]) -> list[Change]:
        for hit in hits:
            if hit.word in ("免去", "罢免"):
                self._removed(hit)
            elif hit.word in ("当选", "当选为", "续任", "连任"):
                self._elected(hit)
            elif hit.word in ("不再担任", "辞去"):
                for mention in self._before(hit.start):
                    self._give([mention], hit.end, "removed" if hit.word == "不再担任" else "resigned")
            elif hit.word == "担任":
                self._holds(hit)
            elif hit.word in _APPOINTS:
                self._appointed(hit)
        for mention in self.mentions:
            if (takes := _IS_MADE.match(self.text, mention.tail)) is not None:
                self._give([mention], takes.end(), "appointed")
        return self.found

    def _after(self, start: int) -> list[Mention]:
        """The list of people that begins at ``start``."""
        people: list[Mention] = []
        for mention in self.mentions:
            if mention.start < start:
                continue
            if not people and mention.start - start <= 1:
                people.append(mention)
            elif people and mention.start - people[-1].tail <= 2 and mention.linked:
                people.append(mention)
            else:
                break
        return people

    def _before(self, end: int) -> list[Mention]:
        """The list of people that ends before ``end`` in the same clause (等27人 may stand between)."""
        people: list[Mention] = []
        for mention in reversed(self.mentions):
            if mention.start >= end:
                continue
            limit = people[0].head if people else end
            gap = self.text[mention.tail : limit]
            if people and gap.strip() not in (("、", "和", "", ",") if people[0].linked else ("、", "和")):
                break
            if not people and (len(gap) > 12 or any(c in gap for c in ",;。\n")):
                break
            people.insert(0, mention)
        return people

    def _posts(self, start: int) -> list[Post]:
        """The posts that stand from ``start`` on."""
        found = _ENDS.search(self.text, start, start + 80)
        end = found.start() if found else min(len(self.text), start + 80)
        posts: list[Post] = []
        at = start
        for separator in [*_PARTS.finditer(self.text, start, end), None]:
            stop = separator.start() if separator else end
            post_end = stop
            while post_end > at and post_end not in self.heads:
                post_end -= 1
            if post_end <= at + 1:
                break
            posts.append(Post(at, post_end, False))
            at = separator.end() if separator else stop
        return posts

    def _give(self, people: list[Mention], start: int, kind: str) -> None:
        if new := _NEW.match(self.text, start):
            start = new.end()
        for post in self._posts(start):
            for mention in people:
                self.found.append(Change(mention, post, kind))

    def _appointed(self, hit: Hit) -> None:
        kind = "elected" if hit.word in ("选举", "选举产生", "推选", "补选", "增补", "推举") else "appointed"
        people = self._after(hit.end)
        while people:
            gives = _GIVES.match(self.text, people[-1].tail)
            if gives is None:
                return
            self._give(people, gives.end(), kind)
            stop = re.compile(r"[,;]").search(self.text, gives.end(), gives.end() + 80)
            people = self._after(stop.end()) if stop else []

    def _removed(self, hit: Hit) -> None:
        people = self._after(hit.end)
        if people:
            takes = _TAKES.match(self.text, people[-1].tail)
            self._give(people, takes.end() if takes else people[-1].tail, "removed")

    def _elected(self, hit: Hit) -> None:
        people = self._before(hit.start)
        if not people:
            sentence = self.scan.sentences[self.scan.sentence_at(hit.start)]
            people = [m for m in self.mentions if sentence[0] <= m.start < hit.start][-1:]
        start = hit.end + (self.text[hit.end : hit.end + 1] == "为")
        self._give(people, start, "elected")

    def _holds(self, hit: Hit) -> None:
        """组长由X担任; X担任组长."""
        people = self._before(hit.start)
        if not people:
            return
        first = people[0]
        if self.text[first.head - 1 : first.head] == "由" and first.head - 1 in self.heads:
            start = first.head - 1
            while start > 0 and "\u3400" <= self.text[start - 1] <= "\u9fff":
                start -= 1
            for mention in people:
                self.found.append(Change(mention, Post(start, first.head - 1, False), "appointed"))
        else:
            self._give(people, hit.end, "appointed")
