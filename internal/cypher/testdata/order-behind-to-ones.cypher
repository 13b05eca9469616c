// $p1 = "shop:a"
// $p2 = 2
// $p3 = "x"
// $p4 = 3
OPTIONAL MATCH (graph:CarejourneyGraph)
WITH coalesce(graph.version, 1) AS version, EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS busy
WITH version, busy,
COLLECT {
  MATCH (n1:Shop)
  WITH n1, head(COLLECT {
    MATCH (n1)-[r3:LOCATED_IN]->(n2)
    WITH n2 ORDER BY n2.id LIMIT 1
    RETURN n2.name
  }) AS k4, COUNT {
    MATCH (n1)<-[:SERVES]-(s6)
    MATCH (s6)<-[:HAS_STOP]-(n5)
    WITH DISTINCT n5
    RETURN n5
  } AS k7
  WHERE (k4 < $p3 OR (k4 = $p3 AND ((k7 > $p2 OR k7 IS NULL) OR (k7 = $p2 AND n1.id < $p1))))
  WITH n1, k4, k7 ORDER BY k4 DESC, k7, n1.id DESC LIMIT $p4
  RETURN [n1.id]
} AS root0
CALL (version, root0) {
  OPTIONAL MATCH (graph:CarejourneyGraph)
  WHERE version IS NOT NULL AND root0 IS NOT NULL
  RETURN coalesce(graph.version, 1) = version AND NOT EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS still
}
RETURN version, still AND NOT busy AS whole, root0
