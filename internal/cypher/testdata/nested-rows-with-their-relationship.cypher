// $p1 = []interface {}{"route:a"}
// $p2 = 2
OPTIONAL MATCH (graph:CarejourneyGraph)
WITH coalesce(graph.version, 1) AS version, EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS busy
WITH version, busy,
COLLECT {
  MATCH (n1:Element)
  USING INDEX SEEK n1:Element(id)
  WHERE n1.id IN $p1
  WITH n1
  WHERE n1:Route
  WITH n1 ORDER BY n1.id
  RETURN [n1.id, n1.name, n1.seasons, COLLECT {
    MATCH (n1)-[r3:HAS_STOP]->(n2)
    WITH n2, r3 ORDER BY r3.order, n2.id LIMIT $p2
    RETURN [n2.id, r3.order, COLLECT {
      MATCH (n2)-[r5:SERVES]->(n4)
      WITH n4, r5 ORDER BY n4.id
      RETURN CASE
        WHEN n4:Park THEN [labels(n4), n4.id]
        ELSE [labels(n4), n4.id, n4.staff]
      END
    }]
  }]
} AS root0
CALL (version, root0) {
  OPTIONAL MATCH (graph:CarejourneyGraph)
  WHERE version IS NOT NULL AND root0 IS NOT NULL
  RETURN coalesce(graph.version, 1) = version AND NOT EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS still
}
RETURN version, still AND NOT busy AS whole, root0
