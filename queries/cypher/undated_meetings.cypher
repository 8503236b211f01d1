// question = "Of which meetings is the day unknown?"
// question_zh = "哪些会议日期不明？"
// family = "quality"
// [parameters.limit]
// type = "integer"
// doc = "at most this many rows"
// default = 50
// [columns]
// meeting = "name"
// key = "key"
// date = "what is known of the date"
// territory = "place"
// report = "one report that tells of it"
// [example]
// limit = 5
MATCH (m:Meeting)<-[:REPORTS]-(r:Report)
WHERE m.date IS NULL OR size(m.date) < 10
RETURN m.name AS meeting, m.key AS key, coalesce(m.date, m.day) AS date, m.territory AS territory, min(r.id) AS report
ORDER BY meeting, key
LIMIT $limit
