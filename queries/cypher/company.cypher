// question = "Who sat with an official most often?"
// question_zh = "某人最常与谁同会？"
// family = "person"
// [parameters.official]
// type = "official"
// doc = "name, pinyin or key"
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
// other = "name"
// key = "key of that official"
// post = "latest post seen"
// meetings = "shared meetings"
// weight = "each shared meeting of k adds 1/(k-1)"
// first = "first shared meeting"
// last = "last"
// [example]
// official = "沈砚秋"
// since = "2022-06-29"
// limit = 8
UNWIND $official AS this
MATCH (o:Official {key: this})-[:ATTENDED]->(m:Meeting)
WHERE coalesce(m.date, '') >= $since AND left(coalesce(m.date, ''), size($until)) <= $until
WITH DISTINCT o, m, COUNT { (m)<-[:ATTENDED]-(:Official) } AS present
MATCH (m)<-[:ATTENDED]-(other:Official)
WHERE other.key <> o.key
WITH other, count(DISTINCT m) AS meetings, sum(1.0 / (present - 1)) AS weight, min(m.date) AS first, max(m.date) AS last
OPTIONAL MATCH (other)-[h:HOLDS]->(p:Post)
WITH other, meetings, weight, first, last, p.name AS post, h.seen_last AS seen ORDER BY seen DESC, post
WITH other, meetings, weight, first, last, collect(post) AS posts
RETURN other.name AS other, other.key AS key, posts[0] AS post, meetings, round(weight * 1000) / 1000 AS weight, first, last
ORDER BY meetings DESC, weight DESC, other, key
LIMIT $limit
