import pytest

from benchmarks.identity import compared, people, read
from benchmarks.measures import b_cubed, pairwise
from benchmarks.world import simulate
from graph.model import MeetingReport


def test_a_seed_gives_one_world() -> None:
    one = [told.document for told in simulate(4, 60)]
    assert one == [told.document for told in simulate(4, 60)]
    assert len({document["id"] for document in one}) == 60


def test_the_record_holds_what_the_text_says() -> None:
    for told in simulate(6, 150):
        record = MeetingReport.model_validate(told.record)
        text = told.document["text"]
        assert [m.name for m in record.officials] == [name for name, *_ in told.truth["sightings"]]
        for mention in record.officials:
            assert "、".join(mention.posts) + mention.name in text
        assert set(record.meetings[0].spoke) <= set(record.meetings[0].attended)


def test_a_real_province_has_its_own_places() -> None:
    names = {told.truth["areas"][-1][2] for told in simulate(1, 30, real="甘肃省")}
    assert names == {"甘肃省"}


@pytest.mark.slow
def test_the_measures_take_a_load_from_records_to_officials() -> None:
    told = list(simulate(2, 1500, real="甘肃省"))
    said = read(told, extract=False)
    truth, groups = compared(told, said)
    found = people(said)
    scores = pairwise(truth.person, found)
    assert scores.precision > 0.97
    assert scores.recall > 0.9
    assert b_cubed(truth.group, groups, truth.group).f1 > 0.9
