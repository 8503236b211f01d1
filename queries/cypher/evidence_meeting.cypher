// question = "Which sentences prove who did what at a meeting?"
// question_zh = "哪些句子证明某会上谁做了什么？"
// family = "evidence"
// [parameters.meeting]
// type = "meeting"
// doc = "name or key"
// [columns]
// role = "edge type"
// official = "name"
// key = "key of that official"
// sentence = "the sentence"
// start = "where it begins in the raw text"
// end = "where it ends"
// reports = "ids of the reports"
// [example]
// meeting = "区委城市更新工作领导小组第四次会议"
UNWIND $meeting AS this
MATCH (m:Meeting {key: this})<-[x:CHAIRED|ATTENDED|SPOKE_AT]-(o:Official)
RETURN type(x) AS role, o.name AS official, o.key AS key, x.sentence AS sentence, x.sentence_start AS start,
       x.sentence_end AS end, x.reports AS reports
ORDER BY role, official, key
