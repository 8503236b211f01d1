"""What a word looks like as a personal name, by itself: surname, given name, sounds of other languages.

Invariants. A surname is evidence, never a condition. A pure function of the word, which knows nothing of its place.
"""

from functools import lru_cache
from typing import Final

from loaders.lexicon import table

TRANSLIT: Final = frozenset(table("names")["translit"])
_BODY_ENDS: Final = ("两委", "党委", "支部", "班子", "纪委", "团委", "工委", "政府", "人大", "政协", "公司", "集团")
COMMON: Final = 2
RARE: Final = 1
WEAK: Final = 0


_LISTS: Final = table("names")
_FAMILIES: Final = table("surnames")
_SOFT: Final = frozenset(_LISTS["soft"])
PARTS: Final = frozenset(_LISTS["minority"])
SURNAMES: Final[dict[str, int]] = (
    dict.fromkeys(_FAMILIES["rare"], RARE)
    | dict.fromkeys(_FAMILIES["common"], COMMON)
    | dict.fromkeys(_FAMILIES["weak"], WEAK)
)
COMPOUNDS: Final = frozenset(_FAMILIES["compound"])
"""Surnames of two characters (and more)."""
GIVEN: Final = frozenset(_LISTS["given"])
_NEVER: Final = frozenset(_LISTS["never"]) - frozenset(_LISTS["allowed"]) - GIVEN
_STOP: Final = frozenset(_LISTS["stop"])


def ends_in_part(word: str) -> bool:
    """Whether a word ends in a known part of names without a surname."""
    return word[-2:] in PARTS or word[-3:] in PARTS or word[-4:] in PARTS


@lru_cache(maxsize=4096)
def _is_minority(word: str) -> bool:
    """Whether a word is made of known parts of names without a surname.

    >>> _is_minority("扎西卓玛"), _is_minority("石一川")
    (True, False)
    """
    if word in PARTS:
        return True
    return any(word[:n] in PARTS and _is_minority(word[n:]) for n in range(2, len(word) - 1))


def surname_of(name: str) -> str:
    """The surname that a name seems to open with.

    >>> surname_of("欧阳一川"), surname_of("石一川")
    ('欧阳', '石')
    """
    return name[:2] if name[:2] in COMPOUNDS and len(name) > 2 else name[:1]


def begins_common(word: str) -> bool:
    """Whether a word opens with a frequent surname."""
    return SURNAMES.get(word[:1], -1) >= COMMON or word[:2] in COMPOUNDS


def is_given(word: str) -> bool:
    """Whether given names are made of all the characters of a word."""
    return GIVEN.issuperset(word)


def is_stop(word: str) -> bool:
    """Whether a word opens with a common word that is no name."""
    return word[:2] in _STOP and (len(word) < 3 or word[2] not in GIVEN)


def can_open(character: str) -> bool:
    """Whether a list of names (or 会上, 随后, 最后 before it) can open with this character.

    >>> can_open("石"), can_open("的")
    (True, False)
    """
    return SURNAMES.get(character, -1) >= RARE or character in TRANSLIT or character in "会随最"


_SHAPES: Final[dict[str, tuple[int, int]]] = {}
_MOST_SHAPES: Final = 65_536


def shape_of(word: str) -> tuple[int, int]:
    """What ``_looks`` says, remembered (a plain dictionary: it is asked fifty times a report)."""
    known = _SHAPES.get(word)
    if known is None:
        if len(_SHAPES) >= _MOST_SHAPES:
            _SHAPES.clear()
        known = _SHAPES[word] = _looks(word)
    return known


def _looks(word: str) -> tuple[int, int]:
    length = len(word)
    compound = length > 2 and word[:2] in COMPOUNDS
    if compound:
        surname, score, given = COMMON, 4 if length <= 4 else 0, word[2:]
    else:
        surname = SURNAMES.get(word[0], -1)
        score, given = surname - (3 if length > 3 else 0), word[1:]
    plain = (length <= 3 or compound) and (surname >= RARE or GIVEN.issuperset(given if surname == WEAK else word))
    alien = length > 2 and word[-1] in TRANSLIT and sum(c in TRANSLIT for c in word) >= length - (length > 3)
    if _is_minority(word):
        score += 5 if length < 4 else 8
    elif alien and length > 3:
        score += 5 if surname < 0 or length > 4 else 4
    elif alien and surname < RARE:
        score += 3
    elif not plain:
        score -= 6
    score += length == 3
    if not _NEVER.isdisjoint(given) or (surname < 0 and word[0] in _NEVER):
        score -= 5
    if length == 3 and word[0] == word[2]:  # 边走边谈
        score -= 6
    if word[:2] in _SOFT:
        score -= 1
    elif word[:2] in _STOP:
        score -= 9 if length == 2 or word[0] == "向" else 2 if word[2] in GIVEN else 7
    if word[0] in "在的和与对为以是从被把由":
        score -= 3
    if word.endswith(_BODY_ENDS):
        score -= 9
    if length == 3 and word[-1] in "镇乡村局厅院校":
        score -= 3
    if given[-1:] and given[-1] in "等的同在就并和对作为向以任":
        score -= 3 if given[-1] in "等的同在就并作" else 1
    return score, surname
