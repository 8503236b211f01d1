// question = "Which groups share members with a group?"
// question_zh = "哪些机构与某机构成员交叉？"
// family = "group"
// [parameters.group]
// type = "group"
// doc = "name, alias or key"
// [parameters.limit]
// type = "integer"
// doc = "at most this many rows"
// default = 50
// [columns]
// other = "the other group"
// key = "its key"
// shared = "officials who hold posts at both"
// officials = "their names"
// [example]
// group = "桐浦区委"
// limit = 5
UNWIND $group AS this
MATCH (g:Group {key: this})<-[:OF]-(:Post)<-[:HOLDS]-(o:Official)-[:HOLDS]->(:Post)-[:OF]->(other:Group)
WHERE other.key <> g.key
WITH DISTINCT other, o ORDER BY o.name, o.key
RETURN other.name AS other, other.key AS key, count(o) AS shared, collect(o.name) AS officials
ORDER BY shared DESC, other, key
LIMIT $limit
