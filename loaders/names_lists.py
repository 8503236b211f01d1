"""Lists of names: a list goes on where one name was found, in both directions, and shares its posts.

Invariants. What stands between two names of a list is a name. A list shares the posts or the label of its first name;
over commas only posts that several people can hold at once.
"""

import re
from collections.abc import Iterable
from typing import Final

from loaders.names import Reading
from loaders.names_mentions import Mention, Mentions
from loaders.names_shapes import COMMON, can_open, is_stop

_JOIN: Final = re.compile(r"(?:同志)? *(?:\([^()\n]{1,24}\))? *(?:\n?[、;/] *\n?|和|与|及|以及| +|[(,])")
_JOIN_FIRST: Final = frozenset("同 (\n、;/和与及以,")
_OPENING: Final = re.compile(r"(?:会上,|随后,|最后,|会前,|会后,)?((?:[\u3400-\u9fff·]{2,9}、)+)(?=[\u3400-\u9fff])")
_STATES: Final = re.compile(
    r"(?:同志)?(?:等|分别|先后|依次|就|作|做|在会|参加|出席|列席|陪同|汇报|发言|随后|还|也|共同|一同|任|为|当选)"
)
_GAP_ITEM: Final = re.compile(r"[\u3400-\u9fff·]{2,9}$")
_ROW: Final = re.compile(r"(?:[\u3400-\u9fff·]{2,10}、){2,}[\u3400-\u9fff·]{2,10}$")
_SHARED: Final = re.compile(
    r".*(?:副[^,、]{1,4}|委员|常委|成员|代表|理事|董事|监事|顾问|巡视员|调研员|院士|教授|专员)$"
)
_LISTED: Final = 4
_ODD: Final = -6


