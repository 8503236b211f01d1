"""The site: a folder of plain pages that link to each other, readable without a server and without a script.

Invariants. No page is larger than ``LARGEST`` bytes: long lists go on in further pages. Text is only ever text; no page
asks anything from outside. The same network gives the same bytes; writing twice changes nothing, and what an earlier
writing left and this one does not make is removed (by its own list, nothing else is touched).
"""

import hashlib
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template
from markupsafe import Markup
from pypinyin import lazy_pinyin

from graph.errors import InputError
from graph.site.entries import Item, Part, Words, details, parts
from graph.site.facts import PAGED, Facts
from graph.viewer.page import digest, write

LARGEST = 50_000
ROOM = 41_000
"""Bytes of entries on one page: what remains is for the frame around them."""

SHARD = 1_500
LIST = "site-files.json"


@dataclass(frozen=True)
class Written:
    """What a writing did: pages made, files changed, files removed."""

    pages: int
    changed: int
    removed: int


def write_site(network: Any, folder: str | os.PathLike[str], *, title: str = "会议", language: str = "en") -> Written:
    """Write the site of a network (as ``graph.network`` gives it) into a folder.

    ``language`` is ``"en"`` or ``"zh"``. Raises ``InputError`` where the folder holds other things already.

    >>> import networkx as nx, tempfile
    >>> network = nx.MultiDiGraph(); network.add_node("o1", label="Official", name="雷鸣", reports=1)
    >>> with tempfile.TemporaryDirectory() as place:
    ...     write_site(network, place).pages, (Path(place) / "official" / "o1.html").exists()
    (3, True)
    """
    if language not in ("en", "zh"):
        raise InputError(f"language {language!r}: give 'en' or 'zh'")
    target = Path(folder)
    before = _before(target)
    site = _Site(Facts(network), title, language)
    changed, made = 0, set()
    for path, text in site.files():
        made.add(path)
        place = target / path
        if path not in before or not place.exists() or place.read_bytes() != text.encode("utf-8", "replace"):
            write(place, text)
            changed += 1
    stale = before - made
    for path in stale:
        (target / path).unlink(missing_ok=True)
    write(target / LIST, json.dumps(sorted(made), ensure_ascii=False, indent=0))
    return Written(sum(path.endswith(".html") for path in made), changed, len(stale))


def _before(target: Path) -> set[str]:
    """Files of an earlier writing; a folder with anything else in it is not ours to write into."""
    if not target.exists() or not any(target.iterdir()):
        return set()
    try:
        found = json.loads((target / LIST).read_text(encoding="utf-8"))
        return {path for path in found if re.fullmatch(r"[\w-]+(/[\w-]+)?\.(html|js)", path)}
    except (OSError, ValueError, TypeError):
        raise InputError(
            f"{target}: holds other things; give an empty folder, or one that a site was written to"
        ) from None


def slug(key: str) -> str:
    """A file name for a key: itself where it is plain, else a digest of it.

    >>> slug("o123"), slug("../x")
    ('o123', 'd6b96a97d147daaa')
    """
    return (
        key
        if re.fullmatch(r"[a-z0-9_]{1,60}", key)
        else hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:16]
    )


