"""A web page: its main text, and what the page says about it.

Invariant: the main text is one known container, else what trafilatura finds (precision favoured), else the body; what
stands around it (bylines, the way to the page) becomes ``context`` and never text.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Any

from loaders.document import Document
from loaders.documents.byline import about_publication, published_in, publisher_in
from loaders.documents.dates import epoch_date, iso_date
from loaders.documents.found import Reading, document
from loaders.documents.markup import parse, text_of

_HAN = re.compile(r"[\u3400-\u9fff]")
_ENOUGH = 40  # Chinese characters: fewer are a caption or a footer, not an article
_TRAFILATURA_MOST = 4_000  # elements: beyond, a page is a list, and trafilatura takes seconds
_CONTEXT_LINES = 20
_FURNITURE = "self::nav or self::header or self::footer or self::aside"
_DATES = (
    *("pubdate", "publishdate", "article:published_time", "og:release_date", "publish_time", "firstpublishedtime"),
    *("datepublished", "dc.date", "date", "createdate"),
)
_PUBLISHERS = ("contentsource", "source", "og:article:author")
_SITES = ("sitename", "og:site_name")
_TITLES = ("articletitle", "og:title")
_URL_DAY = re.compile(
    r"(?:/t|[/_-])(20\d{2})[-/_]?(\d{2})[-/_]?(\d{2})(?:[/_.]|$)|/(20\d{2})[-/](\d{1,2})[-/](\d{1,2})/"
)
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d{1,5}\)(\S{1,2000})\s")
_WECHAT_TIME = re.compile(rb"\bvar (?:ct|createTime|publish_time)\s*=\s*[\"']([\d :-]{8,20})[\"']")
_SUFFIX = re.compile(r"\s*[-_|–—丨｜]{1,2}\s*[^-_|–—丨｜]{2,40}$")


def read_page(data: bytes, reading: Reading, url: str | None = None) -> Document:
    """The document of one HTML page; ``url`` is where it was fetched, where the container knows it.

    >>> page = read_page("<title>x</title><div id='zoom'><p>7月29日，区委召开会议。</p></div>".encode(), Reading())
    >>> page.raw
    '7月29日，区委召开会议。'
    """
    tree = parse(data, reading.limits)
    metas = _metas(tree)
    main = _container(tree)
    raw = text_of(main) if main is not None else _found_by_trafilatura(tree)
    around = _around(tree, main, raw)
    address = _address(tree, metas, data) or url
    title = _title(tree, metas)
    return document(
        raw,
        reading,
        data=data,
        title=title,
        publisher=_publisher(tree, metas, around, raw),
        url=address,
        published=_published(metas, around, data, address),
        context=[line for line in around if line != title][:_CONTEXT_LINES],
        origin=address or _own_title(tree),
    )


@cache
def _containers() -> Any:
    from lxml import etree

    lines = (files(__package__) / "containers.txt").read_text("utf-8").splitlines()
    conditions = [line for line in lines if line and not line.startswith("#")]
    return etree.XPath("//*[" + " or ".join(f"({condition})" for condition in conditions) + "]")


def _container(tree: Any) -> Any:
    """The known container with the most Chinese text; of a forum thread the first post; None where there is none."""
    best, most = None, _ENOUGH - 1
    for node in _containers()(tree)[:200]:
        size = len(_HAN.findall("".join(node.itertext())))
        if size > most:  # the outermost of nested ones comes first and is never beaten by its own part
            best, most = node, size
            if node.tag == "td":
                break
    return best


def _found_by_trafilatura(tree: Any) -> str:
    """Main text of a page without a known container."""
    body = tree.find("body")
    body = tree if body is None else body
    count = sum(1 for _ in body.iter())
    if count <= _TRAFILATURA_MOST:
        import trafilatura

        try:
            found = trafilatura.extract(
                tree, favor_precision=True, include_comments=False, include_tables=True, output_format="txt"
            )
        except Exception:
            found = None
        if found and len(_HAN.findall(found)) >= _ENOUGH:
            return str(found)
    for node in body.xpath(f"//*[{_FURNITURE}]"):
        parent = node.getparent()
        if parent is not None and node is not body:
            node.clear(keep_tail=True)
    return text_of(body)


def _metas(tree: Any) -> dict[str, str]:
    """``<meta>`` by lower-case name; the first one of a name wins."""
    metas: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = (node.get("name") or node.get("property") or node.get("itemprop") or "").strip().lower()
        content = " ".join((node.get("content") or "").split())[:500]
        if name and content:
            metas.setdefault(name, content)
    return metas


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _title(tree: Any, metas: dict[str, str]) -> str | None:
    if title := _first(metas, _TITLES):
        return title
    for node in tree.xpath("//*[@id='activity-name' or @id='thread_subject' or @id='title'] | //h1 | //h2[1]")[:5]:
        text = " ".join(text_of(node).split())
        if 4 <= len(text) <= 120 and not about_publication(text):
            return text
    text = _own_title(tree)
    cut = _SUFFIX.sub("", text)
    return (cut if len(cut) >= 6 else text) or None


def _own_title(tree: Any) -> str:
    """What the page calls itself; it mostly ends with the name of the site."""
    node = tree.find(".//title")
    return " ".join((node.text or "").split()) if node is not None else ""


def _publisher(tree: Any, metas: dict[str, str], around: list[str], raw: str) -> str | None:
    if name := _first(metas, _PUBLISHERS):
        return publisher_in([name]) or name
    account = tree.xpath("//*[@id='js_name']")
    if account and (name := " ".join(text_of(account[0]).split())):
        return name
    lines = raw.splitlines()
    return publisher_in(around) or publisher_in([*lines[:4], *lines[-3:]]) or _first(metas, _SITES)


def _published(metas: dict[str, str], around: list[str], data: bytes, url: str | None) -> str | None:
    for name in _DATES:
        if name in metas and (day := iso_date(metas[name])):
            return day
    if found := _WECHAT_TIME.search(data):
        value = found[1].decode()
        if day := epoch_date(int(value)) if value.isdigit() and len(value) != 8 else iso_date(value):
            return day
    if day := published_in(around):
        return day
    if found_url := _URL_DAY.search(url or ""):
        parts = [part for part in found_url.groups() if part]
        return iso_date("-".join(parts))
    return None


def _address(tree: Any, metas: dict[str, str], data: bytes) -> str | None:
    for node in tree.iter("link"):
        if "canonical" in (node.get("rel") or "").lower().split() and _absolute(node.get("href")):
            return str(node.get("href")).strip()
    if _absolute(metas.get("og:url")):
        return metas["og:url"]
    saved = _SAVED_FROM.search(data[:4_096])
    address = saved[1].decode("utf-8", "replace") if saved else None
    return address if _absolute(address) else None


def _absolute(address: str | None) -> bool:
    return bool(address) and str(address).strip().startswith(("http://", "https://"))


def _around(tree: Any, main: Any, raw: str) -> list[str]:
    """Lines outside the main text that speak of the publication, then the page's own title."""
    inside = set(raw.splitlines())
    lines = [line.strip() for line in text_of(tree).splitlines()]
    around = [line for line in lines if line not in inside and about_publication(line)]
    around.append(_own_title(tree)[:200])
    return list(dict.fromkeys(filter(None, around)))
