"""Records of the example reports: from their gold (whatever the extractor does), and as the extractor reads them."""

from pathlib import Path
from typing import Any

import orjson

from graph.model import MeetingReport
from loaders.corpus import read_all

EXAMPLES = Path(__file__).parent.parent / "examples"
EXPECTED = EXAMPLES / "expected.json"


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


def extracted_records() -> list[MeetingReport]:
    """The example reports as the extractor reads them: with sentences, orders, titles."""
    return [record for result in read_all([EXAMPLES / "reports"]) if (record := result.record) is not None]
