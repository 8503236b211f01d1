// question = "Which sentences show two officials at the same meeting?"
// question_zh = "哪些句子表明两人同会？"
// family = "evidence"
// [parameters.a]
// type = "official"
// doc = "one official: name, pinyin or key"
// [parameters.b]
// type = "official"
// doc = "the other"
// [columns]
// date = "day of the meeting"
// meeting = "name of the meeting"
// sentence_a = "the sentence that shows the first"
// sentence_b = "the sentence that shows the second"
// reports = "ids of the reports that show the first there"
// [example]
// a = "秦望舒"
// b = "秦望舒"
MATCH (a:Official)-[x:ATTENDED]->(m:Meeting)<-[y:ATTENDED]-(b:Official)
WHERE a.key IN $a AND b.key IN $b AND a.key <> b.key
RETURN m.date AS date, m.name AS meeting, x.sentence AS sentence_a, y.sentence AS sentence_b, x.reports AS reports
ORDER BY date, meeting
