// question = "Which sentences show two officials at the same meeting?"
// question_zh = "哪些句子表明两人同会？"
// family = "evidence"
// [parameters.a]
// type = "official"
// doc = "name, pinyin or key"
// [parameters.b]
// type = "official"
// doc = "the other: name, pinyin or key"
// [columns]
// date = "day"
// meeting = "name"
// sentence_a = "the sentence that shows the first"
// sentence_b = "the sentence that shows the second"
// reports = "reports that show the first there"
// [example]
// a = "沈砚秋"
// b = "梁景和"
UNWIND $a AS this
MATCH (a:Official {key: this})
UNWIND $b AS that
MATCH (b:Official {key: that})
MATCH (a)-[x:ATTENDED]->(m:Meeting)<-[y:ATTENDED]-(b)
WHERE a.key <> b.key
RETURN m.date AS date, m.name AS meeting, x.sentence AS sentence_a, y.sentence AS sentence_b, x.reports AS reports
ORDER BY date, meeting
