// question = "At which meetings does no report name a chair?"
// question_zh = "哪些会议没有报道写明主持人？"
// family = "quality"
// [parameters.since]
// type = "date"
// doc = "not before this date (2022, 2022-07 or 2022-07-29)"
// default = ""
// [parameters.until]
// type = "date"
// doc = "not after this date"
// default = "9999"
// [parameters.limit]
// type = "integer"
// doc = "at most this many rows"
// default = 50
// [columns]
// date = "day"
// meeting = "name"
// key = "key"
// territory = "place"
// reports = "how many reports tell of it"
// [example]
// limit = 5
MATCH (m:Meeting)
WHERE NOT EXISTS { (m)<-[:CHAIRED]-(:Official) }
  AND coalesce(m.date, '') >= $since AND left(coalesce(m.date, ''), size($until)) <= $until
RETURN m.date AS date, m.name AS meeting, m.key AS key, m.territory AS territory, m.reports AS reports
ORDER BY date, meeting, key
LIMIT $limit
