"""What stands on the page of each thing: facts and sections, without any markup.

Invariant: text only. The template alone writes HTML, and it escapes everything.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graph.site.facts import AT_MEETING, Facts, Link, Proof

Address = Callable[[str], str]
"""Gives the address of a node's page from another page, empty where it has none."""

Words = dict[str, str]

SHOWN = {
    "Official": ("aliases", "pinyin", "sex", "ethnicity", "territory", "seen_first", "seen_last", "reports"),
    "Group": ("aliases", "kind", "level", "territory", "seen_first", "seen_last", "reports"),
    "Post": ("title", "rank", "level", "seen_first", "seen_last", "reports"),
    "Meeting": ("date", "place", "kind", "ordinal", "territory", "reports"),
}
MOST_PROOFS = 3
MOST_COMPANY = 24


@dataclass(frozen=True, slots=True)
class Item:
    """One line: a name that leads somewhere, a remark, a day, and what proves it."""

    name: str
    href: str = ""
    note: str = ""
    date: str = ""
    proofs: Sequence[Proof] = ()

    def size(self) -> int:
        """About how many bytes it takes on the page."""
        text = self.name + self.note + self.date + self.href
        text += "".join(f"{p.sentence}{p.title}{p.url}{p.publisher}" for p in self.proofs)
        return len(text.encode("utf-8", "replace")) * 11 // 10 + 130 + 230 * len(self.proofs)


@dataclass(frozen=True, slots=True)
class Part:
    """A section: a heading and its lines; ``cards`` stand in columns."""

    title: str
    entries: Sequence[Item]
    cards: bool = False


def details(facts: Facts, key: str, w: Words) -> list[tuple[str, str]]:
    """Properties of a node in words."""
    own = facts.nodes[key]
    rows = []
    for name in SHOWN[str(own["label"])]:
        found = own.get(name)
        if found is not None and found not in ("", [], (), 0):
            rows.append((w[name], "、".join(map(str, found)) if isinstance(found, list | tuple) else str(found)))
    return rows


def parts(facts: Facts, key: str, at: Address, w: Words) -> list[Part]:
    """The sections of a node's page; empty ones are left out."""
    make = {"Official": _official, "Group": _group, "Post": _post, "Meeting": _meeting}[str(facts.nodes[key]["label"])]
    return [part for part in make(facts, key, at, w) if part.entries]


def _official(facts: Facts, key: str, at: Address, w: Words) -> Iterable[Part]:
    def held(kind: str) -> list[Item]:
        return [_tenure(facts, link, (key, link.other), at) for link in _latest_first(facts.out[key][kind])]

    yield Part(w["held"], held("HOLDS"))
    yield Part(w["headed"], held("DIRECTED"))
    yield Part(w["Meetings"], [_presence(facts, m, links, at, w) for m, links in facts.meetings(key).items()])
    yield Part(
        w["company"],
        [_item(facts, who, at, f"{n} {w['times']}") for who, n in facts.company(key)[:MOST_COMPANY]],
        cards=True,
    )
    unsure = {link.other for link in (*facts.out[key]["MAYBE_SAME_AS"], *facts.into[key]["MAYBE_SAME_AS"])}
    yield Part(w["maybe"], [_item(facts, who, at, _words(facts.nodes[who].get("territory"))) for who in sorted(unsure)])
    if not facts.meetings(key):
        yield Part(w["evidence"], [Item("", proofs=[p]) for p in facts.told(key)])


def _presence(facts: Facts, meeting: str, links: Sequence[Link], at: Address, w: Words) -> Item:
    """An official at a meeting: the parts taken, and each sentence once."""
    made = (facts.at_meeting(link, meeting) for link in links)
    proofs = {p.sentence: p for p in made}
    told = [p for p in proofs.values() if p.sentence] or list(proofs.values())[:1]
    titles = dict.fromkeys(str(t) for link in links if (t := link.properties.get("title")))
    note = "、".join(w[kind] for kind in AT_MEETING if any(link.kind == kind for link in links))
    return _item(facts, meeting, at, " · ".join([note, *titles]), facts.date(meeting), told[:MOST_PROOFS])


