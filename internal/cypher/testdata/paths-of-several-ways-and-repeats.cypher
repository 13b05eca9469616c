// $p1 = []interface {}{"area:a"}
OPTIONAL MATCH (graph:CarejourneyGraph)
WITH coalesce(graph.version, 1) AS version, EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS busy
WITH version, busy,
  COLLECT {
    MATCH (n1:Element)
    USING INDEX SEEK n1:Element(id)
    WHERE n1.id IN $p1
    WITH n1
    WHERE n1:Area
    WITH n1 ORDER BY n1.id
    RETURN [n1.id, COLLECT {
      MATCH (n1)-[:PART_OF]->*(s3)
      WITH DISTINCT s3
      MATCH (s3)<-[:PART_OF]-*(n2)
      WITH DISTINCT n2
      WITH n2 ORDER BY n2.id
      RETURN [n2.id]
    }, [
      COLLECT {
        CALL (n1) {
          MATCH (n1)<-[:PART_OF]-*(s5)
          WITH DISTINCT s5
          MATCH (s5)<-[:LOCATED_IN]-(n4)
          WITH DISTINCT n4
          RETURN n4
          UNION
          MATCH (n1)<-[:PART_OF]-+(n4)
          WITH DISTINCT n4
          RETURN n4
        }
        WITH n4
        WITH n4 ORDER BY n4.id
        RETURN [labels(n4), n4.id]
      },
      COUNT {
        CALL (n1) {
          MATCH (n1)<-[:PART_OF]-*(s7)
          WITH DISTINCT s7
          MATCH (s7)<-[:LOCATED_IN]-(n6)
          WITH DISTINCT n6
          RETURN n6
          UNION
          MATCH (n1)<-[:PART_OF]-+(n6)
          WITH DISTINCT n6
          RETURN n6
        }
        WITH n6
        RETURN n6
      },
      COLLECT {
        CALL (n1) {
          MATCH (n1)<-[:PART_OF]-*(s9)
          WITH DISTINCT s9
          MATCH (s9)<-[:LOCATED_IN]-(n8)
          WITH DISTINCT n8
          RETURN n8
          UNION
          MATCH (n1)<-[:PART_OF]-+(n8)
          WITH DISTINCT n8
          RETURN n8
        }
        WITH n8
        RETURN n8.status
      }
    ]]
  } AS root0
CALL (version, root0) {
  OPTIONAL MATCH (graph:CarejourneyGraph)
  WHERE version IS NOT NULL AND root0 IS NOT NULL
  RETURN coalesce(graph.version, 1) = version AND NOT EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS still
}
RETURN version, still AND NOT busy AS whole, root0
