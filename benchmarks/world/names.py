"""Names of simulated persons, spread as Chinese names are.

Invariant. Two persons share a name as often as in life: nothing keeps names apart.
"""

import tomllib
from bisect import bisect
from importlib.resources import files
from itertools import accumulate
from random import Random


class _Wheel:
    """Draws words by weight from text like ``王7.25 李7.19``."""

    def __init__(self, text: str, flatten: float = 1.0) -> None:
        self._words: list[str] = []
        weights: list[float] = []
        for item in text.split():
            cut = next(i for i, c in enumerate(item) if c.isascii())
            self._words.append(item[:cut])
            weights.append(float(item[cut:]) ** flatten)
        self._sums = list(accumulate(weights))

    def draw(self, random: Random) -> str:
        return self._words[bisect(self._sums, random.random() * self._sums[-1])]


class Names:
    """A source of names, sexes and ethnicities. ``crowd`` is the share of persons with one of the commonest names."""

    def __init__(self, random: Random, crowd: float = 0.0) -> None:
        data = tomllib.loads(files("benchmarks.world").joinpath("data/names.toml").read_text("utf-8"))
        self._random, self._crowd = random, crowd
        self._surname, self._double = _Wheel(data["surnames"]), _Wheel(data["double"])
        self._single = _Wheel(data["single"], flatten=0.8)
        self._first, self._last = _Wheel(data["first"]), _Wheel(data["last"])
        self._uyghur, self._tibetan, self._mongol = (data[k].split() for k in ("uyghur", "tibetan", "mongol"))
        self._minority_share = data["minority_weight"] / 1000
        self._ethnicities = data["ethnicities"].split()

    def draw(self) -> tuple[str, str | None, str | None]:
        """A name, the sex where the press would print it, the ethnicity likewise."""
        random = self._random
        sex = "女" if random.random() < 0.15 else None
        ethnicity = random.choice(self._ethnicities) if random.random() < 0.05 else None
        if random.random() < self._minority_share:
            return self._other(random), sex, ethnicity
        if random.random() < self._crowd:
            return random.choice("王李张刘陈") + random.choice("伟军勇强涛明"), sex, ethnicity
        kind = random.random()
        if kind < 0.22:
            given = self._single.draw(random)
        elif kind < 0.30:
            given = self._last.draw(random)
        elif kind < 0.45:
            given = self._double.draw(random)
        else:
            given = self._first.draw(random) + self._last.draw(random)
        return self._surname.draw(random) + given, sex, ethnicity

    def _other(self, random: Random) -> str:
        draw = random.random()
        if draw < 0.4:
            return "·".join(random.sample(self._uyghur, 2))
        if draw < 0.8:
            return "".join(random.sample(self._tibetan, 2))
        return str(random.choice(self._mongol))
