// question = "Who held a post, one after the other, and where are gaps?"
// question_zh = "某职历任是谁，其间有无空档？"
// family = "post"
// [parameters.post]
// type = "post"
// doc = "name, title or key"
// [columns]
// post = "the post"
// official = "name"
// key = "key of that official"
// seen_first = "first day seen in it"
// seen_last = "last day"
// stated_start = "only where stated"
// stated_end = "only where stated"
// reports = "how many reports"
// [example]
// post = "桐浦区委书记"
UNWIND $post AS this
MATCH (p:Post {key: this})<-[h:HOLDS]-(o:Official)
RETURN p.name AS post, o.name AS official, o.key AS key, h.seen_first AS seen_first, h.seen_last AS seen_last,
       h.start_date AS stated_start, h.end_date AS stated_end, h.reports AS reports
ORDER BY post, seen_first, official, key
