"""What reads a document: the one thing that a plug-in must be.

Invariant: ``extract`` is a pure function of the document. It keeps no state between documents, so any number of
processes may share the work and the order of reports never matters.
"""

import importlib
from typing import Protocol, runtime_checkable

from graph.model import InputError, MeetingReport, Reader
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


def complete(record: MeetingReport, document: Document, extractor: Extractor) -> MeetingReport:
    """The record with what every record owes its document: its id, where it comes from, who read it.

    What the extractor has set itself stays, but for the id.

    >>> class Nobody:
    ...     name, version = "nobody", "1"
    ...     def extract(self, document: Document) -> MeetingReport:
    ...         return MeetingReport(id="?")
    >>> document = Document("r1", "…", title="会议")
    >>> record = complete(Nobody().extract(document), document, Nobody())
    >>> record.id, record.source.title, record.extractor.name
    ('r1', '会议', 'nobody')
    """
    record.id = document.id
    for key in ("title", "publisher", "url", "published", "sha256"):
        if getattr(record.source, key) is None:
            setattr(record.source, key, getattr(document, key))
    if record.extractor == Reader():
        record.extractor = Reader(name=extractor.name[:200], version=extractor.version[:200])
    return record
