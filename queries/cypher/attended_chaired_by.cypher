// question = "Who attended the meetings that an official chaired?"
// question_zh = "某人主持的会议，有谁参加？"
// family = "person"
// [parameters.official]
// type = "official"
// doc = "the chair: name, pinyin or key"
// [columns]
// attendee = "name"
// key = "key of that official"
// meetings = "how many of them he or she attended"
// first = "first of them"
// last = "last"
// [example]
// official = "梁景和"
UNWIND $official AS this
MATCH (chair:Official {key: this})-[:CHAIRED]->(m:Meeting)<-[:ATTENDED]-(o:Official)
WHERE o.key <> chair.key
RETURN o.name AS attendee, o.key AS key, count(DISTINCT m) AS meetings, min(m.date) AS first, max(m.date) AS last
ORDER BY meetings DESC, attendee, key
