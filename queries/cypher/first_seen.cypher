// question = "Who was seen for the first time in a period?"
// question_zh = "某时期内谁首次出现？"
// family = "time"
// [parameters.since]
// type = "date"
// doc = "from this day"
// [parameters.until]
// type = "date"
// doc = "not after this date"
// default = "9999"
// [parameters.territory]
// type = "text"
// doc = "name of the place, or a part of it"
// default = ""
// [parameters.limit]
// type = "integer"
// doc = "at most this many rows"
// default = 50
// [columns]
// official = "name"
// key = "key of that official"
// seen_first = "first day"
// territory = "place"
// posts = "posts seen"
// [example]
// since = "2022-07"
// territory = "桐浦"
// limit = 10
MATCH (o:Official)
WHERE o.seen_first >= $since AND left(o.seen_first, size($until)) <= $until AND coalesce(o.territory, '') CONTAINS $territory
OPTIONAL MATCH (o)-[:HOLDS]->(p:Post)
WITH o, p ORDER BY p.name
RETURN o.name AS official, o.key AS key, o.seen_first AS seen_first, o.territory AS territory, collect(p.name) AS posts
ORDER BY seen_first, official, key
LIMIT $limit
