// $p1 = 3
// $p2 = "RED"
// $p3 = "i̇s"
// $p4 = []interface {}{"RED"}
// $p5 = 0
// $p6 = 2
OPTIONAL MATCH (graph:CarejourneyGraph)
WITH coalesce(graph.version, 1) AS version, EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS busy
WITH version, busy,
COLLECT {
  MATCH (n1:Route)
  WHERE (NOT (coalesce(n1.length < $p1, false)) AND (n1.colour IS NULL OR n1.colour <> $p2) AND n1.opened IS NULL AND NOT (coalesce(size(n1.tags), 0) = 0) AND n1.__folded_name CONTAINS $p3 AND n1.colour IN $p4 AND NOT EXISTS {
    MATCH (n1)-[r3:HAS_STOP]->(n2)
    WHERE NOT (coalesce(r3.order > $p5, false))
    RETURN n2
  } AND COUNT { (n1)-[:HAS_STOP]->() } >= $p6)
  WITH n1 ORDER BY n1.id
  RETURN [n1.id]
} AS root0
CALL (version, root0) {
  OPTIONAL MATCH (graph:CarejourneyGraph)
  WHERE version IS NOT NULL AND root0 IS NOT NULL
  RETURN coalesce(graph.version, 1) = version AND NOT EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS still
}
RETURN version, still AND NOT busy AS whole, root0
