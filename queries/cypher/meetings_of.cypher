// question = "Which meetings did an official attend, and in what role?"
// question_zh = "某人参加过哪些会，什么身份？"
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
// [columns]
// date = "day"
// meeting = "name"
// key = "key of the meeting"
// chaired = "presided"
// spoke = "spoke"
// order = "place in the list of names"
// title = "title as written there"
// capacity = "出席, 列席…"
// [example]
// official = "俞伯衡"
UNWIND $official AS this
MATCH (o:Official {key: this})-[r:ATTENDED|CHAIRED|SPOKE_AT]->(m:Meeting)
WHERE coalesce(m.date, '') >= $since AND left(coalesce(m.date, ''), size($until)) <= $until
WITH o, m, collect(type(r)) AS roles, max(CASE WHEN type(r) = 'ATTENDED' THEN r.order END) AS order,
     max(CASE WHEN type(r) = 'ATTENDED' THEN r.title END) AS title,
     max(CASE WHEN type(r) = 'ATTENDED' THEN r.capacity END) AS capacity
WHERE 'ATTENDED' IN roles
RETURN m.date AS date, m.name AS meeting, m.key AS key, 'CHAIRED' IN roles AS chaired, 'SPOKE_AT' IN roles AS spoke,
       order, title, capacity
ORDER BY date, meeting, key
