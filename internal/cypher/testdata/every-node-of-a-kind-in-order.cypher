// $p1 = 21
OPTIONAL MATCH (graph:CarejourneyGraph)
WITH coalesce(graph.version, 1) AS version, EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS busy
WITH version, busy,
[
  COLLECT {
    MATCH (n1:Route)
    WHERE n1.id > ''
    WITH n1 ORDER BY n1.id LIMIT $p1
    RETURN [n1.id, n1.name]
  },
  COUNT {
    MATCH (n2:Route)
    WHERE n2.id > ''
    RETURN n2
  }
] AS root0
CALL (version, root0) {
  OPTIONAL MATCH (graph:CarejourneyGraph)
  WHERE version IS NOT NULL AND root0 IS NOT NULL
  RETURN coalesce(graph.version, 1) = version AND NOT EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS still
}
RETURN version, still AND NOT busy AS whole, root0
