// question = "Which names are borne by several officials?"
// question_zh = "哪些姓名有多人？"
// family = "quality"
// [parameters.limit]
// type = "integer"
// doc = "at most this many rows"
// default = 50
// [columns]
// name = "name"
// officials = "how many"
// territories = "their places"
// keys = "their keys"
// [example]
// limit = 5
MATCH (o:Official)
WITH o ORDER BY o.key
WITH o.name AS name, collect(o) AS bearers
WHERE size(bearers) > 1
RETURN name, size(bearers) AS officials, [o IN bearers | o.territory] AS territories, [o IN bearers | o.key] AS keys
ORDER BY officials DESC, name
LIMIT $limit
