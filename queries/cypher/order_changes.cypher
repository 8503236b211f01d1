// question = "Which pairs stand in different orders in different lists of a group?"
// question_zh = "某机构名单中哪些人次序有变？"
// family = "order"
// [parameters.group]
// type = "group"
// doc = "name, alias or key"
// [columns]
// a = "one"
// b = "another"
// a_first = "lists with the first ahead"
// b_first = "lists with the second ahead"
// a_key = "key"
// b_key = "key"
// [example]
// group = "桐浦区委常委会"
MATCH (g:Group)-[:CONVENED]->(m:Meeting) WHERE g.key IN $group
MATCH (a:Official)-[x:ATTENDED]->(m)<-[y:ATTENDED]-(b:Official)
WHERE a.key < b.key AND x.order IS NOT NULL AND y.order IS NOT NULL AND x.order <> y.order
WITH a, b, sum(CASE WHEN x.order < y.order THEN 1 ELSE 0 END) AS a_first,
     sum(CASE WHEN x.order < y.order THEN 0 ELSE 1 END) AS b_first
WHERE a_first > 0 AND b_first > 0
RETURN a.name AS a, b.name AS b, a_first, b_first, a.key AS a_key, b.key AS b_key
ORDER BY a_first + b_first DESC, a_key, b_key
