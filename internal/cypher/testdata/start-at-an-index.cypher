// $p1 = "x"
// $p2 = "x"
// $p3 = "x"
OPTIONAL MATCH (graph:CarejourneyGraph)
WITH coalesce(graph.version, 1) AS version, EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS busy
WITH version, busy,
COLLECT {
  CALL (*) {
    MATCH (n1:Shop)
    USING INDEX SEEK n1:Shop(name)
    WHERE n1.name = $p1
    RETURN n1
    UNION
    MATCH (n1:Park)
    USING INDEX SEEK n1:Park(name)
    WHERE n1.name = $p2
    RETURN n1
  }
  WITH n1
  WHERE n1.name = $p3
  WITH n1 ORDER BY n1.id
  RETURN [labels(n1), n1.id]
} AS root0
CALL (version, root0) {
  OPTIONAL MATCH (graph:CarejourneyGraph)
  WHERE version IS NOT NULL AND root0 IS NOT NULL
  RETURN coalesce(graph.version, 1) = version AND NOT EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS still
}
RETURN version, still AND NOT busy AS whole, root0
