// $p1 = "nhs* AND app*"
// $p2 = []interface {}{" nhs", " app"}
// $p3 = []interface {}{" nhs ", " app "}
// $p4 = []interface {}{" nhs", " app"}
// $p5 = 3
OPTIONAL MATCH (graph:CarejourneyGraph)
WITH coalesce(graph.version, 1) AS version, EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS busy
WITH version, busy,
COLLECT {
  CALL db.index.fulltext.queryNodes('carejourney_search', $p1) YIELD node AS n1
  WHERE all(word IN $p2 WHERE n1.__terms CONTAINS word)
  WITH n1
  WITH n1, CASE WHEN all(word IN $p3 WHERE n1.__nameTerms CONTAINS word) THEN 0 WHEN all(word IN $p4 WHERE n1.__nameTerms CONTAINS word) THEN 1 WHEN all(word IN $p3 WHERE n1.__terms CONTAINS word) THEN 2 ELSE 3 END AS k2
  WITH n1, k2 ORDER BY k2, n1.name, n1.id LIMIT $p5
  RETURN [labels(n1), n1.id]
} AS root0
CALL (version, root0) {
  OPTIONAL MATCH (graph:CarejourneyGraph)
  WHERE version IS NOT NULL AND root0 IS NOT NULL
  RETURN coalesce(graph.version, 1) = version AND NOT EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS still
}
RETURN version, still AND NOT busy AS whole, root0
