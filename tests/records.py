"""Records of the example reports, made from their gold: what loading is tested with, whatever the extractor does."""

from pathlib import Path
from typing import Any

import orjson

from graph.model import MeetingReport

EXPECTED = Path(__file__).parent.parent / "examples" / "expected.json"


def example_records() -> list[MeetingReport]:
    """One record for each example report."""
    rows: list[dict[str, Any]] = orjson.loads(EXPECTED.read_bytes())
    return [
        MeetingReport.model_validate(
            {
                "id": row["id"] or row["file"],
                "source": {name: row[name] for name in ("title", "publisher", "published")},
                **{name: row["gold"][name] for name in ("officials", "meetings", "directed")},
            }
        )
        for row in rows
    ]
