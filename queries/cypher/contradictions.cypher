// question = "At which meetings do reports name different chairs?"
// question_zh = "哪些会议的主持人各报不一？"
// family = "meeting"
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
// key = "key"
// chair = "one chair"
// reports = "reports that say so"
// other_chair = "another"
// other_reports = "reports that say so"
// [example]
MATCH (a:Official)-[x:CHAIRED]->(m:Meeting)<-[y:CHAIRED]-(b:Official)
WHERE a.key < b.key AND none(id IN x.reports WHERE id IN y.reports)
  AND coalesce(m.date, '') >= $since AND left(coalesce(m.date, ''), size($until)) <= $until
RETURN m.date AS date, m.name AS meeting, m.key AS key, a.name AS chair, x.reports AS reports, b.name AS other_chair,
       y.reports AS other_reports
ORDER BY date, key, chair, other_chair
