"""``Store.write``: many elements by several writers, the same graph as by one, also beside others."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.errors import StoreError
from graph.model import Attended, Edge, Meeting, Node, Official
from graph.store import Counts, Store, bulk
from tests.graph.store.loader import content

PEOPLE, MEETINGS = 40, 120


def elements(seed: int = 0) -> list[Node | Edge]:
    """Nodes, then edges, in any order."""
    dice = random.Random(seed)
    nodes: list[Node] = [Official(key=f"o{n}", name=f"官员{n}") for n in range(PEOPLE)]
    nodes += [Meeting(key=f"m{n}", name="会") for n in range(MEETINGS)]
    edges = [Attended(start=f"o{n * k % PEOPLE}", end=f"m{n}", order=k) for n in range(MEETINGS) for k in (1, 3, 7)]
    unique = list({(e.start, e.end): e for e in edges}.values())
    return [*dice.sample(nodes, len(nodes)), *dice.sample(unique, len(unique))]


@pytest.fixture(autouse=True)
def small_transactions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "BATCH", 50)


def test_the_same_graph_as_in_one_transaction(store: Store) -> None:
    given = elements()
    told: list[int] = []
    counts = store.write(iter(given), progress=told.append)
    assert counts.total("inserted") == sum(told) == len(given)
    assert max(told) <= 50
    written = content(store)
    store.transaction(lambda t: t.run("MATCH (n) WHERE NOT n:Schema DETACH DELETE n"))
    nodes, edges = [e for e in given if isinstance(e, Node)], [e for e in given if isinstance(e, Edge)]
    store.transaction(lambda t: t.sync(nodes, edges))
    assert content(store) == written
    counts = store.write(iter(given))
    assert (counts.changed, counts.total("unchanged")) == (0, len(given))


def test_two_at_once_with_the_same_input(store: Store) -> None:
    """Each element is made once, whoever was quicker, and each of them has counted all."""
    given = elements()

    def write(seed: int) -> Counts:
        return store.write(iter(elements(seed)))

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(write, (1, 2))
    assert one.total("inserted") + other.total("inserted") == len(given)
    both = one + other
    assert both.total("inserted") + both.total("updated") + both.total("unchanged") == 2 * len(given)
    alone = content(store)
    store.transaction(lambda t: t.run("MATCH (n) WHERE NOT n:Schema DETACH DELETE n"))
    store.write(iter(given))
    assert content(store) == alone


def test_the_later_state_of_an_element_holds(store: Store) -> None:
    nodes: list[Node | Edge] = [Official(key=f"o{n}", name="陈立新") for n in range(200)]
    later: list[Node | Edge] = [Official(key=f"o{n}", name="林晓燕") for n in range(200)]
    counts = store.write([*nodes, *later])
    assert counts.as_dict() == {"Official": {"inserted": 200, "updated": 200}}
    assert store.read("MATCH (o:Official) RETURN DISTINCT o.name AS n") == [{"n": "林晓燕"}]


def test_what_fails_leaves_whole_transactions(store: Store) -> None:
    def broken() -> Iterator[Node | Edge]:
        yield from elements()
        yield Attended(start="o1", end="nowhere")

    with pytest.raises(StoreError, match="no Meeting 'nowhere'"):
        store.write(broken())
    counts = store.write(elements())
    assert counts.total("inserted") + counts.total("unchanged") == len(elements())
    assert counts.total("updated") == 0
