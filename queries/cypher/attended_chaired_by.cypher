// question = "Who attended the meetings that an official chaired?"
// question_zh = "某人主持的会议，有谁参加？"
// family = "person"
// [parameters.official]
// type = "official"
// doc = "name, pinyin or key of the chair"
// [columns]
// attendee = "name of the person present"
// key = "key of that official"
// meetings = "how many of the chair's meetings he or she attended"
// first = "date of the first of them"
// last = "date of the last"
// [example]
// official = "秦望舒"
MATCH (chair:Official)-[:CHAIRED]->(m:Meeting)<-[:ATTENDED]-(o:Official)
WHERE chair.key IN $official AND NOT o.key IN $official
RETURN o.name AS attendee, o.key AS key, count(DISTINCT m) AS meetings, min(m.date) AS first, max(m.date) AS last
ORDER BY meetings DESC, attendee, key
