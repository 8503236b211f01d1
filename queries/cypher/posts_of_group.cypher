// question = "Which posts does a group have, and who was seen last in each?"
// question_zh = "某机构有哪些职务，最近谁任？"
// family = "post"
// [parameters.group]
// type = "group"
// doc = "name, alias or key"
// [columns]
// post = "the post"
// title = "title"
// rank = "正, 副…"
// last_holder = "who was seen last in it"
// key = "key of that official"
// seen_last = "on which day"
// holders = "how many persons were seen in it"
// [example]
// group = "桐浦区政府"
UNWIND $group AS this
MATCH (g:Group {key: this})<-[:OF]-(p:Post)<-[h:HOLDS]-(o:Official)
WITH p, o, h ORDER BY h.seen_last DESC, o.key
WITH p, collect(o) AS holders, max(h.seen_last) AS seen_last
RETURN p.name AS post, p.title AS title, p.rank AS rank, holders[0].name AS last_holder, holders[0].key AS key,
       seen_last, size(holders) AS holders
ORDER BY post, key
