// question = "Who chaired the meetings of a group, and of the bodies in it, in a period?"
// question_zh = "某时期某机构（含其下属机构）的会由谁主持？"
// family = "group"
// [parameters.group]
// type = "group"
// doc = "name, alias or key"
// [parameters.since]
// type = "date"
// doc = "not before this date (2022, 2022-07 or 2022-07-29)"
// default = ""
// [parameters.until]
// type = "date"
// doc = "not after this date"
// default = "9999"
// [columns]
// official = "name"
// key = "key of that official"
// meetings = "how many"
// first = "first"
// last = "last"
// [example]
// group = "桐浦区委"
// since = "2022"
// until = "2022"
UNWIND $group AS this
MATCH (g:Group {key: this})<-[:PART_OF*0..3]-(body:Group)-[:CONVENED]->(m:Meeting)<-[:CHAIRED]-(o:Official)
WHERE coalesce(m.date, '') >= $since AND left(coalesce(m.date, ''), size($until)) <= $until
RETURN o.name AS official, o.key AS key, count(DISTINCT m) AS meetings, min(m.date) AS first, max(m.date) AS last
ORDER BY meetings DESC, official, key
