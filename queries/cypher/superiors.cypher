// question = "Under which heads did an official hold posts, and when?"
// question_zh = "某人在谁手下任职，何时？"
// family = "pairs"
// [parameters.official]
// type = "official"
// doc = "name, pinyin or key"
// [columns]
// head = "who directed the group"
// key = "key of that official"
// group = "the group"
// post = "the official's post there"
// from = "first day that both were seen"
// to = "last day that both were seen"
// [example]
// official = "俞伯衡"
UNWIND $official AS this
MATCH (o:Official {key: this})-[h:HOLDS]->(p:Post)-[:OF]->(g:Group)<-[d:DIRECTED]-(head:Official)
WHERE head.key <> o.key AND h.seen_first <= d.seen_last AND d.seen_first <= h.seen_last
RETURN head.name AS head, head.key AS key, g.name AS group, p.name AS post,
       CASE WHEN h.seen_first > d.seen_first THEN h.seen_first ELSE d.seen_first END AS from,
       CASE WHEN h.seen_last < d.seen_last THEN h.seen_last ELSE d.seen_last END AS to
ORDER BY from, group, head, key, post
