"""Hostile inputs, made at random from a seed: what a disk spoils, what a crawler drags in, what means harm.

Invariant: the same seed gives the same inputs on every machine. Every input is a name and bytes, as a file would be,
or a string that never was a file (with lone surrogates, which no encoding gives).
"""

import gzip
import io
import json
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from loaders.lexicon import triggers

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_REPORT = (
    "云溪新闻网讯(记者 方小川)3月5日,县委书记、县委深改委主任石一川主持召开县委深改委第三次会议。"
    "县长柳青山,副县长温　山、贺长河等出席,县应急管理局局长房婉(女,回族)列席。石一川强调,要落实责任。\n"
    "会议听取了县财政局局长方有为关于预算执行情况的汇报,审议《防汛预案》。\n"
    "会议决定任命:\n逄志远为县教育局局长;\n免去:\n阿里木江·尼亚孜的县教育局局长职务。\n"
    "主持人:石一川\n出  席:柳青山  温  山\n缺 席:贺长河(请假)\n编辑:于小川\n"
)
_JUNK = (
    "\ud800", "\udfff", "\x00", "\x1b", "\u202e", "\u200f", "\u2067", "\u200b", "\ufeff", "\U000e0041", "(", "（", "“",
    "”", "、、", "\n", "\r\n", "\u2028", "·", "\u3000", "《", "》", ":", ";", "兼", "的", "和", "等", "𠀀", "&nbsp;",
    "e\u0301", "区(qū)", "第99999999999次", "2022年13月45日", "9月31日", "任", "石", "石一川", "柳青山、", "欧阳", " ",
    "|", "★", "一、", "(女,回族)", "同志", "受", "委托", "原", "()", "((((", "為", "縣", "0" * 40,
)  # fmt: skip
_PAGE = (
    "<!doctype html><html><head><meta charset=utf-8><title>县委召开会议</title><style>p{}</style></head><body>"
    "<div id=zoom class=TRS_Editor>%s</div><div style='display:none'>%s</div></body></html>"
)


class Hostile(NamedTuple):
    """One input: ``data`` are the bytes of a file of that name, ``text`` a string that no file holds."""

    kind: str
    name: str
    data: bytes = b""
    text: str | None = None


