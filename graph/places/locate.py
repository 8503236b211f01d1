"""Where a report speaks of."""

from graph.places.gazetteer import Gazetteer, national
from graph.places.phrase import opening
from graph.places.territory import Territory
from graph.record import MeetingReport


def territory_of(record: MeetingReport, gazetteer: Gazetteer | None = None) -> Territory | None:
    """The place a report speaks of.

    >>> report = MeetingReport.model_validate({"id": "r1", "officials": [{"name": "雷鸣", "posts": ["秦州区委书记"]}],
    ...     "meetings": [{"name": "区委常委会会议", "groups": ["区委常委会"], "chaired": ["雷鸣"]}]})
    >>> territory_of(report).name
    '天水市秦州区'
    """
    places = gazetteer or national()
    texts = [*(g for m in record.meetings for g in m.groups), *(p for o in record.officials for p in o.posts)]
    for text in texts:
        found = opening(text, places).places
        if found:
            return found[0]
    return None
