// question = "Who was seen in a post around a date?"
// question_zh = "某日前后谁任某职？"
// family = "post"
// [parameters.post]
// type = "post"
// doc = "name, title or key"
// [parameters.date]
// type = "date"
// doc = "the day (2022, 2022-07 or 2022-07-29)"
// [columns]
// post = "the post"
// official = "name"
// key = "key of that official"
// seen_first = "first day seen in it"
// seen_last = "last day"
// status = "seen: between first and last sighting; unknown: last seen before; ended: a text states the end"
// [example]
// post = "桐浦区委书记"
// date = "2022-06"
UNWIND $post AS this
MATCH (p:Post {key: this})<-[h:HOLDS]-(o:Official)
WHERE left(coalesce(h.start_date, h.seen_first), size($date)) <= $date
RETURN p.name AS post, o.name AS official, o.key AS key, h.seen_first AS seen_first, h.seen_last AS seen_last,
       CASE WHEN h.end_date IS NOT NULL AND h.end_date <= $date THEN 'ended'
            WHEN h.seen_last >= $date THEN 'seen' ELSE 'unknown' END AS status
ORDER BY post, seen_last DESC, official, key
