"""Which tellings are one meeting."""

from dataclasses import replace
from random import Random

import pytest

from graph.identity.groups import canonical_group
from graph.identity.meetings import MeetingSighting, bare_name, cluster_meetings, likeness, meeting_block
from graph.places import find, unknown

QINZHOU, MAIJI = find("秦州区")[0], find("麦积区")[0]


def told(id: str, name: str = "区政府常务会议", **more: object) -> MeetingSighting:
    """A telling of a meeting of 秦州区 on 29 July 2022, chaired by 高远."""
    plain = MeetingSighting(
        id, f"report {id}", name, "2022-07-29", "2022-07-30", (canonical_group("区政府", QINZHOU),), QINZHOU, None,
        "常务会议", ("高远",), frozenset({"高远", "苏禾", "陆川"}),
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def together(*mentions: MeetingSighting) -> list[set[str]]:
    return [set(cluster.members) for cluster in cluster_meetings(mentions)]


@pytest.mark.parametrize(
    "other",
    [
        told("b"),
        told("b", "秦州区政府召开常务会议"),
        told("b", "秦州区人民政府第19次常务会议", ordinal=19),
        told("b", date="07-29", published=None),
        told("b", attended=frozenset({"高远"})),
        told("b", hosts=()),
        told("b", chaired=()),
        told("b", chaired=("苏禾",)),  # the papers disagree
        told("b", territory=find("天水市")[0]),
        told("b", territory=None),
        told("b", date=None, published="2022-07-29"),
    ],
)
def test_one_meeting_told_in_other_words(other: MeetingSighting) -> None:
    assert together(told("a"), other) == [{"a", "b"}]


@pytest.mark.parametrize(
    "other",
    [
        told("b", date="2022-07-28"),
        told("b", date="2021-07-29", published="2021-07-30"),
        told("b", "招商引资座谈会", hosts=(), kind="座谈会", attended=frozenset({"高远", "江澜"})),
        told("b", "区政府党组会议", hosts=(), kind="党组会议", chaired=("高远",), attended=frozenset({"高远"})),
        told(
            "b", territory=MAIJI, hosts=(canonical_group("区政府", MAIJI),), chaired=("高远",),
            attended=frozenset({"高远", "江澜", "白桦"}),
        ),  # a namesake in the next district
        told("b", report="report a"),
    ],
)  # fmt: skip
def test_two_meetings_stay_two(other: MeetingSighting) -> None:
    assert together(told("a"), other) == [{"a"}, {"b"}]


def test_other_ordinals_are_other_meetings() -> None:
    assert together(told("a", ordinal=18), told("b", ordinal=19)) == [{"a"}, {"b"}]
    assert together(told("a", ordinal=19), told("b", ordinal=19)) == [{"a", "b"}]


def test_a_pair_that_is_ruled_out_keeps_its_clusters_apart() -> None:
    """c fits both, but a and b are two sittings: it goes to the one it is more like."""
    a = told("a", ordinal=18)
    b = told("b", ordinal=19)
    c = told("c", ordinal=19)
    assert together(a, b, c, told("d")) in ([{"a", "d"}, {"b", "c"}], [{"a"}, {"b", "c", "d"}])


def test_the_key_is_the_earliest_telling() -> None:
    late, early = told("a", published="2022-08-02"), told("b", published="2022-07-29")
    assert cluster_meetings([late, early])[0].key == "b"


def test_order_does_not_matter() -> None:
    mentions = [
        told(f"{n}{k}", name, territory=place, date=date, published=published)
        for n, (name, place) in enumerate(
            (("区政府常务会议", QINZHOU), ("安全生产会议", QINZHOU), ("区政府常务会议", MAIJI))
        )
        for k, (date, published) in enumerate((("2022-07-29", "2022-07-30"), ("07-29", None), (None, "2022-07-29")))
    ]
    first = cluster_meetings(mentions)
    for seed in range(20):
        Random(seed).shuffle(mentions)
        assert cluster_meetings(mentions) == first


def test_blocks_hold_whatever_may_be_one() -> None:
    for other in (told("b", date="07-29"), told("b", territory=unknown("澄湖区")), told("b", chaired=("苏禾",))):
        assert meeting_block(told("a")) == meeting_block(other)
    assert meeting_block(told("a", date=None, published=None)) == "?"


def test_a_score_gives_its_reasons() -> None:
    found = likeness(told("a", ordinal=19), told("b", ordinal=19, chaired=("苏禾",)))
    assert found.score is not None
    assert {"same ordinal", "hosts", "other chair"} <= set(found.reasons)
    assert likeness(told("a"), told("b", date="2022-07-28")) == (None, ("other day",))


def test_names_are_compared_without_what_outlets_vary() -> None:
    assert bare_name("秦州区人民政府第19次常务会议") == bare_name("区政府常务会议")
    assert bare_name("中共秦州区委常委会（扩大）会议") == bare_name("区委常委会会议")
    assert bare_name("全区安全生产会议") == bare_name("秦州区安全生产会议")
