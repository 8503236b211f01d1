"""One pass marks trigger words and sentences."""

from hypothesis import given
from hypothesis import strategies as st

from loaders.lexicon import parse, triggers
from loaders.scan import scan
from loaders.text import clean


def test_longest_word_wins_and_hits_are_in_order() -> None:
    page = scan(clean("县委副书记石一川主持召开会议,领导小组出席。"))
    words = [(hit.word, hit.kind) for hit in page.hits]
    assert ("副书记", "post") in words
    assert ("主持召开", "chair") in words
    assert ("领导小组", "neutral") in words
    assert [hit.start for hit in page.hits] == sorted(hit.start for hit in page.hits)


def test_sentences_end_at_stops_and_lines() -> None:
    page = scan(clean("一。“二!”三\n四?"))
    assert [page.text[s:e] for s, e in page.sentences] == ["一。", "“二!”", "三", "四?"]
    assert page.sentence_at(0) == 0
    assert page.sentence_at(8) == 3


def test_between_and_clause_start() -> None:
    page = scan(clean("县长石一川主持,副县长柳青山出席。"))
    assert [hit.word for hit in page.between(0, 7)] == ["县长", "主持"]
    assert page.clause_start(9) == 8
    assert page.clause_start(3) == 0


def test_word_lists_have_no_word_of_two_kinds() -> None:
    kinds = triggers()
    assert len(kinds) > 1000
    assert all(word.strip() == word and word for word in kinds)


def test_a_word_list_is_parsed() -> None:
    assert parse("[a]\n一 二 # x\n# y\n[b]\n三") == {"a": ("一", "二"), "b": ("三",)}


@given(st.text(max_size=120))
def test_hits_never_overlap(raw: str) -> None:
    page = scan(clean(raw))
    assert all(a.end <= b.start for a, b in zip(page.hits, page.hits[1:], strict=False))
    assert all(page.text[hit.start : hit.end] == hit.word for hit in page.hits)
