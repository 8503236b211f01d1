"""The model itself: one name means one thing, and the documentation says what the model says."""

from pathlib import Path

from graph.model import EDGES, NODES, columns, edge_type, indexes, label, searched
from graph.reference import model_page

ROOT = Path(__file__).parent.parent.parent


def test_a_property_name_has_one_kind_everywhere() -> None:
    kinds: dict[str, set[str]] = {}
    for element in (*NODES, *EDGES):
        for name, kind in columns(element).items():
            # `reports` is a count on things and the few ids on an edge at a meeting: said so in DESIGN
            if name != "reports":
                kinds.setdefault(name, set()).add(kind)
    assert {name: found for name, found in kinds.items() if len(found) > 1} == {}


def test_labels_and_types_are_distinct_and_discriminators_are_properties() -> None:
    assert len({label(n) for n in NODES}) == len(NODES)
    assert len({edge_type(e) for e in EDGES}) == len(EDGES)
    for edge in EDGES:
        assert set(edge.discriminator) <= set(columns(edge))
        assert all(a in NODES and b in NODES for a, b in edge.ends)


def test_names_are_indexed_and_searched() -> None:
    found = {(label(element), name) for element, name in indexes() if element in NODES}
    assert {("Official", "name"), ("Group", "name"), ("Meeting", "date"), ("Report", "id")} <= found
    assert {label(node) for node, _ in searched()} >= {"Official", "Group", "Meeting", "Post"}


def test_every_class_says_what_it_means() -> None:
    assert all((element.__doc__ or "").strip() for element in (*NODES, *EDGES))


def test_the_page_in_docs_is_that_of_the_model() -> None:
    page = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    assert page == model_page(), "run: python docs/make.py"
