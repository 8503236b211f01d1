"""Files for ``neo4j-admin database import`` are read back by the real tool, and the server holds the graph."""

from pathlib import Path

import pytest

from graph.export import elements, write_bulk
from graph.load import load
from graph.model import MeetingReport
from graph.store import open_store
from tests.conftest import missing
from tests.neo4j_server import Neo4jServer, Unavailable
from tests.records import extracted_records

HOSTILE = "\"'`}) DETACH DELETE n // <script>,;\n\t=1+1"


@pytest.mark.neo4j
@pytest.mark.slow
def test_the_import_tool_reads_what_was_written(tmp_path: Path) -> None:
    try:
        server = Neo4jServer(home=tmp_path / "home")
    except Unavailable as error:
        missing(str(error))
        return
    odd = MeetingReport.model_validate({"id": HOSTILE, "officials": [{"name": HOSTILE, "posts": [HOSTILE]}]})
    with open_store(tmp_path / "graph") as store:
        load(store, [*extracted_records(), odd])
        count = write_bulk(store, tmp_path / "bulk")
        sent = list(elements(store))
    assert count == len(sent)
    arguments = (tmp_path / "bulk" / "import.args").read_text(encoding="utf-8").splitlines()
    given = [
        a if a.count("=") == 1 else a[: a.rindex("=") + 1] + str(tmp_path / "bulk" / a.split("=")[-1])
        for a in arguments
    ]
    server.configure()
    server.admin("database", "import", "full", "neo4j", *given)
    with server, open_store(server.url) as store:
        assert list(elements(store)) == sent
