"""Splink 5 (MIT; Fellegi and Sunter's model, fitted without truth) on the same sightings, as a baseline.

It is no dependency: ``pip install splink`` beside this project, for the measurement only. Blocked by name; compared are
the name (with its frequency), the place of the report and what it lies in, the title, the distance in time, and the
names beside it. u is estimated from random pairs, m by expectation maximisation over pairs of one name and over pairs
of one place; pairs are clustered as connected components.
"""

import logging
import warnings
from collections.abc import Hashable, Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from graph.identity.officials import Sighting

THRESHOLDS = (0.5, 0.9, 0.99, 0.999)
"""Probabilities from which a pair is taken for a match: all are tried, and the best by the truth is printed."""


def available() -> bool:
    """Whether Splink is installed here."""
    return find_spec("splink") is not None


def splink(sightings: Iterable[Sighting]) -> Mapping[float, dict[str, Hashable]]:
    """Sighting -> cluster, for each threshold."""
    # None of these is a dependency of ours, so they are looked for when they are needed.
    duckdb, pandas, link = (import_module(name) for name in ("duckdb", "pandas", "splink"))
    levels, compare = (import_module(f"splink.comparison_{name}library") for name in ("level_", ""))
    logging.getLogger("splink").setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", module="splink")
    place = compare.CustomComparison(
        output_column_name="place",
        comparison_levels=[
            levels.NullLevel("place"),
            levels.ExactMatchLevel("place"),
            levels.ExactMatchLevel("prefecture"),
            levels.ElseLevel(),
        ],
    )
    settings = link.SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="unique_id",
        blocking_rules_to_generate_predictions=[link.block_on("name")],
        comparisons=[
            compare.ExactMatch("name").configure(term_frequency_adjustments=True),
            place,
            compare.JaroWinklerAtThresholds("title", [0.9, 0.7]),
            compare.AbsoluteDateDifferenceAtThresholds(
                "date", input_is_string=True, metrics=["month", "year", "year"], thresholds=[3, 1, 4]
            ),
            compare.ArrayIntersectAtSizes("company", [3, 1]),
        ],
    )
    frame = pandas.DataFrame([_row(s) for s in sightings])
    api = link.DuckDBAPI(duckdb.connect())
    linker = link.Linker(api.register(frame), settings, log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match([link.block_on("name", "place", "title")], recall=0.3)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (link.block_on("name"), link.block_on("place", "title")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    pairs = linker.inference.predict(threshold_match_probability=min(THRESHOLDS))
    found: dict[float, dict[str, Hashable]] = {}
    for threshold in THRESHOLDS:
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold).as_pandas_dataframe()
        found[threshold] = dict(zip(clusters["unique_id"], clusters["cluster_id"], strict=True))
    return found


def _row(sighting: Sighting) -> dict[str, Any]:
    places = [area.key for area in sighting.places]
    return {
        "unique_id": sighting.id,
        "name": sighting.name,
        "place": places[0] if places else None,
        "prefecture": places[min(1, len(places) - 1)] if places else None,
        "title": "、".join(sighting.posts) or None,
        "date": sighting.date if sighting.date and len(sighting.date) == len("2022-07-29") else None,
        "company": sorted(sighting.company) or None,
    }
