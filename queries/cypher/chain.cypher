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
UNWIND $a AS this
MATCH (a:Official {key: this})
UNWIND $b AS that
MATCH (b:Official {key: that})
WITH a, b WHERE a.key <> b.key
MATCH path = allShortestPaths((a)-[:ATTENDED*..12]-(b))
WITH nodes(path) AS line
WITH line[1].key AS first, collect(line) AS lines ORDER BY first LIMIT $limit
UNWIND lines AS line
WITH first, line[2].key AS second, collect(line) AS lines ORDER BY first, second LIMIT $limit
UNWIND lines AS line
WITH line
ORDER BY line[1].key, line[2].key, line[3].key, line[4].key, line[5].key, line[6].key, line[7].key, line[8].key,
         line[9].key, line[10].key, line[11].key
LIMIT $limit
RETURN size(line) / 2 AS steps, [n IN line | n.name] AS chain
ORDER BY steps, line[1].key, line[2].key, line[3].key, line[4].key, line[5].key, line[6].key, line[7].key, line[8].key,
         line[9].key, line[10].key, line[11].key