class Lists(Mentions):
    """The rules of lists."""

    def _row(self, end: int) -> None:
        """A plain list of names that ends at ``end``, whatever its last name looks like."""
        near = self.text.rfind("、", max(0, end - 11), end)
        if near < 0 or self.text.rfind("、", max(0, near - 11), near) < 0:
            return
        begin = near
        while (
            begin > 0
            and end - begin < 200
            and ("\u3400" <= self.text[begin - 1] <= "\u9fff" or self.text[begin - 1] in "、·")
        ):
            begin -= 1
        row = _ROW.search(self.text, begin, end)
        if row is None or not self.names.listed(row.start(), row.end()):
            return
        previous: Mention | None = None
        at = row.start()
        for item in row[0].split("、"):
            mention = self._add(at, at + len(item), "name-in-row", 0.8)
            if mention is not None:
                mention.linked = previous is not None
                previous = mention
            at += len(item) + 1

    def _opening_row(self, start: int, *, inside: bool = False) -> None:
        """王一、李二和其他常委…: a sentence opens with a list of names."""
        if not can_open(self.text[start : start + 1]):
            return
        row = _OPENING.match(self.text, start)
        if row is None or row.start(1) in self.found:
            return
        reading = self.names.forward(row.end(), least=3)
        if inside and (reading is None or _STATES.match(self.text, reading.at) is None):
            return
        items = row[1][:-1].split("、")
        good = sum(self.names.shape(s, s + len(i))[0] >= 2 for s, i in _places(row.start(1), items))
        if (
            reading is None
            or good * 3 < len(items) * 2
            or any(
                self.names.blocked(s, s + len(i)) or self.names.shape(s, s + len(i))[0] < -8
                for s, i in _places(row.start(1), items)
            )
        ):
            return
        previous: Mention | None = None
        for s, e in [*((s, s + len(i)) for s, i in _places(row.start(1), items)), (row.end(), reading.at)]:
            mention = self._add(s, e, "name-in-row", 0.75)
            if mention is not None:
                mention.linked = previous is not None
                previous = mention

    def _list_on(self, mention: Mention) -> Mention:
        """The names after ``mention`` in its list: they share its posts or its label. Gives the last of them."""
        current = mention
        while True:
            if self.text[current.tail : current.tail + 1] not in _JOIN_FIRST:
                return current
            join = _JOIN.match(self.text, current.tail)
            if join is None or self.text[join.end() - 1] == "(":
                return current
            start = join.end()
            if start in self.found:
                return current
            comma = self.text[start - 1] == ","
            reading = self.names.forward(start, least=_LISTED + comma)
            if reading is None and not comma:
                reading = self._between(start) or self._odd(start)
            if reading is None or (comma and not self._in_comma_list(reading)):
                return current
            follower = self._add(start, reading.at, "name-in-list", 0.9)
            if follower is None:
                return current
            self._share(mention, follower)
            if (
                comma
                and follower.posts
                and not _SHARED.match(self.text[follower.posts[-1].start : follower.posts[-1].end])
            ):
                follower.posts = []
            current = follower

    def _in_comma_list(self, reading: Reading) -> bool:
        """Whether a name after a comma goes on with the list: a comma, the list's end or a word of presence follows."""
        follows = self.names.starts.get(reading.at)
        return (
            reading.surname >= COMMON or (reading.surname > 0 and self.text[reading.at : reading.at + 1] == ",")
        ) and (
            self.text[reading.at : reading.at + 1] in (",", "、", "等", ";")
            or (follows is not None and follows.kind == "attend")
        )

    def _odd(self, start: int) -> Reading | None:
        """An item of a list that opens with a surname and looks like no name: a mark or a predicate must follow it."""
        for end in range(start + 2, min(start + 3, self.names.size) + 1):
            score, surname = self.names.shape(start, end)
            bound = self.names.bound(end)
            if bound == 3 or (bound and score > 0):
                odd = surname < 0 or score < _ODD or self.names.blocked(start, end) or is_stop(self.text[start:end])
                odd = odd or (end == start + 3 and self.text[start] == self.text[start + 2])  # 边走边谈
                return None if odd or self.names.is_adverb(start, end) else Reading(end, _LISTED, surname)
        return None

    def _between(self, start: int) -> Reading | None:
        """An item of a list that looks like no name stands between two that do."""
        end = start
        while end < len(self.text) and end - start < 5 and "\u3400" <= self.text[end] <= "\u9fff":
            end += 1
        if end - start not in (2, 3, 4) or self.text[end : end + 1] != "、" or self.names.blocked(start, end):
            return None
        after = self.names.forward(end + 1, least=6 if end - start < 4 else 7)
        if after is None or after.surname < COMMON or self.names.shape(start, end)[0] < -8:
            return None
        return Reading(end, _LISTED, 0)

    def _list_back(self, mention: Mention) -> None:
        """The names before ``mention`` in its list."""
        current = mention
        while current.head == current.start and current.start > 1:
            end = current.start
            separator = self.text[end - 1]
            if separator in "和与及":
                end -= 1
            elif separator in "、 ":
                while end > 0 and self.text[end - 1] in "、 ":
                    end -= 1
            else:
                return
            if end in self.taken:
                current.linked = True
                return
            if end > 0 and self.text[end - 1] == ")":
                opening = self.text.rfind("(", max(0, end - 12), end)
                if opening < 0:
                    return
                end = opening
            reading = self.names.backward(end, self.left, least=_LISTED)
            if reading is None or (reading.surname < 1 and reading.score < _LISTED + 1):
                return
            earlier = self._add(reading.at, end, "name-in-list", 0.85)
            if earlier is None:
                return
            current.linked = True
            if mention.rule == "title-after-name":
                earlier.posts, earlier.inherited = list(mention.posts), True
            current = earlier

    def _fill_gaps(self) -> None:
        """What stands in a list between two names is a name; what follows shares the posts of the list."""
        order = [self.found[start] for start in sorted(self.found)]
        for before, after in zip(order, order[1:], strict=False):
            if after.head != after.start or after.posts or after.rule == "named-before":
                continue
            gap = self.text[before.tail : after.start]
            if len(gap) > 24 or gap[:1] != "、" or gap[-1:] != "、":
                continue
            previous = before
            at = before.tail + 1
            for item in gap[1:-1].split("、") if len(gap) > 1 else ():
                end = at + len(item)
                if not _GAP_ITEM.match(item) or self.names.blocked(at, end) or self.names.shape(at, end)[0] < -8:
                    break
                mention = self._add(at, end, "name-between", 0.7)
                if mention is None:
                    break
                self._share(previous, mention)
                previous = mention
                at = end + 1
            else:
                self._share(previous, after)

    def _share(self, holder: Mention, follower: Mention) -> None:
        """``follower`` goes on with the list of ``holder``."""
        follower.linked = True
        follower.label = holder.label
        own = [post for post in follower.posts if follower.end <= post.start < follower.tail]  # in its bracket
        shared = [post for post in holder.posts if post.start < holder.start or post.start >= holder.tail]
        follower.posts = [*shared, *own]
        follower.inherited = True


def _places(start: int, items: list[str]) -> Iterable[tuple[int, str]]:
    """Each item of a list parted by 、 with its place."""
    for item in items:
        yield start, item
        start += len(item) + 1
