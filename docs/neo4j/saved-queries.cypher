// Who was at the meetings that somebody chaired (:param name => '陈立新')
MATCH (chair:Official {name: $name})-[c:CHAIRED]->(m:Meeting)<-[a:ATTENDED]-(other:Official)
RETURN chair, c, m, a, other LIMIT 300;

// One official: posts, groups, meetings (:param name => '陈立新')
MATCH (o:Official {name: $name})
OPTIONAL MATCH (o)-[h:HOLDS]->(p:Post)-[of:OF]->(g:Group)
OPTIONAL MATCH (o)-[d:DIRECTED]->(led:Group)
OPTIONAL MATCH (o)-[a:ATTENDED|CHAIRED|SPOKE_AT]->(m:Meeting)
RETURN o, h, p, of, g, d, led, a, m LIMIT 300;

// The sentences that show an official (:param name => '陈立新')
MATCH (r:Report)-[s:REPORTS]->(o:Official {name: $name})
RETURN s.date AS day, s.name AS written, s.posts AS posts, s.sentence AS sentence, r.title AS title, r.url AS url
ORDER BY day, s.sighting;

// Who was together how often, since a day (:param since => '2031-01-01')
MATCH (a:Official)-[:ATTENDED]->(m:Meeting)<-[:ATTENDED]-(b:Official)
WHERE m.date >= $since AND a.key < b.key
WITH a, b, count(m) AS meetings WHERE meetings > 1
RETURN a.name AS one, b.name AS other, meetings ORDER BY meetings DESC, one, other LIMIT 50;

// A group: its meetings and who headed it (:param name => '东港市防汛抗旱指挥部')
MATCH (g:Group {name: $name})
OPTIONAL MATCH (g)-[c:CONVENED]->(m:Meeting)
OPTIONAL MATCH (o:Official)-[d:DIRECTED]->(g)
RETURN g, c, m, d, o LIMIT 200;

// Shortest way between two officials through meetings (:params {from: '郑海峰', to: '周国强'})
MATCH p = shortestPath((a:Official {name: $from})-[:ATTENDED*..8]-(b:Official {name: $to}))
RETURN p;

// Perhaps one person: to be looked at
MATCH (a:Official)-[s:MAYBE_SAME_AS]->(b:Official)
RETURN a.name AS one, b.name AS other, s.score AS score, s.reasons AS reasons ORDER BY score DESC, one LIMIT 100;

// Meetings whose names hold a phrase (:param phrase => '"防汛"')
CALL db.index.fulltext.queryNodes('meeting_text', $phrase) YIELD node, score
RETURN node.date AS day, node.name AS meeting, score ORDER BY score DESC, day LIMIT 50;

// How much of everything
MATCH (n) WITH labels(n)[0] AS kind, count(*) AS number RETURN kind, number ORDER BY number DESC, kind;
