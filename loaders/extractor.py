"""What reads a document: the one thing that a plug-in must be.

Invariant: ``extract`` is a pure function of the document. It keeps no state between documents, so any number of
processes may share the work and the order of reports never matters.
"""

import importlib
from typing import Protocol, runtime_checkable

from graph.model import InputError, MeetingReport
from loaders.document import Document


@runtime_checkable
class Extractor(Protocol):
    """Anything with a ``name``, a ``version`` and ``extract(document) -> MeetingReport``.

    One that can be pickled is used on several processes. One that waits for others (a network) sets
    ``in_threads = True`` and is shared by several threads instead; it must then be safe for that.

    >>> class Nobody:
    ...     name, version = "nobody", "1"
    ...     def extract(self, document: Document) -> MeetingReport:
    ...         return MeetingReport(id=document.id)
    >>> isinstance(Nobody(), Extractor)
    True
    """

    @property
    def name(self) -> str:
        """What the record says read it."""

    @property
    def version(self) -> str:
        """Changes whenever the same document may give another record."""

    def extract(self, document: Document) -> MeetingReport:
        """Read one document. An error rejects this document only."""


def default_extractor() -> Extractor:
    """The extractor by rules."""
    from loaders.report import RuleExtractor  # noqa: PLC0415 - its lexicons are loaded where it is used

    return RuleExtractor()


def extractor_named(name: str) -> Extractor:
    """``rules``, ``llm``, or an extractor of one's own as ``module:object`` (an instance or a class).

    Raises ``InputError`` that says what is wrong with the name.

    >>> extractor_named("loaders:nobody")
    Traceback (most recent call last):
    graph.errors.InputError: extractor 'loaders:nobody': the module loaders has no 'nobody'
    """
    if name == "rules":
        return default_extractor()
    if name == "llm":
        from loaders.llm import LLMExtractor  # noqa: PLC0415 - an extra

        return LLMExtractor.from_environment()
    module_name, colon, attribute = name.partition(":")
    if not colon:
        raise InputError(f"extractor {name!r}: known are rules and llm; your own is written module:object")
    try:
        found = getattr(importlib.import_module(module_name), attribute)
    except ImportError as error:
        raise InputError(f"extractor {name!r}: {error}") from None
    except AttributeError:
        raise InputError(f"extractor {name!r}: the module {module_name} has no {attribute!r}") from None
    made = found() if isinstance(found, type) else found
    if not isinstance(made, Extractor):
        raise InputError(f"extractor {name!r}: it needs a name, a version and extract(document)")
    return made


def source_of(document: Document, extractor: Extractor, **more: str | None) -> dict[str, object]:
    """The keys ``id``, ``source`` and ``extractor`` of a record, as every extractor owes them.

    >>> source_of(Document("r1", "…", title="会议"), default_extractor())["source"]
    {'title': '会议'}
    """
    source = {
        "title": document.title,
        "publisher": document.publisher,
        "url": document.url,
        "published": document.published,
        "sha256": document.sha256,
        **more,
    }
    return {
        "id": document.id,
        "source": {key: value for key, value in source.items() if value is not None},
        "extractor": {"name": extractor.name, "version": extractor.version},
    }
