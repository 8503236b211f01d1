// question = "Who is this official: posts, first and last seen, how often?"
// question_zh = "此人是谁：职务、首末见、次数？"
// family = "person"
// [parameters.official]
// type = "official"
// doc = "name, pinyin or key"
// [columns]
// official = "name"
// key = "key"
// sex = "as stated"
// ethnicity = "as stated"
// territory = "of the latest sighting"
// seen_first = "first day seen"
// seen_last = "last day seen"
// reports = "how many reports show the person"
// posts = "all posts seen, latest first"
// chaired = "meetings chaired"
// attended = "meetings attended"
// spoke = "meetings spoken at"
// [example]
// official = "沈砚秋"
UNWIND $official AS this
MATCH (o:Official {key: this})
OPTIONAL MATCH (o)-[h:HOLDS]->(p:Post)
WITH o, p.name AS post, h.seen_last AS last ORDER BY last DESC, post
WITH o, collect(post) AS posts
RETURN o.name AS official, o.key AS key, o.sex AS sex, o.ethnicity AS ethnicity, o.territory AS territory,
       o.seen_first AS seen_first, o.seen_last AS seen_last, o.reports AS reports, posts,
       COUNT { (o)-[:CHAIRED]->(:Meeting) } AS chaired, COUNT { (o)-[:ATTENDED]->(:Meeting) } AS attended,
       COUNT { (o)-[:SPOKE_AT]->(:Meeting) } AS spoke
ORDER BY key
