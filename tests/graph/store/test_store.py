"""The store, the same on both engines."""

from graph.model import Attended, Meeting, Official
from graph.store import Store


def test_what_is_written_is_read(store: Store) -> None:
    store.transaction(
        lambda t: t.sync(
            [Official(key="o1", name="陈立新"), Meeting(key="m1", name="区政府常务会议")],
            [Attended(start="o1", end="m1", reports=("r1",))],
        )
    )
    rows = store.read("MATCH (o:Official)-[a:ATTENDED]->(m:Meeting) RETURN o.name AS who, m.name AS what")
    assert rows == [{"who": "陈立新", "what": "区政府常务会议"}]
