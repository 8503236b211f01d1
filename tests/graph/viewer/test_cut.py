"""Cuts keep what answers the question, with the reports that prove it."""

from pathlib import Path

import pytest

from graph.errors import InputError
from graph.viewer import cut
from graph.viewer.story import read_story
from tests.graph.viewer.conftest import city


def test_an_official_brings_posts_meetings_and_company() -> None:
    found = cut.official(city(), "沈砚秋")
    assert set(found) == {"o2", "m1", "m2", "o1", "o3", "g1", "g2", "r1", "r2"}
    assert found.number_of_edges("o1", "m1") == 3


def test_one_step_keeps_what_the_official_touches() -> None:
    assert set(cut.official(city(), "o3", steps=1)) == {"o3", "m1", "r1"}


def test_a_meeting_brings_people_hosts_and_their_posts() -> None:
    assert set(cut.meeting(city(), "m1")) == {"m1", "o1", "o2", "o3", "g2", "p1", "r1"}


def test_a_body_brings_posts_heads_and_meetings() -> None:
    found = set(cut.group(city(), "桐浦区委"))
    assert {"g1", "g2", "p1", "o1", "m2", "o2", "l1", "r2"} <= found
    assert "o3" not in found


def test_between_two_officials_are_the_meetings_of_both() -> None:
    found = cut.between(city(), "沈砚秋", "何启文")
    assert set(found) == {"o2", "o3", "m1", "g2", "r1"}


def test_without_a_shared_meeting_the_shortest_way_is_shown() -> None:
    assert {"o3", "m1", "g2", "g1", "l1"} <= set(cut.between(city(), "何启文", "l1"))


def test_nothing_between_is_said() -> None:
    with pytest.raises(InputError, match="nothing connects 梁景和.*孤立人"):
        cut.between(city(), "o1", "o9")
    with pytest.raises(InputError, match="are the same"):
        cut.between(city(), "梁景和", "o1")


@pytest.mark.parametrize(
    ("since", "until", "meetings"),
    [
        ("2021", "2021", {"m1"}),
        ("2021-07-29", "2022", {"m1", "m2"}),
        ("2022-03", "2022-03", {"m2"}),
        ("2019", "2020", set()),
    ],
)
def test_a_period_keeps_what_is_dated_in_it(since: str, until: str, meetings: set[str]) -> None:
    found = cut.period(city(), since, until)
    assert {k for k, a in found.nodes(data=True) if a["label"] == "Meeting"} == meetings
    assert ("o1" in found) == bool(meetings)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InputError, match="before the beginning"):
        cut.period(city(), "2022", "2021")


@pytest.mark.parametrize(("wanted", "key"), [("o1", "o1"), ("梁景和", "o1"), ("何啓文", "o3"), ("砚秋", "o2")])
def test_a_name_means_one_official(wanted: str, key: str) -> None:
    assert cut.key_of(city(), wanted, "Official") == key


def test_namesakes_are_listed() -> None:
    network = city()
    network.add_node("o8", label="Official", name="梁景和", territory="汀岚区")
    with pytest.raises(InputError, match=r"o1 \(梁景和, 桐浦区\); o8 \(梁景和, 汀岚区\)"):
        cut.official(network, "梁景和")


def test_an_unknown_name_is_said() -> None:
    with pytest.raises(InputError, match="no Official is called '查无此人'"):
        cut.official(city(), "查无此人")


def test_a_cut_is_a_copy() -> None:
    network = city()
    cut.official(network, "o1").nodes["o1"]["name"] = "改名"
    assert network.nodes["o1"]["name"] == "梁景和"


def test_a_story_finds_its_nodes(tmp_path: Path) -> None:
    path = tmp_path / "story.yaml"
    path.write_text("steps:\n  - {title: 防汛, caption: 七月, nodes: [梁景和, m1]}\n", encoding="utf-8")
    assert read_story(path, city()) == [{"title": "防汛", "caption": "七月", "nodes": ["o1", "m1"]}]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("steps: []", "at least 1"),
        ("- {titel: x}", "steps.0.titel"),
        ("- {nodes: [甲乙丙]}\n- {nodes: [丁戊己]}", "step 1: .*甲乙丙.*step 2: .*丁戊己"),
        ("- [", "expected the node content"),
        ("!!python/object/apply:os.getcwd []", "could not determine a constructor"),
    ],
)
def test_all_faults_of_a_story_are_told(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "story.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=fault):
        read_story(path, city())
