import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError, RecordError
from graph.identity.decisions import Decisions

IDS = st.sampled_from(["s1", "s2", "s3", "s4"])


def test_the_newest_line_about_a_pair_holds() -> None:
    decided = Decisions().same("s1", "s2").differ("s2", "s1")
    assert decided.verdict("s1", "s2") == "differ"
    assert decided.joined == frozenset()


def test_undoing_takes_the_decision_back_and_keeps_its_history() -> None:
    decided = Decisions().differ("s1", "s2", by="li", note="one is a woman").undo("s1", "s2", by="wang")
    assert decided.differing == frozenset()
    assert [(line.verdict, line.by) for line in decided.history("s2")] == [("differ", "li"), ("undo", "wang")]
    assert decided.history("s9") == ()


def test_undoing_nothing_is_refused() -> None:
    with pytest.raises(InputError, match="nothing is decided on s1 and s2"):
        Decisions().undo("s1", "s2")


def test_a_contradiction_through_a_chain_is_refused() -> None:
    decided = Decisions().same("s1", "s2").same("s2", "s3")
    with pytest.raises(InputError, match="undo one of them"):
        decided.differ("s3", "s1")
    assert decided.undo("s2", "s3").differ("s3", "s1").verdict("s1", "s3") == "differ"


def test_one_sighting_is_no_pair() -> None:
    with pytest.raises(InputError, match="names one sighting twice"):
        Decisions().same("s1", "s1")


def test_a_file_keeps_every_line(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "deep" / "decisions.jsonl"
    decided = Decisions().same("s1", "s2", by="李", at="2024-05-01").undo("s1", "s2", at="2024-05-02")
    decided.save(path)
    assert Decisions.load(path) == decided
    decided.differ("s1", "s3", at="2024-05-03").save(path)
    assert len(Decisions.load(path)) == 3
    assert [p.name for p in path.parent.iterdir()] == ["decisions.jsonl"]


def test_a_missing_file_holds_no_decision(tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert len(Decisions.load(tmp_path / "none.jsonl")) == 0


def test_all_faults_of_a_file_are_told_at_once(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "decisions.jsonl"
    path.write_text(
        '{"verdict":"same","a":"s1","b":"s2"}\nno json\n{"verdict":"maybe","a":"s1","b":"s2"}\n'
        '{"verdict":"same","a":7,"b":"s2"}\n{"verdict":"same","a":"s2","b":"s2"}\n',
        encoding="utf-8",
    )
    with pytest.raises(RecordError) as caught:
        Decisions.load(path)
    assert [fault.split(":")[0] for fault in caught.value.faults] == ["line 2", "line 3", "line 4", "line 5"]


@given(st.lists(st.tuples(st.sampled_from(["same", "differ"]), IDS, IDS), max_size=12))
def test_what_holds_never_contradicts_itself(lines: list[tuple[str, str, str]]) -> None:
    decided = Decisions()
    for verdict, a, b in lines:
        try:
            decided = decided.same(a, b) if verdict == "same" else decided.differ(a, b)
        except InputError:
            continue
    groups: dict[str, str] = {}
    for a, b in decided.joined:
        one, other = groups.get(a, a), groups.get(b, b)
        groups = {k: one if v == other else v for k, v in {**groups, a: one, b: other}.items()}
    assert all(groups.get(a, a) != groups.get(b, b) for a, b in decided.differing)
