"""Dates as containers write them, brought to an ISO prefix.

Invariant: nothing is guessed: what cannot be a calendar date gives None.
"""

import re
from datetime import UTC, date, datetime, timedelta

_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})(?!\d))?")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")
_YEAR = re.compile(r"\s*((?:19|20)\d{2})\s*年?\s*")
_WIDE = str.maketrans("０１２３４５６７８９－／．", "0123456789-/.")
_CHINA = timedelta(hours=8)


def iso_date(text: str) -> str | None:
    """The first date in ``text`` as an ISO prefix, as precise as it is written.

    >>> iso_date("发布时间：2022年7月30日 10:20"), iso_date("20220730"), iso_date("2022-07"), iso_date("昨日")
    ('2022-07-30', '2022-07-30', '2022-07', None)
    """
    text = text[:200].translate(_WIDE)
    if found := _DATE.search(text):
        return _valid(found[1], found[2], found[3])
    if found := _COMPACT.search(text):
        return _valid(*found.groups())
    if year := _YEAR.fullmatch(text):
        return year[1]
    return None


def epoch_date(seconds: float) -> str | None:
    """The day in China at a Unix time in seconds or milliseconds; None outside 1990-2100.

    >>> epoch_date(1659139200), epoch_date(1659139200000), epoch_date(7)
    ('2022-07-30', '2022-07-30', None)
    """
    if seconds > 1e11:
        seconds /= 1000
    if not 631_152_000 <= seconds <= 4_102_444_800:
        return None
    return (datetime.fromtimestamp(seconds, UTC) + _CHINA).date().isoformat()


def _valid(year: str, month: str, day: str | None) -> str | None:
    try:
        full = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return full.isoformat() if day else full.isoformat()[:7]
