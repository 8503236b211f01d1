// question = "Which meetings did a group hold, who chaired, how many attended?"
// question_zh = "某机构开过哪些会，谁主持，多少人参加？"
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
// date = "day"
// meeting = "name"
// key = "key of the meeting"
// chaired_by = "who presided"
// attended = "how many officials are named as present"
// [example]
// group = "桐浦区委常委会"
UNWIND $group AS this
MATCH (g:Group {key: this})-[:CONVENED]->(m:Meeting)
WHERE coalesce(m.date, '') >= $since AND left(coalesce(m.date, ''), size($until)) <= $until
OPTIONAL MATCH (chair:Official)-[:CHAIRED]->(m)
WITH m, chair ORDER BY chair.name
WITH m, collect(DISTINCT chair.name) AS chaired_by
RETURN m.date AS date, m.name AS meeting, m.key AS key, chaired_by, COUNT { (m)<-[:ATTENDED]-(:Official) } AS attended
ORDER BY date, meeting, key
