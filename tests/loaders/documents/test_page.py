from pathlib import Path

import pytest

from graph.model import InputError, LimitError
from loaders.documents import Limits, Reading
from loaders.documents.page import read_page

BODY = (
    "<p>　　7月29日，青石区委书记石一川主持召开区委常委会会议，研究防汛工作。</p>"
    "<p>区委副书记、区长<b>柳知秋</b>，区委常委康定一出席会议。石一川强调，要守住每一段堤坝。</p>"
)
SIDE = (
    "<div class='side'><ul>"
    + "".join(f"<li><a href='/{n}'>要闻：某地召开会议{n}</a></li>" for n in range(30))
    + "</ul></div>"
)


def page(inner: str, head: str = "", encoding: str = "utf-8") -> bytes:
    text = f"<!DOCTYPE html><html><head><meta charset='{encoding}'>{head}</head><body>{SIDE}{inner}{SIDE}</body></html>"
    return text.encode(encoding)


@pytest.mark.parametrize(
    "inner",
    [
        f"<div class='TRS_Editor'>{BODY}</div>",
        f"<div class='view TRS_UEDITOR trs_paper_default'><div class='TRS_Editor'>{BODY}</div></div>",
        f"<div id='zoom'>{BODY}</div>",
        f"<div id='UCAP-CONTENT'>{BODY}</div>",
        f"<div class='article-content'>{BODY}</div>",
        f"<div id='js_content' style='visibility: hidden; opacity: 0;'>{BODY}</div>",
        f"<table><tr><td class='t_f' id='p_1'>{BODY}</td></tr><tr><td class='t_f'>{BODY * 3}顶</td></tr></table>",
        f"<div class='v_news_content'>{BODY}</div><div class='v_news_content'>相关</div>",
        f"<form><div id='vsb_content_2'>{BODY}</div></form>",
        f"<article><h1>青石区委常委会召开会议</h1>{BODY * 2}</article>",
    ],
)
def test_the_main_text_is_found_in_every_known_container(inner: str) -> None:
    raw = read_page(page(inner), Reading()).raw
    assert "石一川主持召开区委常委会会议" in raw
    assert "区长柳知秋，区委常委" in raw
    assert "某地" not in raw
    assert "顶" not in raw


def test_gbk_that_calls_itself_gb2312() -> None:
    data = page(f"<div id='zoom'>{BODY}</div>").replace(b"utf-8", b"gb2312")
    assert "石一川" in read_page(data.decode().encode("gb18030"), Reading()).raw


def test_hidden_text_is_left_out_and_what_follows_it_stays() -> None:
    junk = (
        "<span style='display:none'>窃取自某站</span><font class='jammer'>e#R</font>"
        "<span style='font-size:0px;color:#fff'>0_x</span><i hidden>藏</i><script>var 会='坏';</script>"
        "<style>.zz{color:red;display:none}</style><span class='a zz'>隐</span><!-- 注 --><noscript>无</noscript>"
    )
    inner = f"<div id='zoom'>{BODY}<p>会议还{junk}听取了<span style='font-size:0.9em'>汇报</span>。</p></div>"
    raw = read_page(page(inner), Reading()).raw
    assert raw.endswith("会议还听取了汇报。")


def test_rows_are_lines_and_cells_are_parted() -> None:
    table = "<table><tr><td>柳知秋</td><td>区长</td></tr><tr><td>康定一</td><td>常委</td></tr></table>"
    inner = f"<div id='zoom'>{BODY}{table}</div>"
    assert read_page(page(inner), Reading()).raw.endswith("柳知秋 区长\n康定一 常委")


def test_line_breaks_of_the_source_are_no_text_but_wide_spaces_are() -> None:
    inner = f"<div id='zoom'>{BODY}<p>区委\n   召开会议<br>王　远\n 主持</p></div>"
    assert read_page(page(inner), Reading()).raw.endswith("区委召开会议\n王　远主持")


def test_metadata_of_government_pages() -> None:
    head = (
        "<title>石一川主持召开会议_青石区人民政府</title><meta name='ArticleTitle' content='石一川主持召开会议'>"
        "<meta name='PubDate' content='2022-07-30 08:12'><meta name='ContentSource' content='青石日报'>"
        "<meta name='SiteName' content='青石区人民政府'><link rel='canonical' href='https://qs.example/a/1.html'>"
    )
    document = read_page(page(f"<div id='zoom'>{BODY}</div>", head), Reading())
    assert document.title == "石一川主持召开会议"
    assert document.published == "2022-07-30"
    assert document.publisher == "青石日报"
    assert document.url == "https://qs.example/a/1.html"


