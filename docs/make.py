"""Make the pages that are derived: ``python docs/make.py`` writes docs/model.md, docs/queries.md, docs/measures.md."""

from pathlib import Path
from tempfile import TemporaryDirectory

from graph.analysis.measures import measure_page
from graph.file import replacing
from graph.load import load
from graph.reference import model_page
from graph.store import open_store
from queries.reference import catalogue_page
from tests.records import extracted_records

DOCS = Path(__file__).parent


def main() -> None:
    """Write the pages."""
    _write("model.md", model_page())
    _write("measures.md", measure_page())
    with TemporaryDirectory() as folder, open_store(Path(folder) / "graph") as store:
        load(store, extracted_records())
        _write("queries.md", catalogue_page(store))


def _write(name: str, text: str) -> None:
    with replacing(DOCS / name) as out:
        out.write(text.encode("utf-8"))


if __name__ == "__main__":
    main()
