// question = "Who took part in a meeting, in what role and order?"
// question_zh = "某会有谁参加，身份与次序如何？"
// family = "meeting"
// [parameters.meeting]
// type = "meeting"
// doc = "name or key"
// [columns]
// order = "place in the list of names"
// official = "name"
// key = "key of that official"
// title = "title as written"
// capacity = "出席, 列席…"
// chaired = "presided"
// spoke = "spoke"
// derived = "follows from taking part, not stated"
// [example]
// meeting = "区委城市更新工作领导小组第四次会议"
UNWIND $meeting AS this
MATCH (m:Meeting {key: this})<-[a:ATTENDED]-(o:Official)
RETURN a.order AS order, o.name AS official, o.key AS key, a.title AS title, a.capacity AS capacity,
       EXISTS { (o)-[:CHAIRED]->(m) } AS chaired, EXISTS { (o)-[:SPOKE_AT]->(m) } AS spoke, a.derived AS derived
ORDER BY order, official, key
