// What analysts may rely on: each statement gives these rows, in this order, on every engine. The answers were worked
// out by hand from the 17 nodes and 34 edges of city.py. A line `// given` holds the parameters, `// gives` the rows, as
// JSON (dates as text, nodes with _labels, edges with _type).

// a node by its key
MATCH (o:Official {key: 'o2'}) RETURN o.name
// gives [["林晓燕"]]

// optional match
MATCH (o:Official) OPTIONAL MATCH (o)-[:CHAIRED]->(m) RETURN o.key AS k, count(m) AS n ORDER BY k
// gives [["o1", 2], ["o2", 1], ["o3", 0], ["o4", 0]]

// with, aggregate, where
MATCH (o:Official)-[:ATTENDED]->(m:Meeting) WITH m, count(o) AS n WHERE n > 1 RETURN m.key, n ORDER BY m.key
// gives [["m1", 3], ["m2", 2], ["m3", 3]]

// label alternatives
MATCH (n:Post|Place) RETURN count(n)
// gives [[4]]

// label negation
MATCH (n:!Official&!Meeting&!Report&!Group&!Schema) RETURN count(n)
// gives [[4]]

// type alternatives
MATCH (:Official {key: 'o1'})-[r:CHAIRED|SPOKE_AT]->() RETURN count(r)
// gives [[3]]

// where inside a pattern
MATCH (m:Meeting WHERE m.date > '2031-03') RETURN m.key ORDER BY m.key
// gives [["m2"], ["m3"]]

// where inside an edge
MATCH (o:Official)-[a:ATTENDED WHERE a.order = 1]->(m) RETURN o.key, m.key ORDER BY m.key
// gives [["o1", "m1"], ["o2", "m2"], ["o1", "m3"], ["o4", "m4"]]

// exists
MATCH (o:Official) WHERE EXISTS { MATCH (o)-[:HOLDS]->(p:Post) WHERE p.title = '市长' } RETURN o.key
// gives [["o2"]]

// not a pattern
MATCH (o:Official) WHERE NOT (o)-[:HOLDS]->() RETURN o.key ORDER BY o.key
// gives [["o3"], ["o4"]]

// count of a pattern
MATCH (g:Group) RETURN g.key, COUNT { (g)-[:CONVENED]->() } AS n ORDER BY g.key
// gives [["g1", 1], ["g2", 2], ["g3", 1]]

// collect subquery
MATCH (m:Meeting {key: 'm1'}) RETURN COLLECT { MATCH (o)-[a:ATTENDED]->(m) RETURN o.name ORDER BY a.order DESC } AS
names
// gives [[["周国强", "林晓燕", "陈立新"]]]

// call with a scope
MATCH (o:Official) CALL (o) { MATCH (o)-[:ATTENDED]->(m) RETURN count(m) AS n } RETURN o.key, n ORDER BY o.key
// gives [["o1", 2], ["o2", 3], ["o3", 2], ["o4", 2]]

// call with a union inside
CALL () { MATCH (p:Post) RETURN p.key AS k UNION MATCH (p:Place) RETURN p.key AS k } RETURN k ORDER BY k
// gives [["p1"], ["p2"], ["t1"], ["t2"]]

// union
RETURN 1 AS x UNION RETURN 1 AS x
// gives [[1]]

// union all
RETURN 1 AS x UNION ALL RETURN 1 AS x
// gives [[1], [1]]

// variable length
MATCH (g:Group {key: 'g3'})-[:PART_OF|IN*1..2]->(n) RETURN DISTINCT n.key AS k ORDER BY k
// gives [["g2"], ["t1"]]

// an edge is walked once (variable length)
MATCH (a:Official {key: 'o4'})-[:ATTENDED*2]-(b:Official) RETURN b.key AS k ORDER BY k
// gives [["o1"], ["o2"]]

// an edge is walked once (fixed length)
MATCH (a:Official {key: 'o4'})-[:ATTENDED]->()<-[:ATTENDED]-(b) RETURN b.key AS k ORDER BY k
// gives [["o1"], ["o2"]]

