// question = "Who presided or attended on behalf of somebody else?"
// question_zh = "谁受委托代人主持或出席？"
// family = "person"
// [parameters.since]
// type = "date"
// doc = "not before this date (2022, 2022-07 or 2022-07-29)"
// default = ""
// [parameters.until]
// type = "date"
// doc = "not after this date"
// default = "9999"
// [columns]
// date = "day"
// meeting = "name"
// official = "who was there"
// key = "key of that official"
// on_behalf_of = "for whom, as written"
// role = "edge type"
// [example]
MATCH (o:Official)-[x:CHAIRED|ATTENDED|SPOKE_AT]->(m:Meeting)
WHERE x.on_behalf_of IS NOT NULL AND coalesce(m.date, '') >= $since AND left(coalesce(m.date, ''), size($until)) <= $until
RETURN m.date AS date, m.name AS meeting, o.name AS official, o.key AS key, x.on_behalf_of AS on_behalf_of, type(x) AS role
ORDER BY date, meeting, key, role
