"""How large and how deep an input may be.

Invariant: every reader asks these limits *before* it spends the memory or the time, and names the limit in its error.
"""

from dataclasses import dataclass, fields, replace
from typing import NoReturn

from graph.model import InputError, LimitError

_UNITS = {"": 1, "k": 1_000, "kb": 1_000, "m": 1_000_000, "mb": 1_000_000, "g": 10**9, "gb": 10**9}


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one run; each is a setting (``huiyi extract --limit document_bytes=50MB``).

    ``document_bytes`` is the size of one file or archive member that is one document (tables of rows may be of any
    size: of them only one line is held, of at most ``line_bytes``); ``text_chars`` that of one document's main text;
    ``archive_*`` bound one zip file: members, bytes after unpacking, bytes after per byte before, zips inside zips;
    ``html_depth`` is how deep elements may stand in each other, ``html_elements`` how many there may be; ``pdf_pages``
    bounds one PDF, ``pdf_bytes`` and ``pdf_ratio`` the content of its pages, unpacked.

    >>> Limits().with_settings(["line_bytes=2MB"]).line_bytes
    2000000
    """

    document_bytes: int = 32_000_000
    text_chars: int = 12_000_000
    line_bytes: int = 16_000_000
    archive_members: int = 100_000
    archive_bytes: int = 2_000_000_000
    archive_ratio: int = 200
    archive_depth: int = 2
    html_depth: int = 200
    html_elements: int = 50_000
    pdf_pages: int = 500
    pdf_bytes: int = 64_000_000
    pdf_ratio: int = 100

    def with_settings(self, settings: list[str]) -> "Limits":
        """These limits with some of them set by ``name=number`` (with KB, MB, GB); raises ``InputError``."""
        names = [field.name for field in fields(self)]
        changed: dict[str, int] = {}
        for setting in settings:
            name, _, value = setting.partition("=")
            number = value.strip().lower().rstrip("kmgb")
            factor = _UNITS.get(value.strip().lower()[len(number) :])
            if name.strip() not in names or factor is None or not number.isascii() or not number.isdigit():
                raise InputError(f"limit {setting!r}: write NAME=NUMBER (32MB), NAME one of {', '.join(names)}")
            changed[name.strip()] = int(number) * factor
        return replace(self, **changed)

    def exceeded(self, name: str, what: str) -> NoReturn:
        """Raise the ``LimitError`` of limit ``name``; ``what`` says how large the input is."""
        raise LimitError(f"{what}: over the limit {name}={getattr(self, name)}; raise it with --limit {name}=NUMBER")
