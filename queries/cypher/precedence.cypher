// question = "In what order do names stand in the lists of a group, on average?"
// question_zh = "某机构会议名单中各人平均次序如何？"
// family = "order"
// [parameters.group]
// type = "group"
// doc = "name, alias or key"
// [parameters.since]
// type = "date"
// doc = "not before this date (2022, 2022-07 or 2022-07-29)"
// default = ""
// [parameters.until]
// type = "date"
// doc = "not after this date"
// default = "9999"
// [columns]
// official = "name"
// key = "key of that official"
// lists = "lists in which the person stands"
// mean_place = "mean place in them, 0 first, 1 last"
// best = "best place"
// worst = "worst place"
// [example]
// group = "桐浦区委常委会"
UNWIND $group AS this
MATCH (g:Group {key: this})-[:CONVENED]->(m:Meeting)
WHERE coalesce(m.date, '') >= $since AND left(coalesce(m.date, ''), size($until)) <= $until
WITH DISTINCT m, COUNT { MATCH (m)<-[x:ATTENDED]-(:Official) WHERE x.order IS NOT NULL } AS listed
MATCH (m)<-[a:ATTENDED]-(o:Official)
WHERE a.order IS NOT NULL
WITH o, a.order AS place, listed
RETURN o.name AS official, o.key AS key, count(*) AS lists,
       round(avg(CASE WHEN listed > 1 THEN (place - 1.0) / (listed - 1) ELSE 0.0 END) * 1000) / 1000 AS mean_place,
       min(place) AS best, max(place) AS worst
ORDER BY mean_place, official, key
