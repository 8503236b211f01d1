// question = "What changed in a group since a date: who came, who was not seen again?"
// question_zh = "自某日以来某机构人员有何变化？"
// family = "time"
// [parameters.group]
// type = "group"
// doc = "name, alias or key"
// [parameters.date]
// type = "date"
// doc = "since this day"
// [columns]
// official = "name"
// key = "key of that official"
// change = "came: first seen since; not seen since: absence proves nothing"
// post = "the post"
// seen_first = "first day seen in it"
// seen_last = "last day"
// [example]
// group = "桐浦区委城市更新工作领导小组"
// date = "2022"
UNWIND $group AS this
MATCH (g:Group {key: this})<-[:OF]-(p:Post)<-[h:HOLDS]-(o:Official)
WHERE h.seen_first >= $date OR h.seen_last < $date
RETURN o.name AS official, o.key AS key, CASE WHEN h.seen_first >= $date THEN 'came' ELSE 'not seen since' END AS change,
       p.name AS post, h.seen_first AS seen_first, h.seen_last AS seen_last
ORDER BY change, seen_first, official, key, post
