// question = "In which groups did two officials hold posts at the same time?"
// question_zh = "两人何时同在何机构任职？"
// family = "pairs"
// [parameters.a]
// type = "official"
// doc = "name, pinyin or key"
// [parameters.b]
// type = "official"
// doc = "the other: name, pinyin or key"
// [columns]
// group = "the group"
// a_post = "post of the first"
// b_post = "post of the second"
// from = "first day that both were seen"
// to = "last day that both were seen"
// [example]
// a = "沈砚秋"
// b = "梁景和"
UNWIND $a AS this
MATCH (a:Official {key: this})
UNWIND $b AS that
MATCH (b:Official {key: that})
MATCH (a)-[x:HOLDS]->(p:Post)-[:OF]->(g:Group)<-[:OF]-(q:Post)<-[y:HOLDS]-(b)
WHERE a.key <> b.key AND x.seen_first <= y.seen_last AND y.seen_first <= x.seen_last
RETURN g.name AS group, p.name AS a_post, q.name AS b_post,
       CASE WHEN x.seen_first > y.seen_first THEN x.seen_first ELSE y.seen_first END AS from,
       CASE WHEN x.seen_last < y.seen_last THEN x.seen_last ELSE y.seen_last END AS to
ORDER BY from, group, a_post, b_post
