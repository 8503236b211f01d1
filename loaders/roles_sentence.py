"""One sentence, read from left to right: its predicates are shared out to the people who stand as their subjects.

Invariants. People named since the last predicate are the subject of the next one, a predicate without a subject of its
own takes the last subject over, and 会议强调 gives nobody. What is said of people whose words are only passed on
(传达…讲话精神), who send another or who are away (请假) gives no presence.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from operator import itemgetter
from typing import Final

from loaders.names_mentions import Mention
from loaders.names_offices import field_after
from loaders.roles_directives import instructs
from loaders.roles_parts import Parts
from loaders.roles_words import (
    ACTING,
    ALONG,
    AND_ALSO,
    AND_OTHERS,
    AT,
    AT_FIRST,
    AWAY,
    BODY_SPEAKS,
    BODY_TAKES_OVER,
    CARRYING,
    CITE,
    CITED_AS,
    CITED_AS_FIRST,
    CITED_END,
    CITING,
    CITING_MORE,
    CONVENES,
    DELIVERS,
    DELIVERS_FIRST,
    FRAMED,
    LISTENED,
    MEET,
    NOUN,
    NOUN_AFTER,
    NOUN_AFTER_FIRST,
    NOUN_BEFORE,
    OBJECT_OF,
    OTHERS,
    PRONOUN,
    PROXY,
    PROXY_FIRST,
    TOGETHER,
    VISIT_NOUN,
    VISITING_NOUN,
)
from loaders.scan import Hit

_BY_PLACE: Final[Callable[[tuple[int, int, Mention | Hit]], tuple[int, int]]] = itemgetter(0, 1)


class Sentence:
    """The reading of one sentence."""

    def __init__(self, roles: Parts, start: int, end: int, own: list[Mention], hits: list[Hit]) -> None:
        self.roles, self.text = roles, roles.text
        self.start, self.end, self.own, self.hits = start, end, own, hits
        self.titled = [m for m in own if m.end != m.tail]
        self.pending: list[Mention] = []
        self.subject: list[Mention] = []
        self.used = False
        self.done = start  # end of the last predicate that found its people
        self.cited_until = -1
        self.meeting_with = -1

    def read(self) -> None:
        """Go through people and predicates in order."""
        roles = self.roles
        lead = self.text[self.start : self.start + 6]
        if roles.last and lead[0] in ("他", "她", "“") and PRONOUN.match(lead.lstrip("“")):
            self.subject = roles.last
        events: list[tuple[int, int, Mention | Hit]] = [(m.head, 1, m) for m in self.own]
        events += [(h.start, 0, h) for h in self.hits]
        events.sort(key=_BY_PLACE)
        for _, _, thing in events:
            if isinstance(thing, Mention):
                self._person(thing)
            else:
                self._predicate(thing)
        if len(self.subject) == 1 or (self.subject and not roles.last):
            roles.last = self.subject
        roles.behalf = roles.proxy = None

    def _person(self, mention: Mention) -> None:
        text, roles = self.text, self.roles
        if mention.head < self.cited_until:
            roles.cited.add(mention.start)
            return
        before = text[max(self.start, mention.head - 40) : mention.head]
        follows = text[mention.tail : mention.tail + 1]
        if not mention.linked and self._cites(mention.head) and CITING.search(before):
            stop = CITED_END.search(text, mention.tail, min(self.end, mention.tail + 80))
            if stop is not None:
                self.cited_until = stop.end()
                roles.cited.add(mention.start)
                return
        if (
            before[-1:] in ("和", "及", "、", ",")
            and follows in CITED_AS_FIRST
            and CITED_AS.match(text, mention.tail)
            and CITING_MORE.search(text, max(self.start, mention.head - 160), mention.head)
        ):
            roles.cited.add(mention.start)
            return
        if before.endswith("代表") and self.pending and not mention.linked:
            return
        if follows in PROXY_FIRST and PROXY.match(text, mention.tail):
            roles.behalf = mention.name
            roles.proxy = self.pending[-1].name if self.pending and not self.used and before[-1:] == "受" else None
            roles.absent.add(mention.start)
            return
        if roles.behalf and roles.proxy is None:
            roles.proxy = mention.name
        if roles.mode is not None and not AWAY.search(mention.note):
            if roles.mode.kind == "absent":
                roles.absent.add(mention.start)
            else:
                roles.add("chaired" if roles.mode.kind == "chair" else "attended", mention, roles.mode, "field")
            return
        near = self.meeting_with > 0 and 0 <= mention.head - self.meeting_with <= 8
        if near and not any(c in text[self.meeting_with : mention.head] for c in ",;"):
            self.meeting_with = mention.tail
            roles.add("attended", mention, self._meeting_hit, "met")
            self.used = True
            return
        if mention.note and AWAY.search(mention.note):
            roles.absent.add(mention.start)
            return
        if follows == "一" and text.startswith("一行", mention.tail):
            roles.add("attended", mention, Hit(mention.tail, mention.tail + 2, "visit", "一行"), "visit")
        if self.used and not mention.linked:
            self.pending, self.used = [], False
        self.pending.append(mention)
        if follows in DELIVERS_FIRST and (gives := DELIVERS.match(text, mention.tail)) is not None:
            for one in self._together(self.pending):
                roles.add("spoke", one, Hit(mention.tail, gives.end(), "speak", "作"), "delivers")
            self.subject = self._together(self.pending)
        if follows in AT_FIRST and AT.match(text[mention.tail : mention.tail + 32]):
            hit = Hit(mention.tail, mention.tail, "present", "")
            roles.add("attended", mention, hit, "at-meeting")

    def _cites(self, end: int) -> bool:
        """Whether a verb of citing stands in this sentence shortly before ``end``."""
        citing = self.roles.citing
        first = bisect_left(citing, max(self.start, end - 40))
        return first < len(citing) and citing[first] < end

    def _clause(self, at: int) -> int:
        return self.roles.scan.clause_start(at, self.start)

    def _predicate(self, hit: Hit) -> None:
        text = self.text
        if self.titled and any(m.start < hit.end and hit.start < m.tail for m in self.titled):
            return
        if hit.kind in ("chair", "attend", "absent") and (label := field_after(text, hit)) is not None:
            fresh = [] if self.used else self.pending
            if not fresh or any(mark in label[0] for mark in ":★】|"):
                self.roles.mode = hit
                return
        clause = self._clause(hit.start)
        fresh = [] if self.used else [m for m in self.pending if m.start < hit.start]
        here = [m for m in fresh if m.tail > clause]
        match hit.kind:
            case "absent":
                for mention in here or fresh:
                    self.roles.absent.add(mention.start)
                self._take(here or fresh, hit)
            case "chair":
                self._chair(hit, fresh, here, clause)
            case "attend":
                self._attend(hit, fresh, here, clause)
            case "visit" | "present":
                near = [m for m in here if hit.start - m.tail <= 24] and (here if hit.kind == "present" else fresh)
                for mention in near:
                    self.roles.add("attended", mention, hit, hit.kind)
                if near and hit.kind == "visit":
                    self._take(near, hit)
            case "held":
                if here and hit.word.startswith("召开") and CONVENES.match(text[here[-1].tail : hit.start]):
                    for mention in self._together(here):
                        self.roles.add("chaired", mention, hit, "convened")
                    self._take(here, hit)
            case "speak":
                self._speak(hit, fresh, here, clause)

    def _take(self, people: list[Mention], hit: Hit) -> None:
        self.used = True
        self.done = hit.end
        if people:
            self.subject = people

    def _carried(self, clause: int, hit: Hit) -> list[Mention]:
        """The last subject, where nothing else stands as the subject of this clause."""
        if not self.subject:
            return []
        if BODY_TAKES_OVER.search(self.text, self.done, hit.start):
            return []
        lead = self.text[max(clause, self.done) : hit.start]
        if not lead.strip():
            return self.subject
        if BODY_SPEAKS.search(lead):
            return []
        if CARRYING.match(lead) or (len(lead) <= 60 and "," not in lead and AND_ALSO.search(lead)):
            return self.subject
        return [] if OTHERS.search(lead) or len(lead) > 3 else self.subject

    def _together(self, people: list[Mention]) -> list[Mention]:
        """The last of ``people`` and those joined to it with nothing but a comma between."""
        joined = [people[-1]]
        for mention in reversed(people[:-1]):
            if self.text[mention.tail : joined[0].head].strip().removesuffix("来访的") in (
                "、",
                "和",
                "与",
                ",",
                "",
                "共同",
                "及",
                "同",
            ):
                joined.insert(0, mention)
            else:
                break
        return joined

    def _chair(self, hit: Hit, fresh: list[Mention], here: list[Mention], clause: int) -> None:
        if here:
            gap = self.text[here[-1].tail : hit.start]
            alone = not gap or not OTHERS.search(gap) or FRAMED.match(gap) is not None
            people = self._together(fresh) if len(gap) <= 40 and alone else []
        else:
            people = self._carried(clause, hit)
        for mention in people:
            self.roles.add("chaired", mention, hit, "chair")
        if people:
            self._take(people, hit)

    def _attend(self, hit: Hit, fresh: list[Mention], here: list[Mention], clause: int) -> None:
        if hit.word in ("会见", "座谈", "座谈交流", "会谈", "参与") and NOUN_AFTER.match(self.text, hit.end):
            return
        if hit.word in ("参会", "与会", "参加", "出席") and VISITING_NOUN.match(self.text, hit.end):
            return
        people = fresh or self._carried(clause, hit)
        along = hit.word in ALONG or VISIT_NOUN.match(self.text, hit.end) is not None
        for mention in people:
            self.roles.add("attended", mention, hit, "accompany" if along else "attend")
        if hit.word in MEET:
            self.meeting_with = hit.end
            self._meeting_hit = hit
        if fresh:
            self._take(fresh, hit)
        elif people:
            self.done = hit.end

    def _speak(self, hit: Hit, fresh: list[Mention], here: list[Mention], clause: int) -> None:
        text = self.text
        if (
            text[hit.end : hit.end + 1] in NOUN_AFTER_FIRST
            and hit.word not in ACTING
            and NOUN_AFTER.match(text, hit.end)
        ):
            return
        if hit.word in NOUN and NOUN_BEFORE.search(text, max(self.start, hit.start - 2), hit.start):
            listened = here and LISTENED.search(text, max(self.start, here[0].head - 30), here[0].head) is not None
            if not listened and not re.search(r"[作做](?!为)[^,。]{0,40}$", text[clause : hit.start]):
                return
        if hit.word in CITE and not here and not fresh and not self.subject:
            return
        if here:
            people = self._speakers(hit, fresh, here)
        elif fresh and FRAMED.match(text[clause : hit.start] or text[fresh[-1].tail : hit.start]):
            people = self._together(fresh)
            if OBJECT_OF.search(text, max(self.start, people[0].head - 6), people[0].head):
                people = self.subject
        else:
            people = self._carried(clause, hit)
        for mention in people:
            if instructs(text, mention.tail):
                self.roles.instructing.add(mention.name)
            self.roles.add("spoke", mention, hit, "speak")
        if people:
            self._take(people, hit)

    def _speakers(self, hit: Hit, fresh: list[Mention], here: list[Mention]) -> list[Mention]:
        text = self.text
        group = [here[-1]]
        for mention in reversed(fresh[:-1]):
            if text[mention.tail : group[0].head].strip() in ("、", "和", "与", "", "及", "以及", ",", "同"):
                group.insert(0, mention)
            else:
                break
        before = text[max(self.start, group[0].head - 6) : group[0].head]
        listened = LISTENED.search(text, max(self.start, here[0].head - 30), here[0].head) is not None
        if OBJECT_OF.search(before):
            rest = [m for m in here if m not in group]
            return rest or list(self.subject) or [m for m in fresh if m not in group]
        gap = text[group[-1].tail : hit.start]
        if gap[:1] == "等":
            gap = AND_OTHERS.sub("", gap)
        if listened:
            return here if len(gap) <= 80 else []
        if not gap:
            return group
        if len(gap) > 60 or gap.startswith("的") or (OTHERS.search(gap) and not FRAMED.match(gap)):
            return []
        if len(fresh) > len(group) and TOGETHER.search(gap):
            return fresh
        return group
