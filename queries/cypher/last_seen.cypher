// question = "When and where was an official last seen?"
// question_zh = "某人最后一次见于何处？"
// family = "person"
// [parameters.official]
// type = "official"
// doc = "name, pinyin or key"
// [parameters.limit]
// type = "integer"
// doc = "how many sightings"
// default = 5
// [columns]
// date = "day"
// report = "id of the report"
// title = "its title"
// posts = "posts as written there"
// sentence = "the sentence"
// url = "source"
// [example]
// official = "骆敬川"
// limit = 3
UNWIND $official AS this
MATCH (o:Official {key: this})<-[s:REPORTS]-(r:Report)
RETURN s.date AS date, r.id AS report, r.title AS title, s.posts AS posts, s.sentence AS sentence, r.url AS url
ORDER BY date DESC, report
LIMIT $limit
