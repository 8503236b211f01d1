// What writing Cypher gives alike on every engine: the statements before the last write, the last says what is there
// then (`// gives`, as in probes.cypher). Each block starts from the city of city.py, and is undone.

// rows merged by key
// given {"rows": [{"key": "o1", "props": {"sex": "男"}}, {"key": "o9", "props": {"name": "何文"}}]}
UNWIND $rows AS row MERGE (o:Official {key: row.key}) SET o += row.props;
MATCH (o:Official) WHERE o.key IN ['o1', 'o9'] RETURN o.key, o.name, o.sex ORDER BY o.key
// gives [["o1", "陈立新", "男"], ["o9", "何文", null]]

// rows merged twice
// given {"rows": [{"key": "o8"}, {"key": "o9"}]}
UNWIND $rows AS row MERGE (o:Official {key: row.key}) ON CREATE SET o.reports = 1 ON MATCH SET o.reports = 7;
UNWIND $rows AS row MERGE (o:Official {key: row.key}) ON CREATE SET o.reports = 1 ON MATCH SET o.reports = 7;
MATCH (o:Official) WHERE o.key > 'o4' RETURN o.key, o.reports ORDER BY o.key
// gives [["o8", 7], ["o9", 7]]

// dates in rows
// given {"rows": [{"key": "m9", "day": "2031-06-20"}]}
UNWIND $rows AS row MERGE (m:Meeting {key: row.key}) SET m.held = date(row.day);
MATCH (m:Meeting {key: 'm9'}) RETURN m.held, m.held.month, m.held < date('2031-07-01')
// gives [["2031-06-20", 6, true]]

// a date as a parameter, kept as a date
// given {"day": "2031-06-20"}
CREATE (:Meeting {key: 'm9', held: $day});
MATCH (m:Meeting {key: 'm9'}) RETURN m.held = date('2031-06-20'), m.held + duration('P1D')
// gives [[true, "2031-06-21"]]

// a date of an edge
// given {"day": "2031-06-20"}
MATCH (:Official {key: 'o1'})-[h:HOLDS]->() SET h.since = $day;
MATCH ()-[h:HOLDS]->() RETURN h.since ORDER BY h.since
// gives [["2031-06-20"], [null]]

// an edge merged again is the same edge
MATCH (o:Official {key: 'o4'}) MATCH (m:Meeting {key: 'm1'}) MERGE (o)-[a:ATTENDED]->(m) SET a.order = 4;
MATCH (o:Official {key: 'o4'}) MATCH (m:Meeting {key: 'm1'}) MERGE (o)-[a:ATTENDED]->(m) SET a.order = 5;
MATCH (:Official {key: 'o4'})-[a:ATTENDED]->(m) RETURN m.key, a.order ORDER BY m.key
// gives [["m1", 5], ["m3", 3], ["m4", 1]]

// an edge merged with a property
MATCH (r:Report {key: 'r1'}) MATCH (o:Official {key: 'o1'}) MERGE (r)-[s:REPORTS {sighting: 's2'}]->(o) SET s.seen = 1;
MATCH (r:Report {key: 'r1'}) MATCH (o:Official {key: 'o1'}) MERGE (r)-[s:REPORTS {sighting: 's9'}]->(o) SET s.seen = 2;
MATCH (:Report {key: 'r1'})-[s:REPORTS]->(:Official {key: 'o1'}) RETURN s.sighting, s.seen ORDER BY s.sighting
// gives [["s1", null], ["s2", 1], ["s9", 2]]

// edges side by side
MATCH (o:Official {key: 'o3'}) MATCH (p:Post {key: 'p1'}) CREATE (o)-[:HOLDS {reports: 1}]->(p) CREATE (o)-[:HOLDS]->(p);
MATCH (:Official {key: 'o3'})-[h:HOLDS]->(p) RETURN p.key, h.reports ORDER BY h.reports
// gives [["p1", 1], ["p1", null]]

