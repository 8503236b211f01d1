"""One pass over a clean text: where its sentences are, and where the trigger words stand.

Invariants. One Aho-Corasick pass over all word lists (leftmost-longest; the automaton is built once); hits never
overlap and are in order; all positions count characters of the clean text. Everything else is parsed locally, around
hits.
"""

from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import Final

import ahocorasick_rs

from loaders.lexicon import triggers
from loaders.text import CleanText

_MARKS: Final = ",;。!?\n "
"""What ends a clause; no trigger word holds any of them, so that they are found in the same pass."""
_STOPS: Final = "。!?"
_CLOSING: Final = "”’」』"


class Hit:
    """A trigger word at its place."""

    __slots__ = ("end", "kind", "start", "word")

    def __init__(self, start: int, end: int, kind: str, word: str) -> None:  # by hand: fifty a report, compiled
        self.start = start
        self.end = end
        self.kind = kind
        self.word = word


class Scan:
    """A clean text, cut and marked.

    ``paragraphs`` are the lines with something in them, ``sentences`` the ranges that end after 。!? (and a closing
    quote) or at a line's end, ``marks`` the places of the characters that end a clause: comma, semicolon, end of
    sentence, blank, end of line.
    """

    __slots__ = ("_sentence_starts", "_starts", "clean", "hits", "marks", "paragraphs", "sentences", "text")

    def __init__(
        self,
        clean: CleanText,
        paragraphs: list[tuple[int, int]],
        sentences: list[tuple[int, int]],
        hits: list[Hit],
        marks: list[int],
    ) -> None:
        self.clean = clean
        self.text = clean.text
        self.paragraphs = paragraphs
        self.sentences = sentences
        self.hits = hits
        self.marks = marks
        self._starts = [hit.start for hit in hits]
        self._sentence_starts = [start for start, _ in sentences]

    def between(self, start: int, end: int) -> list[Hit]:
        """The hits that lie wholly in ``text[start:end]``."""
        low = bisect_left(self._starts, start)
        high = bisect_left(self._starts, end, low)
        found = self.hits[low:high]
        if found and found[-1].end > end:
            found.pop()
        return found

    def clause_start(self, position: int, floor: int = 0) -> int:
        """Where the clause that holds ``position`` begins, but not before ``floor``."""
        found = bisect_left(self.marks, position)
        return max(floor, self.marks[found - 1] + 1) if found else floor

    def sentence_at(self, position: int) -> int:
        """Index of the sentence that holds ``position``."""
        found = bisect_right(self._sentence_starts, position)
        return found - 1 if found else 0


@lru_cache(maxsize=1)
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, list[tuple[str, str]]]:
    words = triggers() | dict.fromkeys(_MARKS, "")
    automaton = ahocorasick_rs.AhoCorasick(
        list(words),
        matchkind=ahocorasick_rs.MATCHKIND_LEFTMOST_LONGEST,
        store_patterns=False,
        implementation=ahocorasick_rs.Implementation.DFA,  # a quarter faster; the lists are small enough
    )
    return automaton, [(kind, word) for word, kind in words.items()]


def scan(clean: CleanText) -> Scan:
    """Mark the trigger words of a clean text and cut it into sentences.

    >>> from loaders.text import clean
    >>> page = scan(clean("区长石一川主持会议。会议强调安全。"))
    >>> page.sentences
    [(0, 10), (10, 17)]
    >>> [hit.word for hit in page.between(0, 10)][:2]
    ['区长', '主持']
    """
    text = clean.text
    size = len(text)
    automaton, words = _automaton()
    hits: list[Hit] = []
    marks: list[int] = []
    sentences: list[tuple[int, int]] = []
    paragraphs: list[tuple[int, int]] = []
    begin = line = 0
    for index, start, end in automaton.find_matches_as_indexes(text):
        kind, word = words[index]
        if kind:
            hits.append(Hit(start, end, kind, word))
            continue
        marks.append(start)
        if word == "\n":
            if start > line and not text[line:start].isspace():
                paragraphs.append((line, start))
            line = end
        elif word not in _STOPS:
            continue
        if start < begin:  # a further mark at the end of the sentence before
            continue
        stop = start
        while stop < size and text[stop] in _STOPS:
            stop += 1
        while start > begin and stop < size and text[stop] in _CLOSING:
            stop += 1
        if start > begin:
            sentences.append((begin, stop))
        begin = stop if stop > start else end
    if begin < size:
        sentences.append((begin, size))
    if line < size and not text[line:].isspace():
        paragraphs.append((line, size))
    return Scan(clean, paragraphs, sentences, hits, marks)
