"""The committed accuracy holds, and our scorer agrees with the corpus's own."""

import importlib.util
import json
from pathlib import Path

import pytest

from benchmarks import accuracy
from benchmarks.scoring import DECISIVE, FACETS, Score, same, summed
from loaders.document import Document
from loaders.report import RuleExtractor

SCORER = Path(__file__).parents[3] / "shared" / "corpus" / "score.py"


@pytest.fixture(scope="module")
def scores() -> dict[tuple[str, str], Score]:
    return accuracy.measure(RuleExtractor())


def test_the_bars_hold(scores: dict[tuple[str, str], Score]) -> None:
    whole = summed(scores.values())
    assert whole.reports >= 120
    assert whole.mean >= 0.96
    assert min(whole.f1(facet) for facet in FACETS) >= 0.92
    assert whole.wholly >= 0.75
    assert whole.precision("officials") >= 0.98


def test_reports_that_nobody_looked_at_are_read_as_well_as_promised(scores: dict[tuple[str, str], Score]) -> None:
    held = summed(score for (_, part), score in scores.items() if part == "held back")
    assert held.reports >= 40
    assert held.mean >= 0.92
    assert held.precision("officials") >= 0.97


def test_no_figure_is_worse_than_the_frozen_run(
    scores: dict[tuple[str, str], Score], capsys: pytest.CaptureFixture[str]
) -> None:
    sums = accuracy.table(scores)
    assert accuracy.compare(sums, freeze=False) == 0, capsys.readouterr().out


@pytest.mark.skipif(not SCORER.exists(), reason="../shared is not here")
def test_our_scorer_agrees_with_the_corpus() -> None:
    spec = importlib.util.spec_from_file_location("corpus_score", SCORER)
    assert spec is not None
    assert spec.loader is not None
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    extractor = RuleExtractor()
    hits = dict.fromkeys(FACETS, 0)
    ours = Score()
    path = accuracy.files()[0]
    for _, row in accuracy.reports(path):
        document = Document(id=row["id"], raw=row["text"], title=row["title"], published=row["published"])
        record = json.loads(extractor.extract(document).model_dump_json())
        ours.add(row["gold"], record)
        gold, found = theirs.facets(row["gold"]), theirs.facets(record)
        free = {theirs.norm(name) for name in row["gold"].get("optional") or []}
        for facet in FACETS:
            kept = {item for item in found[facet] if (item if isinstance(item, str) else item[0]) not in free}
            hits[facet] += theirs.compare(facet, gold[facet], kept)[0]
    assert hits == ours.hits


@pytest.mark.parametrize(
    ("facet", "gold", "found", "equal"),
    [
        ("groups", "区委常委会", "青石区委常委会", True),
        ("groups", "区委", "区委常委会", False),
        ("meetings", "县政府第3次常务会议", "云溪县政府第3次常务会议", True),
        ("meetings", "座谈会", "推进会议", False),
        ("dates", "03-25", "2021-03-25", True),
        ("dates", "2021-03-25", "2021-03-26", False),
        ("posts", "区长", "副区长", False),
    ],
)
def test_what_counts_as_equal(facet: str, gold: str, found: str, equal: bool) -> None:
    assert same(facet, gold, found) is equal


def test_faults_are_named() -> None:
    score = Score()
    gold = {"officials": [{"name": "石一川", "posts": ["区长"]}], "meetings": [], "directed": []}
    faults = score.add(gold, {"officials": [{"name": "石一川", "posts": ["县长"]}]})
    assert faults == {"posts": ([("石一川", "区长")], [("石一川", "县长")])}
    assert (score.right, score.reports, score.f1("officials"), score.f1("posts")) == (0, 1, 1.0, 0.0)
    assert "posts" in DECISIVE
