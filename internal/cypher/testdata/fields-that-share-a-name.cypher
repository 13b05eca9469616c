// $p1 = 7
OPTIONAL MATCH (graph:CarejourneyGraph)
WITH coalesce(graph.version, 1) AS version, EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS busy
WITH version, busy,
COLLECT {
  MATCH (n1:Stop|Shop|Park)
  WHERE n1.code = $p1
  WITH n1 ORDER BY n1.id
  RETURN [labels(n1), n1.id]
} AS root0
CALL (version, root0) {
  OPTIONAL MATCH (graph:CarejourneyGraph)
  WHERE version IS NOT NULL AND root0 IS NOT NULL
  RETURN coalesce(graph.version, 1) = version AND NOT EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS still
}
RETURN version, still AND NOT busy AS whole, root0
