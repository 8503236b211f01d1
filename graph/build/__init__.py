"""Elements of the graph out of claims, once it is decided who is who: pure functions."""

from graph.build.bodies import add_bodies, bodies_of, succession, successions
from graph.build.elements import Elements, identity
from graph.build.meetings import meeting_elements, report_elements
from graph.build.people import Seen, judgements, official_elements

__all__ = [
    "Elements",
    "Seen",
    "add_bodies",
    "bodies_of",
    "identity",
    "judgements",
    "meeting_elements",
    "official_elements",
    "report_elements",
    "succession",
    "successions",
]
