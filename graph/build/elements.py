"""Elements: nodes by key, edges by what makes them the same edge."""

from dataclasses import dataclass, field

from graph.identity.groups import GroupRef
from graph.model import Edge, Meeting, Node, Place


@dataclass(slots=True)
class Elements:
    """Nodes by key and edges by their ends, type and discriminator: the last word on each is the same as the first."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[tuple[str, ...], Edge] = field(default_factory=dict)
    groups: dict[str, GroupRef] = field(default_factory=dict)
    """What the groups among the nodes were made from."""

    def __ior__(self, other: "Elements") -> "Elements":
        self.nodes |= other.nodes
        self.edges |= other.edges
        self.groups |= other.groups
        return self

    @property
    def meetings(self) -> set[str]:
        """Keys of the meetings among them."""
        return {key for key, node in self.nodes.items() if isinstance(node, Meeting)}

    @property
    def places(self) -> list[Place]:
        """The places among them."""
        return [node for node in self.nodes.values() if isinstance(node, Place)]

    def add(self, *elements: Node | Edge) -> None:
        """Put elements in; one of the same identity is replaced."""
        for element in elements:
            if isinstance(element, Node):
                self.nodes[element.key] = element
            elif isinstance(element, Edge):
                self.edges[identity(element)] = element


def identity(edge: Edge) -> tuple[str, ...]:
    """What makes an edge the same edge."""
    return (type(edge).__name__, edge.start, edge.end, *(str(getattr(edge, name)) for name in edge.discriminator))