def test_metadata_of_the_visible_page() -> None:
    head = "<title>青石区委召开会议_青石新闻网</title>"
    inner = (
        "<div>当前位置：首页 > 青石要闻</div><div class='i'>发布时间：2022年7月30日 来源：青石日报 点击数：12</div>"
        f"<div id='zoom'>{BODY}</div><p>责任编辑：某人</p>"
    )
    document = read_page(page(inner, head), Reading())
    assert (document.title, document.published, document.publisher) == ("青石区委召开会议", "2022-07-30", "青石日报")
    assert "当前位置：首页 > 青石要闻" in document.context
    assert "责任编辑：某人" in document.context
    assert "责任编辑" not in document.raw


def test_metadata_of_wechat() -> None:
    inner = (
        "<h1 id='activity-name'>青石区委常委会召开会议</h1><a id='js_name'>青石发布</a><em id='publish_time'></em>"
        f"<div id='js_content' style='visibility:hidden'>{BODY}</div><script>var ct = '1659139200';</script>"
    )
    document = read_page(page(inner), Reading())
    assert (document.title, document.published, document.publisher) == (
        "青石区委常委会召开会议",
        "2022-07-30",
        "青石发布",
    )


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://qs.example/art/2022-07/30/content_1.html", "2022-07-30"),
        ("https://qs.example/zw/202207/t20220730_123.html", "2022-07-30"),
        ("https://qs.example/art/2022/7/30/art_1.html", "2022-07-30"),
        ("https://qs.example/a/1.html", None),
    ],
)
def test_the_day_in_the_address_comes_last(url: str, day: str | None) -> None:
    document = read_page(page(f"<div id='zoom'>{BODY}</div>"), Reading(), url)
    assert (document.url, document.published) == (url, day)


def test_a_page_saved_by_a_browser_knows_its_address() -> None:
    data = b"<!-- saved from url=(0027)https://qs.example/a/1.html -->" + page(f"<div id='zoom'>{BODY}</div>")
    assert read_page(data, Reading()).url == "https://qs.example/a/1.html"


def test_no_other_scheme_becomes_an_address() -> None:
    head = "<link rel='canonical' href='javascript:alert(1)'><meta property='og:url' content='file:///etc/passwd'>"
    assert read_page(page(f"<div id='zoom'>{BODY}</div>", head), Reading()).url is None


def test_the_id_follows_text_and_address_and_not_the_furniture() -> None:
    one = read_page(page(f"<div id='zoom'>{BODY}</div>"), Reading())
    other = read_page(page(f"<div id='zoom'>{BODY}</div><p>点击数：99</p>"), Reading())
    elsewhere = read_page(page(f"<div id='zoom'>{BODY}</div>"), Reading(), "https://qs.example/b")
    renamed = read_page(page(f"<div id='zoom'>{BODY}</div>", "<title>会议-另一网</title>"), Reading())
    assert one.id == other.id
    assert len({one.id, elsewhere.id, renamed.id}) == 3


def test_entities_are_not_loaded() -> None:
    data = (
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        f"<html><body><div id='zoom'>{BODY}<p>&x;</p></div></body></html>"
    ).encode()
    assert "root:" not in read_page(data, Reading()).raw


def test_deep_and_wide_pages_name_the_limit() -> None:
    with pytest.raises(LimitError, match="html_depth=200"):
        read_page(b"<div>" * 5_000 + b"x", Reading())
    with pytest.raises(LimitError, match="html_elements=100"):
        read_page(b"<p>x</p>" * 200, Reading(Limits(html_elements=100)))


def test_a_page_without_text_is_rejected() -> None:
    with pytest.raises(InputError, match="no text"):
        read_page(b"<html><body><img src='a.jpg'></body></html>", Reading())


def test_the_example_pages(examples: Path) -> None:
    found = {path.name: read_page(path.read_bytes(), Reading()) for path in sorted(examples.glob("*.html"))}
    assert found["linchuan-20210916.html"].publisher == "霖川日报"
    assert all(document.published and document.title for document in found.values())
    assert not any("版权所有" in document.raw for document in found.values())
