"""People told in parallel: in ``A局局长X、B局局长Y、C局局长Z`` each office has its name, whatever Y looks like.

Invariants. Only a word between an office and a mark or a predicate, beside a person who is told of in the same way; a
word that a trigger stands in is never taken. What is found here shares nothing with its neighbours.
"""

import re
from typing import Final

from loaders.groups import is_body
from loaders.names_offices import Offices
from loaders.names_shapes import is_given, is_stop
from loaders.posts import Post, chain
from loaders.scan import Hit

_SEPARATORS: Final = "、,;和及与"
_MARKS: Final = frozenset(("", *"、,;。:)\n "))
_LEAST: Final = -9
_PLURAL: Final = ("各", "全体", "有关", "相关", "所有", "其他", "部分", "主要", "分管")


_BODY: Final = re.compile(
    r"节(?=[日庆前期暨到来、,。“”]|表彰|座谈|活动|慰问)|会(?![见晤同])|团(?!结)|台|处|班[子长]|室|令(?!狐)|职务|岗位|们"
)
_BODY_BEGINS: Final = frozenset("节会团台处班室令职岗们")


def opens_body(text: str, end: int) -> bool:
    """Whether the title that ends at ``end`` is the first part of a body: 常委|会, 主席|团, 教师|节.

    >>> opens_body("县委常委会召开会议", 4), opens_body("县委常委会见客人", 4)
    (True, False)
    """
    return text[end : end + 1] in _BODY_BEGINS and _BODY.match(text, end) is not None


class Parallels(Offices):
    """The rule of offices in a row."""

    def _in_parallel(self) -> None:
        """Names that look like none, between an office and a mark, in a row of offices with names."""
        text, names = self.text, self.names
        heads = {mention.head for mention in self.found.values() if mention.posts and not mention.inherited}
        if not heads:
            return
        for hit in self.scan.hits:
            if hit.kind != "post" or hit.end in self.found or not "\u3400" <= text[hit.end : hit.end + 1] <= "\u9fff":
                continue
            end = 0 if opens_body(text, hit.end) else self._word_end(hit.end)
            if not end or not self._free(hit.start, end):
                continue
            score, surname = names.shape(hit.end, end)
            if score < _LEAST:
                continue
            posts = chain(names, hit.end, self._floor(hit.start))
            if not posts or text.startswith(_PLURAL, posts[0].start):
                continue
            before = self._told_before(posts[0].start)
            if not before and is_stop(text[hit.end : end]) and text[end : end + 1] not in _MARKS:
                continue
            after = text[end : end + 1] in _SEPARATORS and end + 1 in heads
            if (before and after) or (
                (before or after) and self._looks_right(hit.end, end, surname) and self._says_where(posts, hit)
            ):
                mention = self._add(hit.end, end, "name-in-parallel", 0.6)
                if mention is not None:
                    mention.posts, mention.head = [*posts, *mention.posts], posts[0].start
                    heads.add(mention.head)

    def _word_end(self, start: int) -> int:
        """Where the word at ``start`` ends, at a mark or a predicate after two to four characters; 0 if it does not."""
        for end in (start + 2, start + 3, start + 4):
            if not "\u3400" <= self.text[end - 1 : end] <= "\u9fff":
                return 0
            if self.names.bound(end) == 3:
                odd = self.names.blocked(start, end) or self.names.is_adverb(start, end)
                return 0 if odd or is_body(self.text[start:end]) else end
        return 0

    def _told_before(self, head: int) -> bool:
        return head > 1 and self.text[head - 1] in _SEPARATORS and (head - 1 in self.taken or head - 2 in self.taken)

    def _looks_right(self, start: int, end: int, surname: int) -> bool:
        """A surname, or a given name of two characters behind a surname that no list knows."""
        return surname >= 0 or (end - start == 3 and is_given(self.text[start + 1 : end]))

    @staticmethod
    def _says_where(posts: list[Post], hit: Hit) -> bool:
        return len(posts) > 1 or posts[-1].end - posts[-1].start > len(hit.word)
