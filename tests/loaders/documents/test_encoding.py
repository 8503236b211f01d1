import codecs
import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import InputError
from loaders.documents.encoding import decode

SIMPLE = "青石区委常委会召开会议，研究防汛和秋粮收购工作，区领导柳知秋、康定一参加。"
TRADITIONAL = "青石區委常委會召開會議，研究防汛和秋糧收購工作，區領導柳知秋、康定一參加。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-32"])
def test_simplified_texts(encoding: str) -> None:
    assert decode(SIMPLE.encode(encoding)) == SIMPLE


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "cp950", "big5hkscs", "gb18030"])
def test_traditional_texts(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)) == TRADITIONAL


@pytest.mark.parametrize("encoding", ["gbk", "big5", "utf-8"])
@pytest.mark.parametrize("size", range(20, 60))
def test_a_text_cut_anywhere_loses_one_character_at_most(encoding: str, size: int) -> None:
    text = TRADITIONAL if encoding == "big5" else SIMPLE
    data = text.encode(encoding)[:size]
    assert decode(data).rstrip("\ufffd") == data.decode(encoding, "ignore")


def test_gb2312_as_declared_means_gb18030() -> None:
    assert decode("朱镕基说，㐂".encode("gb18030"), "gb2312") == "朱镕基说，㐂"


def test_a_false_declaration_does_not_win() -> None:
    assert decode(SIMPLE.encode("gbk"), "big5") == SIMPLE
    assert decode(SIMPLE.encode("utf-8"), "gb2312") == SIMPLE


def test_one_broken_byte_spoils_one_character() -> None:
    data = bytearray((SIMPLE * 3).encode())
    data[3 * 40] = 0xFF
    text = decode(bytes(data))
    assert text[:40] == (SIMPLE * 3)[:40]
    assert text.replace("\ufffd", "")[40:] == (SIMPLE * 3)[41:]


def test_the_mark_is_no_part_of_the_text() -> None:
    assert decode(codecs.BOM_UTF8 + SIMPLE.encode()) == SIMPLE


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_text_or_a_clear_error(data: bytes) -> None:
    with contextlib.suppress(InputError):
        assert isinstance(decode(data), str)
