// question = "Which reports tell of a meeting, side by side?"
// question_zh = "哪些报道写了某会？"
// family = "meeting"
// [parameters.meeting]
// type = "meeting"
// doc = "name or key"
// [columns]
// published = "date of publication"
// report = "id of the report"
// publisher = "publisher"
// title = "title"
// written = "the meeting as this report names it"
// present = "how many officials this report shows there"
// url = "source"
// [example]
// meeting = "全区领导干部大会"
UNWIND $meeting AS this
MATCH (m:Meeting {key: this})<-[s:REPORTS]-(r:Report)
RETURN r.published AS published, r.id AS report, r.publisher AS publisher, r.title AS title, s.name AS written,
       COUNT { MATCH (o:Official)-[a:ATTENDED]->(m) WHERE r.id IN a.reports } AS present, r.url AS url
ORDER BY published, report
