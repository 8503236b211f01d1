// question = "How many officials came to and left the meetings of a group, year by year?"
// question_zh = "某机构历年会议的人员更替如何？"
// family = "time"
// [parameters.group]
// type = "group"
// doc = "name, alias or key"
// [columns]
// year = "year"
// meetings = "meetings held"
// present = "officials seen"
// came = "of them not seen the year before"
// departed = "seen the year before and not in this"
// [example]
// group = "桐浦区委常委会"
UNWIND $group AS this
MATCH (g:Group {key: this})-[:CONVENED]->(m:Meeting) WHERE m.date IS NOT NULL AND size(m.date) > 5
OPTIONAL MATCH (o:Official)-[:ATTENDED]->(m)
WITH left(m.date, 4) AS year, collect(DISTINCT m.key) AS meetings, collect(DISTINCT o.key) AS present
ORDER BY year
WITH collect({year: year, meetings: meetings, present: present}) AS years
UNWIND range(0, size(years) - 1) AS n
WITH years[n] AS now, CASE WHEN n > 0 THEN years[n - 1].present ELSE [] END AS before
RETURN now.year AS year, size(now.meetings) AS meetings, size(now.present) AS present,
       size([k IN now.present WHERE NOT k IN before]) AS came, size([k IN before WHERE NOT k IN now.present]) AS departed
ORDER BY year
