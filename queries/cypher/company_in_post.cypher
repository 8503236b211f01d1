// question = "Who sat with an official most often since he or she came to a post, as after a promotion?"
// question_zh = "某人到任某职（如升任）以后，最常与谁同会？"
// family = "person"
// [parameters.official]
// type = "official"
// doc = "name, pinyin or key"
// [parameters.post]
// type = "text"
// doc = "the post, or a part of its name; left out: the one that came last"
// default = ""
// [parameters.limit]
// type = "integer"
// doc = "at most this many rows"
// default = 50
// [columns]
// other = "name"
// key = "key of that official"
// post = "latest post seen"
// meetings = "shared meetings since then"
// weight = "each shared meeting of k adds 1/(k-1)"
// last = "last of them"
// since = "first day of the official in the post, stated or seen"
// in_post = "the official's post"
// [example]
// official = "沈砚秋"
// post = "副市长"
// limit = 5
UNWIND $official AS this
MATCH (o:Official {key: this})-[h:HOLDS]->(p:Post)
WHERE p.name CONTAINS $post
WITH o, p.name AS post, coalesce(h.start_date, h.seen_first) AS since
ORDER BY CASE WHEN $post = '' THEN '' ELSE since END, since DESC, post
WITH o, collect([since, post])[0] AS came
MATCH (o)-[:ATTENDED]->(m:Meeting)
WHERE m.date >= came[0]
WITH DISTINCT o, came, m, COUNT { (m)<-[:ATTENDED]-(:Official) } AS present
MATCH (m)<-[:ATTENDED]-(other:Official)
WHERE other.key <> o.key
WITH came, other, count(DISTINCT m) AS meetings, sum(1.0 / (present - 1)) AS weight, max(m.date) AS last
OPTIONAL MATCH (other)-[h:HOLDS]->(p:Post)
WITH came, other, meetings, weight, last, p.name AS post, h.seen_last AS seen ORDER BY seen DESC, post
WITH came, other, meetings, weight, last, collect(post) AS posts
RETURN other.name AS other, other.key AS key, posts[0] AS post, meetings, round(weight * 1000) / 1000 AS weight, last,
       came[0] AS since, came[1] AS in_post
ORDER BY meetings DESC, weight DESC, other, key
LIMIT $limit
