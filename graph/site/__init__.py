"""A small site: a static folder with a page for each official, group, post and meeting."""

from graph.site.site import Written, write_site

__all__ = ["Written", "write_site"]
