// question = "Which bodies are part of a group?"
// question_zh = "某机构下属有哪些机构？"
// family = "group"
// [parameters.group]
// type = "group"
// doc = "name, alias or key"
// [columns]
// group = "the body"
// key = "its key"
// kind = "kind"
// within = "what it is directly part of"
// reports = "how many reports name it"
// [example]
// group = "桐浦区委"
UNWIND $group AS this
MATCH (top:Group {key: this})<-[:PART_OF*0..3]-(within:Group)<-[:PART_OF]-(g:Group)
RETURN DISTINCT g.name AS group, g.key AS key, g.kind AS kind, within.name AS within, g.reports AS reports
ORDER BY within, group, key
