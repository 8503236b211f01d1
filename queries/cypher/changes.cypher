// question = "Which posts changed hands or appeared between two dates?"
// question_zh = "两个日期之间职务有何变动？"
// family = "time"
// [parameters.since]
// type = "date"
// doc = "after this day"
// [parameters.until]
// type = "date"
// doc = "up to this day"
// [parameters.territory]
// type = "text"
// doc = "name of the place, or a part of it"
// default = ""
// [columns]
// date = "day"
// change = "first seen, stated start or stated end"
// official = "name"
// key = "key of that official"
// post = "the post"
// [example]
// since = "2022-06-01"
// until = "2022-09-30"
// territory = "桐浦"
MATCH (o:Official)-[h:HOLDS]->(p:Post)
WHERE coalesce(o.territory, '') CONTAINS $territory OR p.name CONTAINS $territory
UNWIND [{date: h.start_date, change: 'stated start'}, {date: h.end_date, change: 'stated end'},
        {date: h.seen_first, change: 'first seen'}] AS event
WITH o, p, event WHERE event.date > $since AND left(event.date, size($until)) <= $until
RETURN event.date AS date, event.change AS change, o.name AS official, o.key AS key, p.name AS post
ORDER BY date, change, official, key, post
