// $p1 = "x"
// $p2 = "shop:x"
// $p3 = "shop:x"
// $p4 = "x"
// $p5 = "shop:x"
OPTIONAL MATCH (graph:CarejourneyGraph)
WITH coalesce(graph.version, 1) AS version, EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS busy
WITH version, busy,
COLLECT {
  CALL (*) {
    MATCH (n1:Route)
    USING INDEX SEEK n1:Route(name)
    WHERE n1.name = $p1
    RETURN n1
    UNION
    MATCH (f3:Element)
    USING INDEX SEEK f3:Element(id)
    WHERE f3.id = $p2
    WITH f3
    WHERE (f3:Shop|Park AND f3.id = $p3)
    WITH DISTINCT f3
    MATCH (f3)<-[:SERVES]-(f2)
    WITH DISTINCT f2
    WITH DISTINCT f2
    MATCH (f2)<-[:HAS_STOP]-(n1)
    WITH DISTINCT n1
    RETURN n1
  }
  WITH n1
  WHERE (n1.name = $p4 OR EXISTS {
    MATCH (n1)-[r5:HAS_STOP]->(n4)
    WHERE EXISTS {
      MATCH (n4)-[r7:SERVES]->(n6)
      WHERE n6.id = $p5
      RETURN n6
    }
    RETURN n4
  })
  WITH n1 ORDER BY n1.id
  RETURN [n1.id]
} AS root0
CALL (version, root0) {
  OPTIONAL MATCH (graph:CarejourneyGraph)
  WHERE version IS NOT NULL AND root0 IS NOT NULL
  RETURN coalesce(graph.version, 1) = version AND NOT EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS still
}
RETURN version, still AND NOT busy AS whole, root0
