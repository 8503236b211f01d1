"""What nodes and edges of the model are made of, and how a class of theirs is read.

Invariant: a class *is* its label or edge type, its fields are the properties; marks on a field say what a store does
with it. Nothing here knows any particular label.
"""

from typing import Any, ClassVar, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

Kind = Literal["string", "integer", "float", "boolean", "strings"]


class Indexed:
    """Marks a property that people look things up by: an index is made for it."""


class Searched(Indexed):
    """Marks a property of the full-text index."""


class Unexported:
    """Marks a property that depends on the run or the store and stays out of the canonical export."""


class Element(BaseModel):
    """Base of nodes and edges."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def properties(self) -> dict[str, Any]:
        """The properties as a store keeps them: nothing empty, tuples as lists.

        >>> from graph.model import Group
        >>> Group(key="g1", name="区委").properties()
        {'key': 'g1', 'name': '区委', 'reports': 0}
        """
        own = {name: getattr(self, name) for name in _columns(type(self))}
        return {k: list(v) if isinstance(v, tuple) else v for k, v in own.items() if v is not None and v != ()}


class Node(Element):
    """Base of all nodes."""

    key: str


class Edge(Element):
    """Base of all edges: ``start`` and ``end`` are keys of nodes, ``ends`` the labels they may have."""

    ends: ClassVar[tuple[tuple[type[Node], type[Node]], ...]]
    discriminator: ClassVar[tuple[str, ...]] = ()
    """Properties that tell two edges of this type between the same ends apart."""

    start: str
    end: str


def label(node: type[Node]) -> str:
    """The label of a node class: ``Official``."""
    return node.__name__


def edge_type(edge: type[Edge]) -> str:
    """The type of an edge class in Cypher's spelling.

    >>> from graph.model import Of, SpokeAt
    >>> edge_type(SpokeAt), edge_type(Of)
    ('SPOKE_AT', 'OF')
    """
    name = edge.__name__
    return "".join(f"_{c}" if c.isupper() and i else c for i, c in enumerate(name)).upper()


_COLUMNS: dict[type[Element], tuple[str, ...]] = {}


def _columns(element: type[Element]) -> tuple[str, ...]:
    found = _COLUMNS.get(element)
    if found is None:
        found = tuple(name for name in element.model_fields if name not in ("start", "end"))
        _COLUMNS[element] = found
    return found


def columns(element: type[Element], *, canonical: bool = False) -> dict[str, Kind]:
    """Property names of a class with their kinds, in the order of declaration; ``canonical`` leaves out run-bound ones.

    >>> from graph.model import Convened
    >>> columns(Convened)
    {'order': 'integer', 'reports': 'strings'}
    """
    fields = element.model_fields
    return {n: _kind(fields[n]) for n in _columns(element) if not (canonical and marked(fields[n], Unexported))}


def marked(field: FieldInfo, mark: type) -> bool:
    """Whether a property bears this mark."""
    return any(isinstance(m, mark) for m in field.metadata)


def _kind(field: FieldInfo) -> Kind:
    annotation: Any = field.annotation
    if get_origin(annotation) is tuple:
        return "strings"
    options = [a for a in get_args(annotation) if a is not type(None)] or [annotation]
    return {str: "string", int: "integer", float: "float", bool: "boolean"}[options[0]]  # type: ignore[return-value]
