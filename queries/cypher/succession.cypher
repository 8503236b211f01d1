// question = "Who preceded whom in a post?"
// question_zh = "某职前后任是谁？"
// family = "post"
// [parameters.post]
// type = "post"
// doc = "name, title or key"
// [columns]
// post = "the post"
// before = "who was seen in it before"
// before_last = "last day that one was seen in it"
// after = "who was seen in it next"
// after_first = "first day that one was seen in it"
// before_key = "key"
// after_key = "key"
// [example]
// post = "桐浦区委书记"
UNWIND $post AS this
MATCH (p:Post {key: this})<-[x:HOLDS]-(a:Official)
MATCH (p)<-[y:HOLDS]-(b:Official)
WHERE a.key <> b.key AND x.seen_last <= y.seen_first
  AND NOT EXISTS { MATCH (c:Official)-[z:HOLDS]->(p)
                   WHERE c.key <> a.key AND c.key <> b.key AND z.seen_first >= x.seen_last AND z.seen_last <= y.seen_first }
RETURN p.name AS post, a.name AS before, x.seen_last AS before_last, b.name AS after, y.seen_first AS after_first,
       a.key AS before_key, b.key AS after_key
ORDER BY post, after_first, before_key, after_key
