// question = "Who sat in a group over time: posts in it and presence at its meetings?"
// question_zh = "某机构历来有哪些成员？"
// family = "group"
// [parameters.group]
// type = "group"
// doc = "name, alias or key"
// [columns]
// official = "name"
// key = "key of that official"
// posts = "posts at this group"
// seen_first = "first day in one of them, or at a meeting of it"
// seen_last = "last day"
// meetings = "meetings of the group attended"
// [example]
// group = "桐浦区委城市更新工作领导小组"
UNWIND $group AS this
MATCH (g:Group {key: this})
CALL (g) {
  MATCH (g)<-[:OF]-(p:Post)<-[h:HOLDS]-(o:Official)
  RETURN o, p.name AS post, h.seen_first AS first, h.seen_last AS last, 0 AS met
  UNION ALL
  MATCH (g)-[:CONVENED]->(m:Meeting)<-[:ATTENDED]-(o:Official)
  RETURN o, null AS post, min(m.date) AS first, max(m.date) AS last, count(DISTINCT m) AS met
}
WITH o, post, first, last, met ORDER BY post
RETURN o.name AS official, o.key AS key, collect(DISTINCT post) AS posts, min(first) AS seen_first, max(last) AS seen_last,
       sum(met) AS meetings
ORDER BY meetings DESC, official, key
