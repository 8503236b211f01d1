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
UNWIND $group AS this
MATCH (g:Group {key: this})-[:CONVENED]->(m:Meeting)<-[x:ATTENDED]-(o:Official)
WHERE x.order IS NOT NULL
WITH DISTINCT m, o.key AS key, x.order AS place
WITH m, collect([key, place]) AS list
UNWIND list AS a
UNWIND list AS b
WITH a, b WHERE a[0] < b[0] AND a[1] <> b[1]
WITH a[0] AS a_key, b[0] AS b_key, sum(CASE WHEN a[1] < b[1] THEN 1 ELSE 0 END) AS a_first, count(*) AS lists
WITH a_key, b_key, a_first, lists - a_first AS b_first
WHERE a_first > 0 AND b_first > 0
MATCH (a:Official {key: a_key})
MATCH (b:Official {key: b_key})
RETURN a.name AS a, b.name AS b, a_first, b_first, a_key, b_key
ORDER BY a_first + b_first DESC, a_key, b_key