// a whole path merged
MERGE (:Group {key: 'g8'})-[:PART_OF {order: 1}]->(:Group {key: 'g9'});
MERGE (:Group {key: 'g8'})-[:PART_OF {order: 1}]->(:Group {key: 'g9'});
MATCH (a:Group)-[p:PART_OF]->(b:Group) RETURN a.key, p.order, b.key ORDER BY a.key
// gives [["g3", null, "g2"], ["g8", 1, "g9"]]

// a property set to null is gone
MATCH (o:Official {key: 'o2'}) SET o.sex = null;
MATCH (o:Official {key: 'o2'}) RETURN o.sex, 'sex' IN keys(o)
// gives [[null, false]]

// a property removed
MATCH (o:Official {key: 'o2'}) REMOVE o.sex, o.pinyin;
MATCH (o:Official {key: 'o2'}) UNWIND keys(o) AS k RETURN k ORDER BY k
// gives [["aliases"], ["key"], ["name"], ["reports"]]

// a map in place of all properties
// given {"state": {"key": "p1", "name": "某书记", "rank": "正"}}
MATCH (p:Post {key: 'p1'}) SET p = $state;
MATCH (p:Post {key: 'p1'}) RETURN properties(p)
// gives [[{"key": "p1", "name": "某书记", "rank": "正"}]]

// two labels at once
MERGE (o:Official:Retired {key: 'o9'});
MATCH (o:Retired) RETURN o.key, o:Official, size(labels(o))
// gives [["o9", true, 2]]

// a label set later
MATCH (o:Official {key: 'o3'}) SET o:Retired;
MATCH (o:Official:Retired)-[:ATTENDED]->(m) RETURN o.key, m.key ORDER BY m.key
// gives [["o3", "m1"], ["o3", "m2"]]

// a label removed
MATCH (p:Place {key: 't1'}) REMOVE p:Place;
MATCH (n {key: 't1'}) OPTIONAL MATCH (n)<-[r:IN]-() RETURN labels(n), n.name, count(r)
// gives [[[], "东港市", 3]]

// labels, types and properties that nobody declared
MERGE (a:Envoy {key: 'e1', 籍贯: '东港'}) MERGE (b:Envoy {key: 'e2'}) MERGE (a)-[:MENTORED {年: 2031}]->(b);
MATCH (a:Envoy)-[r:MENTORED]->(b:Envoy) RETURN a.籍贯, r.年, b.key
// gives [["东港", 2031, "e2"]]

// for each
MATCH (m:Meeting {key: 'm3'}) FOREACH (topic IN m.agenda | CREATE (:Topic {key: topic}));
MATCH (t:Topic) RETURN t.key ORDER BY t.key
// gives [["转移群众"], ["部署巡查"]]

// for each, as a condition
MATCH (o:Official) FOREACH (x IN CASE WHEN o.reports > 2 THEN [1] ELSE [] END | SET o.often = true);
MATCH (o:Official) WHERE o.often RETURN o.key ORDER BY o.key
// gives [["o1"], ["o2"]]

// an edge deleted
MATCH (:Official {key: 'o1'})-[c:CHAIRED]->(:Meeting {key: 'm3'}) DELETE c;
MATCH (o:Official {key: 'o1'})-[:CHAIRED]->(m) RETURN m.key
// gives [["m1"]]

// a node deleted with its edges
MATCH (o:Official {key: 'o1'}) DETACH DELETE o;
MATCH (n) WHERE NOT n:Schema WITH count(n) AS nodes MATCH ()-[r]->() RETURN nodes, count(r)
// gives [[16, 24]]

// all edges of one kind deleted
MATCH ()-[r:REPORTS]->() DELETE r;
MATCH ()-[r]->() RETURN count(r)
// gives [[28]]


// written in a subquery
MATCH (m:Meeting) CALL (m) { MATCH (o)-[:ATTENDED]->(m) WITH m, count(o) AS n SET m.present = n };
MATCH (m:Meeting) RETURN m.key, m.present ORDER BY m.key
// gives [["m1", 3], ["m2", 2], ["m3", 3], ["m4", 1]]