// shortest path
MATCH p = shortestPath((a:Official {key: 'o4'})-[:ATTENDED*..6]-(b:Official {key: 'o3'})) RETURN length(p)
// gives [[4]]

// all shortest paths
MATCH p = allShortestPaths((a:Official {key: 'o4'})-[:ATTENDED*..6]-(b:Official {key: 'o3'})) RETURN [n IN nodes(p)
| n.key] AS way ORDER BY way
// gives [[["o4", "m3", "o1", "m1", "o3"]], [["o4", "m3", "o2", "m1", "o3"]], [["o4", "m3", "o2", "m2", "o3"]]]

// quantified path
MATCH (p:Place {key: 't2'}) (()-[:PART_OF]->()){1,2} (q) RETURN q.key
// gives [["t1"]]

// parallel edges
MATCH (:Report {key: 'r1'})-[r:REPORTS]->(:Official {key: 'o1'}) RETURN r.sighting AS s ORDER BY s
// gives [["s1"], ["s2"]]

// an edge both ways
MATCH (a)-[r:MAYBE_SAME_AS]-(b) RETURN a.key AS k, r.score ORDER BY k
// gives [["o3", 0.25], ["o4", 0.25]]

// pattern comprehension
MATCH (o:Official {key: 'o1'}) WITH [(o)-[:CHAIRED]->(m) WHERE m.date STARTS WITH '2031-0' | m.key] AS keys UNWIND
keys AS k RETURN k ORDER BY k
// gives [["m1"], ["m3"]]

// collect distinct, slice, size
MATCH (o:Official)-[:ATTENDED]->(m) WITH m, o ORDER BY o.key WITH m, collect(DISTINCT o.key) AS keys RETURN m.key,
keys[0..2], size(keys) ORDER BY m.key
// gives [["m1", ["o1", "o2"], 3], ["m2", ["o2", "o3"], 2], ["m3", ["o1", "o2"], 3], ["m4", ["o4"], 1]]

// numbers
MATCH (o:Official) RETURN min(o.reports), max(o.reports), avg(o.reports), sum(o.reports)
// gives [[1, 3, 2.25, 9]]

// count distinct
MATCH (o:Official)-[:ATTENDED]->() RETURN count(DISTINCT o), count(*)
// gives [[4, 9]]

// percentile, deviation
UNWIND [1, 2, 3, 4] AS x RETURN percentileCont(x, 0.5), stDevP(x) > 1.11
// gives [[2.5, true]]

// list comprehension
RETURN [x IN range(1, 5) WHERE x % 2 = 1 | x * 10] AS l
// gives [[[10, 30, 50]]]

// reduce and quantifiers
WITH [1, 2, 3] AS l RETURN reduce(s = 0, x IN l | s + x), any(x IN l WHERE x > 2), all(x IN l WHERE x > 0), none(x
IN l WHERE x > 3), single(x IN l WHERE x = 1)
// gives [[6, true, true, true, true]]

// unwind of a list of maps
// given {"rows": [{"k": "b"}, {"k": "a", "v": 1}]}
UNWIND $rows AS row RETURN row.k, row.v ORDER BY row.k
// gives [["a", 1], ["b", null]]

// list property
MATCH (m:Meeting {key: 'm3'}) RETURN m.agenda, m.agenda[1]
// gives [[["部署巡查", "转移群众"], "转移群众"]]

// in a list property
MATCH (o:Official) WHERE '林小燕' IN o.aliases RETURN o.key
// gives [["o2"]]

// in a parameter
// given {"keys": ["o3", "o1", "x"]}
MATCH (o:Official) WHERE o.key IN $keys RETURN o.key ORDER BY o.key
// gives [["o1"], ["o3"]]

// map parameter
// given {"p": {"a": {"b": 7}}}
RETURN $p.a.b AS x
// gives [[7]]

