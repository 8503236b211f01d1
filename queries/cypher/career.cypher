// question = "In which posts was an official seen, and when?"
// question_zh = "某人何时见于何职？"
// family = "person"
// [parameters.official]
// type = "official"
// doc = "name, pinyin or key"
// [columns]
// post = "the post, with its group"
// group = "the group that the post is at"
// territory = "of that group"
// seen_first = "first day a report shows the person in it"
// seen_last = "last day"
// stated_start = "start, only where a text states it"
// stated_end = "end, only where a text states it"
// reports = "how many reports show it"
// [example]
// official = "沈砚秋"
UNWIND $official AS this
MATCH (o:Official {key: this})-[h:HOLDS]->(p:Post)
OPTIONAL MATCH (p)-[:OF]->(g:Group)
RETURN p.name AS post, g.name AS group, g.territory AS territory, h.seen_first AS seen_first, h.seen_last AS seen_last,
       h.start_date AS stated_start, h.end_date AS stated_end, h.reports AS reports
ORDER BY seen_first, post
