// $p1 = []interface {}{"stop:a", "stop:b"}
// $p2 = "RED"
OPTIONAL MATCH (graph:CarejourneyGraph)
WITH coalesce(graph.version, 1) AS version, EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS busy
WITH version, busy,
COLLECT {
  MATCH (n1:Element)
  USING INDEX SEEK n1:Element(id)
  WHERE n1.id IN $p1
  WITH n1
  WHERE n1:Stop
  WITH n1 ORDER BY n1.id
  RETURN [n1.id, COLLECT {
    MATCH (n1)<-[:HAS_STOP]-(s3)
    MATCH (s3)-[:HAS_STOP]->(n2)
    WITH DISTINCT n2
    WHERE n2.colour = $p2
    WITH n2 ORDER BY n2.id
    RETURN [n2.id]
  }]
} AS root0
CALL (version, root0) {
  OPTIONAL MATCH (graph:CarejourneyGraph)
  WHERE version IS NOT NULL AND root0 IS NOT NULL
  RETURN coalesce(graph.version, 1) = version AND NOT EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS still
}
RETURN version, still AND NOT busy AS whole, root0
