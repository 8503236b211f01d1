// question = "In which posts of a group is nobody seen since a date?"
// question_zh = "某机构哪些职务自某日起无人见任？"
// family = "post"
// [parameters.group]
// type = "group"
// doc = "name, alias or key"
// [parameters.date]
// type = "date"
// doc = "since this day"
// [columns]
// post = "the post"
// last_holder = "who was seen last in it"
// seen_last = "on which day"
// [example]
// group = "桐浦区委"
// date = "2023"
UNWIND $group AS this
MATCH (g:Group {key: this})<-[:OF]-(p:Post)<-[h:HOLDS]-(o:Official)
WITH p, o, h ORDER BY h.seen_last DESC, o.key
WITH p, collect(o.name) AS names, max(h.seen_last) AS seen_last
WHERE seen_last < $date
RETURN p.name AS post, names[0] AS last_holder, seen_last
ORDER BY seen_last, post
