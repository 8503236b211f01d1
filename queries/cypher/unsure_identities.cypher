// question = "Which officials may be the same person?"
// question_zh = "哪些同名者可能是同一人？"
// family = "quality"
// [parameters.limit]
// type = "integer"
// doc = "at most this many rows"
// default = 50
// [columns]
// name = "name"
// a = "one"
// a_territory = "place"
// a_last = "last seen"
// b = "the other"
// b_territory = "place"
// b_last = "last seen"
// score = "log-odds that they are one"
// reasons = "what speaks for and against"
// [example]
// limit = 5
MATCH (a:Official)-[x:MAYBE_SAME_AS]->(b:Official)
RETURN a.name AS name, a.key AS a, a.territory AS a_territory, a.seen_last AS a_last, b.key AS b, b.territory AS b_territory,
       b.seen_last AS b_last, x.score AS score, x.reasons AS reasons
ORDER BY score DESC, a, b
LIMIT $limit