def _meeting(facts: Facts, key: str, at: Address, w: Words) -> Iterable[Part]:
    own = facts.nodes[key]
    hosts = sorted(facts.into[key]["CONVENED"], key=lambda e: (e.properties.get("order") or 0, e.other))
    yield Part(w["hosts"], [_item(facts, link.other, at) for link in hosts], cards=True)
    told: dict[str | None, Proof] = {}
    for kind in AT_MEETING:
        links = sorted(facts.into[key][kind], key=lambda e: (e.properties.get("order") or 9_999, e.other))
        for link in links:
            made = facts.at_meeting(link, key)
            told.setdefault(made.sentence, made)
        yield Part(w[kind], [_item(facts, e.other, at, _words(e.properties.get("title"))) for e in links], cards=True)
    spoken = [
        Item(facts.name(e.other), at(e.other), str(words))
        for e in facts.into[key]["SPOKE_AT"]
        for words in e.properties.get("directives") or ()
    ]
    yield Part(w["directives"], spoken)
    yield Part(w["agenda"], [Item(str(text)) for text in own.get("agenda") or ()])
    for proof in facts.told(key):
        told.setdefault(proof.sentence, proof)
    yield Part(w["evidence"], [Item("", proofs=[p]) for p in told.values() if p.sentence])


def _group(facts: Facts, key: str, at: Address, w: Words) -> Iterable[Part]:
    yield Part(w["part_of"], [_item(facts, e.other, at) for e in facts.out[key]["PART_OF"]], cards=True)
    heads = _latest_first(facts.into[key]["DIRECTED"])
    yield Part(w["heads"], [_tenure(facts, link, (link.other, key), at) for link in heads])
    yield Part(w["Posts"], [_item(facts, e.other, at) for e in facts.into[key]["OF"]], cards=True)
    meetings = sorted(facts.out[key]["CONVENED"], key=lambda e: (facts.date(e.other), e.other), reverse=True)
    told = {e.other: facts.told(e.other, e.properties.get("reports") or ())[:1] for e in meetings}
    yield Part(
        w["Meetings"],
        [_item(facts, e.other, at, date=facts.date(e.other), proofs=told[e.other]) for e in meetings],
    )
    yield Part(w["parts"], [_item(facts, e.other, at) for e in facts.into[key]["PART_OF"]], cards=True)
    yield Part(w["evidence"], [Item("", proofs=[p]) for p in facts.told(key)[:10]])


def _post(facts: Facts, key: str, at: Address, w: Words) -> Iterable[Part]:
    yield Part(w["of"], [_item(facts, e.other, at) for e in facts.out[key]["OF"]], cards=True)
    holders = _latest_first(facts.into[key]["HOLDS"])
    yield Part(w["holders"], [_tenure(facts, link, (link.other, key), at) for link in holders])


def _tenure(facts: Facts, link: Link, ends: tuple[str, str], at: Address) -> Item:
    """An official in a post or at the head of a group: title, days, and the last sentences that show it."""
    title = link.properties.get("title")
    return _item(facts, link.other, at, _words(title), _span(link), facts.of_post(*ends, title)[-MOST_PROOFS:])


def _latest_first(links: Sequence[Link]) -> list[Link]:
    return sorted(links, key=lambda e: str(e.properties.get("seen_last") or ""), reverse=True)


def _item(facts: Facts, key: str, at: Address, note: str = "", date: str = "", proofs: Sequence[Proof] = ()) -> Item:
    return Item(facts.name(key), at(key), note, date, proofs)


def _words(found: Any) -> str:
    return "" if found is None else str(found)


def _span(link: Link) -> str:
    own = link.properties
    first, last = own.get("start_date") or own.get("seen_first"), own.get("end_date") or own.get("seen_last")
    return " – ".join(dict.fromkeys(str(d) for d in (first, last) if d))
