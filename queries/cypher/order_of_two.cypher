// question = "Which of two officials stands first in the lists they share?"
// question_zh = "两人在同一名单中谁在前？"
// family = "order"
// [parameters.a]
// type = "official"
// doc = "name, pinyin or key"
// [parameters.b]
// type = "official"
// doc = "the other: name, pinyin or key"
// [columns]
// date = "day"
// meeting = "name"
// key = "key of the meeting"
// a_order = "place of the first"
// b_order = "place of the second"
// ahead = "who stands ahead"
// [example]
// a = "葛芸"
// b = "马成蹊"
UNWIND $a AS this
MATCH (a:Official {key: this})
UNWIND $b AS that
MATCH (b:Official {key: that})
MATCH (a)-[x:ATTENDED]->(m:Meeting)<-[y:ATTENDED]-(b)
WHERE x.order IS NOT NULL AND y.order IS NOT NULL
RETURN m.date AS date, m.name AS meeting, m.key AS key, x.order AS a_order, y.order AS b_order,
       CASE WHEN x.order < y.order THEN a.name ELSE b.name END AS ahead
ORDER BY date, meeting, key
