// question = "Who directed a group, one after the other?"
// question_zh = "某机构历任负责人是谁？"
// family = "group"
// [parameters.group]
// type = "group"
// doc = "name, alias or key"
// [columns]
// official = "name of the head"
// key = "key of that official"
// title = "title as head"
// seen_first = "first day a report shows the person as head"
// seen_last = "last day"
// reports = "how many reports show it"
// [example]
// group = "桐浦区委城市更新工作领导小组"
UNWIND $group AS this
MATCH (g:Group {key: this})<-[d:DIRECTED]-(o:Official)
RETURN o.name AS official, o.key AS key, d.title AS title, d.seen_first AS seen_first, d.seen_last AS seen_last,
       d.reports AS reports
ORDER BY seen_first, official, key
