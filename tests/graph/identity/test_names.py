import pytest

from graph.identity.names import COMPOUND, READINGS, parts, pinyin, search_key, share


@pytest.mark.parametrize(
    ("name", "sound"),
    [
        ("单雄", "shan xiong"), ("解放", "xie fang"), ("仇远", "qiu yuan"), ("区新", "ou xin"), ("查明", "zha ming"),
        ("曾强", "zeng qiang"), ("覃勇", "qin yong"), ("翟军", "zhai jun"), ("任远", "ren yuan"), ("盖世", "ge shi"),
        ("乐山", "yue shan"), ("朴正", "piao zheng"), ("缪杰", "miao jie"), ("黑明", "he ming"), ("种道", "chong dao"),
        ("晁阳", "chao yang"), ("逄文", "pang wen"), ("万俟雪", "moqi xue"), ("澹台清", "tantai qing"),
        ("尉迟敬", "yuchi jing"), ("令狐舟", "linghu zhou"), ("欧阳志强", "ouyang zhiqiang"), ("吕绿", "lv lv"),
    ],
)  # fmt: skip
def test_surnames_are_read_as_surnames(name: str, sound: str) -> None:
    assert pinyin(name) == sound


def test_a_surname_reading_is_for_the_surname_only() -> None:
    assert pinyin("王单") == "wang dan"


def test_names_of_other_forms_have_no_surname() -> None:
    assert parts("扎西多吉") == ("", "扎西多吉")
    assert pinyin("买买提·艾山") == "maimaiti aishan"


def test_there_are_enough_readings() -> None:
    assert len(READINGS) >= 150
    assert all(len(surname) == 2 for surname in COMPOUND)


@pytest.mark.parametrize(
    ("asked", "stored"),
    [("張偉", "张伟"), ("阿布都 ·買買提", "阿布都·买买提"), ("劉 洋", "刘洋")],
)
def test_traditional_forms_and_padding_find_the_name(asked: str, stored: str) -> None:
    assert search_key(asked) == search_key(stored)


@pytest.mark.parametrize("asked", ["Zhāng Wěi", "zhang wei", "ZHANGWEI", "Zhang-Wei"])
def test_pinyin_is_found_with_and_without_tones(asked: str) -> None:
    assert search_key(asked) == search_key(pinyin("张伟"))


@pytest.mark.parametrize("asked", ["Lǚ Yǒng", "lv yong", "LYU Yong", "lü yong"])
def test_every_spelling_of_lu_is_found(asked: str) -> None:
    assert search_key(asked) == search_key(pinyin("吕勇"))


def test_rare_names_are_rare() -> None:
    assert share("王伟") > share("王文斌") > share("王汉礼") > 0
    assert share("李军") > share("逄军")
    assert share("欧阳军") < share("李军")
