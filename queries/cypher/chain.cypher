// question = "By which chain of shared meetings are two officials linked?"
// question_zh = "两人之间经由哪些共同会议相连？"
// family = "pairs"
// [parameters.a]
// type = "official"
// doc = "name, pinyin or key"
// [parameters.b]
// type = "official"
// doc = "the other: name, pinyin or key"
// [columns]
// steps = "number of meetings in the chain"
// chain = "names of officials and meetings, in turn"
// [example]
// a = "邵怀谷"
// b = "曾以诚"
MATCH (a:Official), (b:Official)
WHERE a.key IN $a AND b.key IN $b AND a.key <> b.key
MATCH path = shortestPath((a)-[:ATTENDED*..12]-(b))
RETURN length(path) / 2 AS steps, [n IN nodes(path) | n.name] AS chain
ORDER BY steps
