// question = "With which other groups did a group sit jointly?"
// question_zh = "某机构与哪些机构联合开过会？"
// family = "group"
// [parameters.group]
// type = "group"
// doc = "name, alias or key"
// [columns]
// other = "the other group"
// key = "its key"
// meetings = "how many joint sittings"
// names = "their names"
// last = "last of them"
// [example]
// group = "汀岚区委全面深化改革委员会"
UNWIND $group AS this
MATCH (g:Group {key: this})-[:CONVENED]->(m:Meeting)<-[:CONVENED]-(other:Group)
WHERE other.key <> g.key
WITH other, m ORDER BY m.date, m.name
RETURN other.name AS other, other.key AS key, count(DISTINCT m) AS meetings, collect(DISTINCT m.name) AS names, max(m.date) AS last
ORDER BY meetings DESC, other, key