@dataclass
class _Site:
    facts: Facts
    title: str
    language: str
    words: Words = field(init=False)
    template: Template = field(init=False)

    def __post_init__(self) -> None:
        both = json.loads(_part("words.json"))
        self.words = {name: pair[self.language == "zh"] for name, pair in both.items()}
        environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
        self.template = environment.from_string(_part("page.html"))
        self.keys = {label: self.facts.of(label) for label in PAGED}
        self.lists = [(self.words[f"{label}s"], f"{label.lower()}s.html") for label in PAGED if self.keys[label]]
        self.spelled = {
            key: "".join(lazy_pinyin(self.facts.name(key))).lower() for label in PAGED for key in self.keys[label]
        }

    def files(self) -> Iterator[tuple[str, str]]:
        """Paths and contents of everything."""
        yield "index.html", self._index()
        for label in PAGED:
            yield from self._listing(label)
            for key in self.keys[label]:
                yield from self._pages(key, label)
        yield from self._shards()

    def path(self, key: str) -> str:
        """The page of a node, from the top; empty where it has none."""
        label = self.facts.nodes[key].get("label")
        return f"{str(label).lower()}/{slug(key)}.html" if label in PAGED else ""

    def _address(self, key: str) -> str:
        """From a page one folder down."""
        path = self.path(key)
        return f"../{path}" if path else ""

    def _index(self) -> str:
        facts, w = self.facts, self.words
        seen = sorted(self.keys["Official"], key=lambda k: (-(facts.nodes[k].get("reports") or 0), k))[:24]
        latest = sorted(self.keys["Meeting"], key=lambda k: (facts.date(k), k), reverse=True)[:24]
        return self._render(
            "index.html",
            self.title,
            facts=[(w[f"{label}s"], f"{len(self.keys[label]):,}") for label in PAGED],
            parts=[
                Part(w["most"], [Item(facts.name(k), self.path(k), self._hint(k)) for k in seen], cards=True),
                Part(w["latest"], [Item(facts.name(k), self.path(k), date=facts.date(k)) for k in latest]),
            ],
            up="",
            script=_part("search.js"),
        )

    def _listing(self, label: str) -> Iterator[tuple[str, str]]:
        """All things of a kind, over as many pages as they need."""
        facts = self.facts
        if label == "Meeting":
            keys = sorted(self.keys[label], key=lambda k: (facts.date(k), k), reverse=True)
        else:
            keys = sorted(self.keys[label], key=lambda k: (self.spelled[k], k))
        entries = [
            Item(facts.name(k), self.path(k), "" if label == "Meeting" else self._hint(k), facts.date(k)) for k in keys
        ]
        if entries:
            name = f"{label.lower()}s"
            yield from self._paged(
                name, self.words[name.capitalize()], [Part(self.words[name.capitalize()], entries)], ""
            )

    def _pages(self, key: str, label: str) -> Iterator[tuple[str, str]]:
        found = parts(self.facts, key, self._address, self.words)
        own = details(self.facts, key, self.words)
        yield from self._paged(
            f"{label.lower()}/{slug(key)}", self.facts.name(key), found, "../", kind=self.words[label], facts=own
        )

    def _paged(self, stem: str, heading: str, found: Sequence[Part], up: str, **more: Any) -> Iterator[tuple[str, str]]:
        chunks = list(_chunks(found))
        names = [f"{stem}.html", *(f"{stem}-{n}.html" for n in range(2, len(chunks) + 1))]
        count = len(chunks)
        pages = [(self.words["page"].format(a=n, n=count), name.rpartition("/")[2]) for n, name in enumerate(names, 1)]
        for number, (name, chunk) in enumerate(zip(names, chunks, strict=True)):
            near = [p for n, p in enumerate(pages) if n in (0, count - 1) or abs(n - number) < 8]
            yield name, self._render(name, heading, parts=chunk, up=up, pages=near, **more)

    def _render(self, name: str, heading: str, *, script: str = "", **more: Any) -> str:
        style = _part("style.css")
        # Search files are scripts beside the page: of the same server, or of the same disk.
        scripts = f"{digest(script)} 'self' file:" if script else "'none'"
        policy = (
            f"default-src 'none'; script-src {scripts}; style-src {digest(style)}; base-uri 'none'; form-action 'none'"
        )
        return self.template.render(
            {"pages": (), "facts": (), "kind": "", **more},
            heading=heading,
            site=self.title,
            lang="zh-Hans" if self.language == "zh" else "en",
            w=self.words,
            lists=self.lists,
            policy=policy,
            own=name.rpartition("/")[2],
            style=Markup(style),  # noqa: S704  # a file of this package
            script=Markup(script),  # noqa: S704  # likewise
        )

    def _hint(self, key: str) -> str:
        """A few words that tell namesakes apart: the latest post, else the territory."""
        own = self.facts.nodes[key]
        posts = sorted(self.facts.out[key]["HOLDS"], key=lambda e: str(e.properties.get("seen_last") or ""))
        return self.facts.name(posts[-1].other) if posts else str(own.get("territory") or own.get("date") or "")

    def _entry(self, key: str) -> list[str]:
        kind = self.words[str(self.facts.nodes[key]["label"])]
        return [self.facts.name(key), self.path(key), self._hint(key) or kind, self.spelled[key]]

    def _shards(self) -> Iterator[tuple[str, str]]:
        """Search entries by each sign that a name holds and by the first letter of its pinyin."""
        shards: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for label in PAGED:
            for key in self.keys[label]:
                name, spelled = self.facts.name(key), self.spelled[key]
                own = self.facts.nodes[key]
                weight = own.get("reports") or 0
                for sign in sorted({*name.lower(), spelled[:1]} - {"", " "}):
                    shards[sign].append((-int(weight), key))
        for sign, found in sorted(shards.items()):
            entries = [self._entry(key) for _, key in sorted(found)[:SHARD]]
            code = f"{ord(sign):x}"
            yield (
                f"search/{code}.js",
                f'huiyiShard("{code}",{json.dumps(entries, ensure_ascii=False, separators=(",", ":"))});\n',
            )


def _chunks(found: Sequence[Part]) -> Iterator[list[Part]]:
    """Sections cut so that each page has room for its entries."""
    page: list[Part] = []
    room = ROOM
    for part in found:
        entries: list[Item] = []
        for item in part.entries:
            if item.size() > room and (entries or page):
                yield [*page, Part(part.title, entries, part.cards)] if entries else page
                page, entries, room = [], [], ROOM
            entries.append(item)
            room -= item.size()
        if entries:
            page.append(Part(part.title, entries, part.cards))
    yield page


def _part(name: str) -> str:
    return files("graph.site").joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")
