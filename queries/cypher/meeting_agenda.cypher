// question = "What was on the agenda of a meeting?"
// question_zh = "某会有哪些议题？"
// family = "meeting"
// [parameters.meeting]
// type = "meeting"
// doc = "name or key"
// [columns]
// meeting = "name"
// date = "day"
// place = "place"
// hosts = "groups that convened it"
// agenda = "what it did, in order"
// [example]
// meeting = "区委城市更新工作领导小组第四次会议"
UNWIND $meeting AS this
MATCH (m:Meeting {key: this})
OPTIONAL MATCH (g:Group)-[c:CONVENED]->(m)
WITH m, g, c ORDER BY c.order
RETURN m.name AS meeting, m.date AS date, m.place AS place, collect(g.name) AS hosts, m.agenda AS agenda
ORDER BY meeting
