"""The graph: its model, the stores that keep it, and what is computed from it.

``graph.open_store(target)`` opens a graph, ``graph.view(network)`` draws one, ``graph.load``, ``graph.network`` and
``graph.analysis`` are modules.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.store import open_store
    from graph.viewer import view

__all__ = ["open_store", "view"]


def __getattr__(name: str) -> Any:
    """The public names, imported when they are asked for: the driver and the viewer are heavy."""
    if name == "open_store":
        from graph.store import open_store  # noqa: PLC0415

        return open_store
    if name == "view":
        from graph.viewer import view  # noqa: PLC0415

        return view
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
