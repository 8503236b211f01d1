// question = "Which groups did an official direct?"
// question_zh = "某人领导过哪些机构？"
// family = "person"
// [parameters.official]
// type = "official"
// doc = "name, pinyin or key"
// [columns]
// group = "the group"
// kind = "kind of body"
// title = "title as head"
// seen_first = "first day seen as head"
// seen_last = "last day"
// reports = "how many reports"
// [example]
// official = "梁景和"
UNWIND $official AS this
MATCH (o:Official {key: this})-[d:DIRECTED]->(g:Group)
RETURN g.name AS group, g.kind AS kind, d.title AS title, d.seen_first AS seen_first, d.seen_last AS seen_last,
       d.reports AS reports
ORDER BY seen_first, group
