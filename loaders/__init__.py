"""Reading reports: one report in, one record out. No database, no state.

The public names are loaded when they are first used, so that the command line starts without the word lists.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from loaders.document import Document
    from loaders.report import RuleExtractor, read

__all__ = ["Document", "RuleExtractor", "read"]


def __getattr__(name: str) -> Any:
    if name == "Document":
        from loaders.document import Document  # noqa: PLC0415

        return Document
    if name in ("RuleExtractor", "read"):
        from loaders import report  # noqa: PLC0415

        return getattr(report, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
