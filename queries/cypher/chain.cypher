// question = "By which shortest chains of shared meetings are two officials linked?"
// question_zh = "两人之间经由哪些共同会议相连（最短）？"
// family = "pairs"
// [parameters.a]
// type = "official"
// doc = "name, pinyin or key"
// [parameters.b]
// type = "official"
// doc = "the other: name, pinyin or key"
// [parameters.limit]
// type = "integer"
// doc = "at most this many chains"
// default = 5
// [columns]
// steps = "number of meetings in the chain"
// chain = "names of officials and meetings, in turn"
// [example]
// a = "邵怀谷"
// b = "曾以诚"
MATCH (a:Official), (b:Official)
WHERE a.key IN $a AND b.key IN $b AND a.key <> b.key
MATCH path = allShortestPaths((a)-[:ATTENDED*..12]-(b))
WITH path, reduce(line = '', n IN nodes(path) | line + n.key + ' ') AS line
RETURN length(path) / 2 AS steps, [n IN nodes(path) | n.name] AS chain
ORDER BY steps, line
LIMIT $limit
