// question = "Which meetings were held in a place in a period?"
// question_zh = "某时期某地开过哪些会？"
// family = "meeting"
// [parameters.territory]
// type = "text"
// doc = "name of the place, or a part of it"
// default = ""
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
// attended = "officials named as present"
// [example]
// territory = "桐浦"
// since = "2022-07"
// until = "2022-07"
// limit = 10
MATCH (m:Meeting)
WHERE m.date >= $since AND left(m.date, size($until)) <= $until AND coalesce(m.territory, '') CONTAINS $territory
RETURN m.date AS date, m.name AS meeting, m.key AS key, m.territory AS territory,
       COUNT { (m)<-[:ATTENDED]-(:Official) } AS attended
ORDER BY date, meeting, key
LIMIT $limit
