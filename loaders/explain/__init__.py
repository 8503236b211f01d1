"""A report shown with every mention marked and why it was read: in the terminal, or as one offline HTML page."""

from loaders.explain.page import explain_page
from loaders.explain.terminal import explain_terminal

__all__ = ["explain_page", "explain_terminal"]