def hostile(count: int, seed: int) -> Iterator[Hostile]:
    """``count`` hostile inputs, of every kind in turn; big ones are few.

    >>> [one.kind for one in hostile(3, 1)] == [one.kind for one in hostile(3, 1)]
    True
    """
    dice = random.Random(seed)
    words = sorted(triggers())
    for number in range(count):
        makers = _BIG if number % 250 == 249 else _SMALL
        make = makers[number // 250 % len(makers)] if makers is _BIG else dice.choice(makers)
        yield make(dice, words)


def _spoilt(dice: random.Random, words: list[str], text: str) -> str:
    """A text with words and junk put in, stretches cut out, doubled and moved."""
    for _ in range(dice.randint(1, 12)):
        at = dice.randint(0, len(text))
        to = min(len(text), at + dice.randint(0, 40))
        match dice.randrange(5):
            case 0:
                text = text[:at] + "".join(dice.choices(_JUNK, k=dice.randint(1, 9))) + text[at:]
            case 1:
                text = text[:at] + "".join(dice.choices(words, k=dice.randint(1, 5))) + text[at:]
            case 2:
                text = text[:at] + text[to:]
            case 3:
                text = text[:to] + text[at:to] * dice.randint(1, 30) + text[to:]
            case _:
                text = text[to:] + text[at:to] + text[:at]
    return text


def _mutated(dice: random.Random, words: list[str]) -> Hostile:
    return Hostile("mutated report", "text", text=_spoilt(dice, words, _REPORT))


def _random(dice: random.Random, words: list[str]) -> Hostile:
    planes = ((0, 0x80), (0x80, 0x3000), (0x3000, 0xA000), (0xD800, 0xE000), (0xE000, 0x10000), (0x10000, 0x110000))
    chars = [chr(dice.randrange(*dice.choice(planes))) for _ in range(dice.randint(0, 2_000))]
    return Hostile("random characters", "text", text="".join(chars))


def _triggers(dice: random.Random, words: list[str]) -> Hostile:
    few = dice.sample(words, dice.randint(1, 40))
    glue = dice.choice(("", "", ",", "、", "。", "\n", " ", "石一川", "(", "·"))
    return Hostile("trigger words only", "text", text=glue.join(dice.choices(few, k=dice.randint(1, 3_000))))


def _repeated(dice: random.Random, words: list[str]) -> Hostile:
    unit = "".join(dice.choices((*_JUNK, *dice.sample(words, 5)), k=dice.randint(1, 4)))
    return Hostile("one thing repeated", "text", text=unit * dice.randint(1, 4_000))


def _truncated(dice: random.Random, words: list[str]) -> Hostile:
    data = _spoilt(dice, words, _REPORT).encode(
        dice.choice(("utf-8", "gb18030", "utf-16", "utf-8-sig", "big5")), "ignore"
    )
    at = dice.randint(0, len(data))
    return Hostile("truncated bytes", "a.txt", data[dice.randint(0, 3) : at] + dice.randbytes(dice.choice((0, 0, 5))))


def _page(dice: random.Random, words: list[str]) -> Hostile:
    body = _spoilt(dice, words, _REPORT).encode("utf-8", "ignore").decode().replace("\n", "<p>")
    page = _PAGE % (body, body)
    for _ in range(dice.randint(0, 9)):
        at = dice.randint(0, len(page))
        page = (
            page[:at]
            + dice.choice(("<", ">", "</div>", "<div>" * 9, "<!--", "<script>", "&#x110000;", "<p\x00>"))
            + page[at:]
        )
    return Hostile("spoilt page", "a.html", page[: dice.randint(0, len(page))].encode())


def _rows(dice: random.Random, words: list[str]) -> Hostile:
    row = json.dumps(
        {"id": 1, "text": _spoilt(dice, words, _REPORT), "published": dice.choice(("2021-03-06", "x", None))}
    )
    lines = dice.choices((row, "{", "[]", "null", '{"text": 5}', '"\\ud800"', "", row[:-9], "9" * 5_000), k=3)
    return Hostile(
        "spoilt rows", dice.choice(("a.jsonl", "a.json", "a.csv")), "\n".join(lines).encode("utf-8", "ignore")
    )


def _packed(dice: random.Random, words: list[str]) -> Hostile:
    inner = _spoilt(dice, words, _REPORT).encode("utf-8", "ignore")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(dice.choice(("a.txt", "../../a.txt", "b\\c.html", "a.docx", "a.pdf")), inner)
        archive.writestr("b.txt", _REPORT)
    data = bytearray(buffer.getvalue())
    for _ in range(dice.randint(0, 4)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    return Hostile("spoilt archive", dice.choice(("a.zip", "a.docx", "a.pdf", "a.warc.gz")), bytes(data))


def _junk_file(dice: random.Random, words: list[str]) -> Hostile:
    head = dice.choice((b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\x1f\x8b\x08", b"WARC/1.0\r\n", b"\xff\xfe", b"<html>"))
    kind = dice.choice(("a.pdf", "a.docx", "a.zip", "a.warc", "a.html", "a.txt", "a.jsonl", "a.csv", "a"))
    return Hostile("random bytes", kind, head + dice.randbytes(dice.randint(0, 3_000)))


def _word(document: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
    return buffer.getvalue()


def _entity(dice: random.Random, words: list[str]) -> Hostile:
    """XXE, and entities that grow: neither is ever resolved."""
    outside = dice.choice(("file:///etc/passwd", "http://127.0.0.1:9/x", "file:///dev/zero"))
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "哈" * 50}">' for n in range(12))
    own = dice.choice((f'<!ENTITY x SYSTEM "{outside}">', laughs + '<!ENTITY x "&l11;">'))
    run = f"<w:p><w:r><w:t>{_REPORT}&x;</w:t></w:r></w:p>"
    xml = f'<!DOCTYPE d [{own}]><w:document xmlns:w="{_W}"><w:body>{run}</w:body></w:document>'
    return Hostile("entities in DOCX", "a.docx", _word(xml))


def _deep(dice: random.Random, words: list[str]) -> Hostile:
    tag = dice.choice(("div", "b", "table><tr><td", "ul><li", "span style='display:none'", "font"))
    depth = dice.choice((300, 5_000, 60_000))
    return Hostile("deep page", "a.html", (_PAGE % (f"<{tag}>" * depth + _REPORT, "")).encode())


def _long_line(dice: random.Random, words: list[str]) -> Hostile:
    unit = dice.choice(
        ("天气晴朗", "会议强调", "石一川、", "县长", "任命石一川为县长,", " ", "王 伟 ", "第", "(", "區(qū)")
    )
    return Hostile("a line of 1 MB", "text", text=(unit * (350_000 // len(unit) + 1))[:350_000])


def _bomb(dice: random.Random, words: list[str]) -> Hostile:
    """Archives and streams that grow when they are unpacked."""
    zeros = b"0" * 60_000_000
    if dice.random() < 0.3:
        return Hostile("bomb", "a.warc.gz", gzip.compress(zeros, 9, mtime=0))
    if dice.random() < 0.3:
        content = zlib.compress(zeros, 9)
        pdf = b"%%PDF-1.4\n1 0 obj<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream endobj\n" % (
            len(content),
            content,
        )
        return Hostile("bomb", "a.pdf", pdf)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(dice.choice(("a.txt", "word/document.xml", "a.html")), zeros)
    data = buffer.getvalue()
    for _ in range(dice.randint(0, 4)):
        outer = io.BytesIO()
        with zipfile.ZipFile(outer, "w") as archive:
            archive.writestr("a.zip", data)
            archive.writestr("b.zip", data)
        data = outer.getvalue()
    return Hostile("bomb", dice.choice(("a.zip", "a.docx")), data)


_Make = Callable[[random.Random, list[str]], Hostile]
_SMALL: tuple[_Make, ...] = (
    _mutated, _mutated, _mutated, _random, _triggers, _repeated, _truncated, _page, _rows, _packed, _junk_file, _entity,
)  # fmt: skip
_BIG: tuple[_Make, ...] = (_long_line, _deep, _bomb)
