// $p1 = "shop:x"
// $p2 = "shop:x"
// $p3 = 6
OPTIONAL MATCH (graph:CarejourneyGraph)
WITH coalesce(graph.version, 1) AS version, EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS busy
CALL (*) {
  MATCH (f3:Element)
  USING INDEX SEEK f3:Element(id)
  WHERE f3.id = $p1
  WITH f3
  WHERE (f3:Shop|Park AND f3.id = $p2)
  WITH DISTINCT f3
  MATCH (f3)<-[:SERVES]-(f2)
  WITH DISTINCT f2
  WITH DISTINCT f2
  MATCH (f2)<-[:HAS_STOP]-(n1)
  WITH DISTINCT n1
  RETURN collect(n1) AS found4
}
WITH version, busy,
[
  COLLECT {
    UNWIND found4 AS n5
    WITH n5
    WITH n5 ORDER BY n5.id LIMIT $p3
    RETURN [n5.id]
  },
  COUNT {
    UNWIND found4 AS n6
    WITH n6
    RETURN n6
  }
] AS root0
CALL (version, root0) {
  OPTIONAL MATCH (graph:CarejourneyGraph)
  WHERE version IS NOT NULL AND root0 IS NOT NULL
  RETURN coalesce(graph.version, 1) = version AND NOT EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS still
}
RETURN version, still AND NOT busy AS whole, root0