// range and integer division
RETURN range(0, 6, 3), 7 / 2, 7 % 3, 7.0 / 2, -7 / 2
// gives [[[0, 3, 6], 3, 1, 3.5, -3]]

// map projection
MATCH (p:Post {key: 'p1'}) RETURN p {.title, .level, who: 1} AS m
// gives [[{"title": "书记", "level": "prefecture", "who": 1}]]

// case
UNWIND [1, 2, 3] AS x RETURN CASE x WHEN 1 THEN '一' ELSE '多' END, CASE WHEN x > 2 THEN 'c' END
// gives [["一", null], ["多", null], ["多", "c"]]

// coalesce and null
RETURN coalesce(null, 2), null = null, null IS NULL, 1 IN [null, 1], 2 IN [null, 1]
// gives [[2, null, true, true, null]]

// text
MATCH (m:Meeting) WHERE m.name STARTS WITH '市' AND m.name CONTAINS '常' AND m.name ENDS WITH '会议' RETURN m.key ORDER
BY m.key
// gives [["m1"], ["m2"]]

// regular expression
MATCH (m:Meeting) WHERE m.name =~ '.*防汛.*会议?' RETURN m.key ORDER BY m.key
// gives [["m3"], ["m4"]]

// regular expression is anchored
MATCH (m:Meeting) WHERE m.name =~ '防汛' RETURN count(m)
// gives [[0]]

// string functions
RETURN size('东港市'), substring('东港市委', 2), left('东港市', 2), right('东港市', 1), split('a,b', ','), replace('常委会', '会',
''), trim(' x '), toUpper('a'), reverse('ab')
// gives [[3, "市委", "东港", "市", ["a", "b"], "常委", "x", "A", "ba"]]

// casts
RETURN toInteger('12'), toFloat('1.5'), toString(3), toBoolean('true'), toInteger('x')
// gives [[12, 1.5, "3", true, null]]

// date parameter
// given {"day": "2031-06-20"}
RETURN $day = date('2031-06-20'), $day.year, $day.month
// gives [[true, 2031, 6]]

// date from a text property
MATCH (m:Meeting {key: 'm3'}) RETURN date(m.date) AS d
// gives [["2031-06-20"]]

// dates as text
MATCH (m:Meeting) WHERE '2031-02' <= m.date < '2031-07' RETURN m.key ORDER BY m.key
// gives [["m2"], ["m3"]]

// date arithmetic
RETURN date('2031-01-31') + duration({days: 1}), duration.inDays(date('2031-01-10'), date('2031-01-20')).days
// gives [["2031-02-01", 10]]

// datetime
RETURN datetime('2031-01-10T08:00:00Z') < datetime('2031-01-10T08:00:01Z')
// gives [[true]]

// labels, keys, properties
MATCH (p:Place {key: 't2'}) RETURN labels(p), properties(p)
// gives [[["Place"], {"key": "t2", "name": "东港市临江区", "short": "临江"}]]

// type and ends
MATCH ()-[r:DIRECTED]->() RETURN type(r), startNode(r).key, endNode(r).key, r.title
// gives [["DIRECTED", "o1", "g3", "总指挥"]]

// element ids are told apart
MATCH (o:Official) RETURN count(DISTINCT elementId(o))
// gives [[4]]

// path functions
MATCH p = (:Official {key: 'o1'})-[:HOLDS]->()-[:OF]->() RETURN length(p), [n IN nodes(p) | n.key], [r IN
relationships(p) | type(r)]
// gives [[2, ["o1", "p1", "g1"], ["HOLDS", "OF"]]]

// whole nodes and edges
MATCH (a:Place {key: 't2'})-[r]->(b) RETURN b, r
// gives [[{"_labels": ["Place"], "code": "990100", "key": "t1", "name": "东港市", "short": "东港"}, {"_type": "PART_OF"}]]

// count everything
MATCH (n) WHERE NOT n:Schema WITH count(n) AS nodes MATCH ()-[r]->() RETURN nodes, count(r)
// gives [[17, 34]]

