// question = "Which reports show an official in which posts, sentence by sentence?"
// question_zh = "哪些报道的哪句话表明某人任何职？"
// family = "evidence"
// [parameters.official]
// type = "official"
// doc = "name, pinyin or key"
// [columns]
// date = "day"
// posts = "posts as written"
// sentence = "the sentence"
// report = "id of the report"
// publisher = "publisher"
// url = "source"
// [example]
// official = "纪文澜"
UNWIND $official AS this
MATCH (o:Official {key: this})<-[s:REPORTS]-(r:Report)
WHERE size(s.posts) > 0
RETURN s.date AS date, s.posts AS posts, s.sentence AS sentence, r.id AS report, r.publisher AS publisher, r.url AS url
ORDER BY date, report
