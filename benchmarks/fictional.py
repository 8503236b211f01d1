"""A seeded graph of invented officials and meetings, in the shape that ``graph.network.full`` gives.

Invariant: the same size and seed give the same graph. Heavy-tailed as real ones are: places hold groups, groups hold
meetings, a few officials attend most of them; eleven years. 28 % officials, 62 % meetings, 10 % groups, and on top of
these the reports with a sentence for everything.
"""

import random
from typing import Any

import networkx as nx

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜谢邹喻柏窦章云苏潘葛范彭"
GIVEN = "文明国建华志强伟军平立新海涛晓东永康春林庆丰玉兰秀英雪梅长青宏远思源德厚"
PLACES = "青川 白岭 云阳 石桥 长渡 松原 红岩 东坪 西湾 南陵 北塘 金沙 银城 玉泉 宝山 花溪 竹海 枫林 柳河 梅岭"
BODIES = (
    "委", "政府", "人大常委会", "政协", "纪委监委", "委组织部", "委宣传部", "安全生产委员会", "防汛抗旱指挥部",
    "乡村振兴工作领导小组", "教育局", "农业农村局", "退役军人事务工作领导小组", "信访工作联席会议",
)  # fmt: skip
TOPICS = "乡村振兴 安全生产 防汛救灾 营商环境 教育改革 生态保护 基层治理 项目建设 农村饮水 社会保障 文化旅游 春耕生产"
TITLES = ("书记", "副书记", "常委", "主任", "副主任", "区长", "副区长", "局长", "部长", "组长")


def network(size: int, *, seed: int = 7) -> "nx.MultiDiGraph[str]":
    """A graph of about ``size`` officials, meetings and groups, with posts for a third of the officials on top."""
    rng = random.Random(seed)
    graph: Any = nx.MultiDiGraph()
    groups = _groups(graph, max(2, size // 10), rng)
    many = max(3, size * 28 // 100)
    officials = _officials(graph, many, groups, rng)
    for number in range(size - len(groups) - many):
        _meeting(graph, number, rng.choice(groups), officials, rng)
    return graph


def _groups(graph: Any, count: int, rng: random.Random) -> list[tuple[str, str]]:
    groups = []
    for number in range(count):
        place = PLACES.split()[(number // len(BODIES)) % 20] + "市县区"[number // (len(BODIES) * 20) % 3]
        if number >= len(BODIES) * 60:
            place = f"第{number // (len(BODIES) * 60)}{place}"
        name = place + BODIES[number % len(BODIES)]
        key = f"g{number:05d}"
        graph.add_node(key, label="Group", key=key, name=name, territory=place, kind="committee", reports=0)
        groups.append((key, place))
        if number % len(BODIES):
            head = groups[number - number % len(BODIES)][0]
            graph.add_edge(key, head, type="PART_OF")
    rng.shuffle(groups)
    return groups


def _officials(graph: Any, count: int, groups: list[tuple[str, str]], rng: random.Random) -> dict[str, list[str]]:
    by_place: dict[str, list[str]] = {}
    for number in range(count):
        group, place = groups[int(len(groups) * rng.random() ** 1.7)]
        name = rng.choice(SURNAMES) + "".join(rng.sample(GIVEN, rng.choice((1, 2, 2))))
        key = f"o{number:05d}"
        graph.add_node(key, label="Official", key=key, name=name, territory=place, reports=rng.randint(1, 40))
        by_place.setdefault(place, []).append(key)
        if number % 12 == 0:
            title = rng.choice(TITLES)
            graph.add_edge(key, group, type="DIRECTED", title=title, seen_first="2014-03-02", seen_last="2016-08-01")
    return by_place


def _meeting(
    graph: Any, number: int, host: tuple[str, str], by_place: dict[str, list[str]], rng: random.Random
) -> None:
    group, place = host
    people = by_place.get(place) or rng.choice(list(by_place.values()))
    attendance = min(len(people), 1 + int(rng.paretovariate(1.1)), 40)
    present = sorted({people[int(len(people) * rng.random() ** 2.2)] for _ in range(attendance)})
    if rng.random() < 0.05:
        present.append(rng.choice(rng.choice(list(by_place.values()))))
    present = list(dict.fromkeys(present))
    date = f"{2012 + rng.randrange(11)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    topic = rng.choice(TOPICS.split())
    key, report = f"m{number:05d}", f"r{number:05d}"
    title = rng.choice(TITLES)
    names = [graph.nodes[p]["name"] for p in present]
    name = f"{place}{topic}工作推进会"
    day = f"{date[5:7].lstrip('0')}月{int(date[8:])}日"
    chaired = f"{day}，{place}召开{topic}工作推进会，{title}{names[0]}主持会议并讲话。"
    attended = f"{'、'.join(names[1:])}参加会议。"
    graph.add_node(key, label="Meeting", key=key, name=name, date=date, territory=place, reports=1)
    graph.add_node(
        report, label="Report", key=report, id=report, title=f"召开{name}", published=date,
        publisher=f"{place}日报", url=f"https://news.example/{place}/{date}/{number}.html",
    )  # fmt: skip
    graph.add_edge(group, key, type="CONVENED", order=1, reports=[report])
    graph.add_edge(report, key, type="REPORTS", sighting=f"s{number}", name=name, date=date, sentence=chaired)
    for place_in_list, person in enumerate(present):
        sentence = attended if place_in_list else chaired
        graph.add_edge(
            person, key, type="ATTENDED" if place_in_list else "CHAIRED", order=place_in_list + 1, sentence=sentence,
            reports=[report], title=None if place_in_list else title, derived=False,
        )  # fmt: skip
        graph.add_edge(
            report, person, type="REPORTS", sighting=f"s{number}.{place_in_list}", name=graph.nodes[person]["name"],
            posts=[] if place_in_list else [title], date=date, sentence=sentence,
        )  # fmt: skip