// export of edges
MATCH (a)-[r:CHAIRED]->(b) RETURN a.key, type(r), b.key, r.title ORDER BY b.key
// gives [["o1", "CHAIRED", "m1", "市委书记"], ["o2", "CHAIRED", "m2", "市长"], ["o1", "CHAIRED", "m3", "市委书记"]]

// dynamic property
// given {"name": "title"}
MATCH (p:Post {key: 'p1'}) RETURN p[$name]
// gives [["书记"]]

// skip and limit by parameters
// given {"s": 1, "l": 2}
MATCH (o:Official) RETURN o.key ORDER BY o.key DESC SKIP $s LIMIT $l
// gives [["o3"], ["o2"]]

// null sorts last
MATCH (m:Meeting) RETURN m.key ORDER BY m.date
// gives [["m1"], ["m2"], ["m3"], ["m4"]]

// null sorts first downwards
MATCH (m:Meeting) RETURN m.key ORDER BY m.date DESC
// gives [["m4"], ["m3"], ["m2"], ["m1"]]

// chinese names and a comment
MATCH (官员:Official {key: 'o1'}) // 一个人
RETURN 官员.name AS 姓名
// gives [["陈立新"]]

// quoted names
MATCH (`the one`:`Official` {`key`: 'o1'}) RETURN `the one`.name AS `a b`
// gives [["陈立新"]]

// pairs that met twice
MATCH (a:Official)-[:ATTENDED]->(m)<-[:ATTENDED]-(b) WHERE a.key < b.key WITH a.key AS a, b.key AS b, count(m) AS n
WHERE n > 1 RETURN a, b, n ORDER BY a, b
// gives [["o1", "o2", 2], ["o2", "o3", 2]]

// match again from a list
MATCH (o:Official)-[:CHAIRED]->() WITH collect(DISTINCT o) AS chairs UNWIND chairs AS c MATCH (c)-[:HOLDS]->(p)
RETURN c.key, p.title ORDER BY c.key
// gives [["o1", "书记"], ["o2", "市长"]]

// full text, Chinese phrase
CALL db.index.fulltext.queryNodes('meeting_text', '"防汛工作"') YIELD node RETURN node.key
// gives [["m3"]]

// full text, pinyin
CALL db.index.fulltext.queryNodes('official_text', 'pinyin:xiao') YIELD node RETURN node.key
// gives [["o2"]]

// labels of the graph
CALL db.labels() YIELD label WITH label WHERE label STARTS WITH 'P' RETURN label ORDER BY label
// gives [["Place"], ["Post"]]

// call that imports by with
MATCH (o:Official) CALL { WITH o MATCH (o)-[:CHAIRED]->(m) RETURN count(m) AS n } RETURN o.key, n ORDER BY o.key
// gives [["o1", 2], ["o2", 1], ["o3", 0], ["o4", 0]]

// ids are told apart
MATCH (o:Official) RETURN count(DISTINCT id(o))
// gives [[4]]

// keys
MATCH (p:Place {key: 't1'}) UNWIND keys(p) AS k RETURN k ORDER BY k
// gives [["code"], ["key"], ["name"], ["short"]]

// types of the graph
CALL db.relationshipTypes() YIELD relationshipType AS t WITH t WHERE t STARTS WITH 'C' RETURN t ORDER BY t
// gives [["CHAIRED"], ["CONVENED"]]

// profile gives the rows
PROFILE MATCH (o:Official)-[:CHAIRED]->(m) RETURN o.key AS k, count(m) AS n ORDER BY k
// gives [["o1", 2], ["o2", 1]]

// a path as a value
MATCH p = (:Place {key: 't2'})-[:PART_OF]->(:Place) RETURN p
// gives [[[{"_labels": ["Place"], "key": "t2", "name": "东港市临江区", "short": "临江"}, {"_type": "PART_OF"}, {"_labels": ["Place"], "code": "990100", "key": "t1", "name": "东港市", "short": "东港"}]]]
