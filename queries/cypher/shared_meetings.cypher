// question = "Which meetings did two officials both attend?"
// question_zh = "两人同时参加过哪些会？"
// family = "pairs"
// [parameters.a]
// type = "official"
// doc = "name, pinyin or key"
// [parameters.b]
// type = "official"
// doc = "the other: name, pinyin or key"
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
// a_chaired = "the first presided"
// b_chaired = "the second presided"
// present = "officials named as present"
// [example]
// a = "沈砚秋"
// b = "梁景和"
UNWIND $a AS this
MATCH (a:Official {key: this})
UNWIND $b AS that
MATCH (b:Official {key: that})
MATCH (a)-[:ATTENDED]->(m:Meeting)<-[:ATTENDED]-(b)
WHERE a.key <> b.key AND coalesce(m.date, '') >= $since AND left(coalesce(m.date, ''), size($until)) <= $until
WITH DISTINCT a, b, m
MATCH (m)<-[r:ATTENDED|CHAIRED]-(o:Official)
WITH a, b, m, count(CASE WHEN type(r) = 'ATTENDED' THEN 1 END) AS present,
     collect(CASE WHEN type(r) = 'CHAIRED' THEN o.key END) AS chairs
RETURN m.date AS date, m.name AS meeting, m.key AS key, a.key IN chairs AS a_chaired, b.key IN chairs AS b_chaired, present
ORDER BY date, meeting, key
