// question = "What is an official reported to have demanded?"
// question_zh = "某人在会上讲过什么要求？"
// family = "person"
// [parameters.official]
// type = "official"
// doc = "name, pinyin or key"
// [parameters.since]
// type = "date"
// doc = "not before this date (2022, 2022-07 or 2022-07-29)"
// default = ""
// [parameters.until]
// type = "date"
// doc = "not after this date"
// default = "9999"
// [columns]
// date = "day"
// meeting = "name"
// directives = "what is reported, as text"
// sentence = "the sentence that shows the speaking"
// reports = "ids of the reports"
// [example]
// official = "梁景和"
UNWIND $official AS this
MATCH (o:Official {key: this})-[s:SPOKE_AT]->(m:Meeting)
WHERE coalesce(m.date, '') >= $since AND left(coalesce(m.date, ''), size($until)) <= $until
RETURN m.date AS date, m.name AS meeting, s.directives AS directives, s.sentence AS sentence, s.reports AS reports
ORDER BY date, meeting
