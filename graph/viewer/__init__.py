"""The picture: one offline HTML file, made from a networkx graph."""

from graph.viewer.viewer import Viewer, view

__all__ = ["Viewer", "view"]
