// question = "Of which groups is the territory unknown?"
// question_zh = "哪些机构所属地区不明？"
// family = "quality"
// [parameters.limit]
// type = "integer"
// doc = "at most this many rows"
// default = 50
// [columns]
// group = "the group"
// key = "its key"
// kind = "kind"
// reports = "how many reports name it"
// [example]
// limit = 5
MATCH (g:Group)
WHERE g.territory IS NULL
RETURN g.name AS group, g.key AS key, g.kind AS kind, g.reports AS reports
ORDER BY reports DESC, group, key
LIMIT $limit
