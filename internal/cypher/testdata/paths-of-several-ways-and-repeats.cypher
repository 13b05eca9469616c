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
      WITH [n1] AS l5
      WITH l5, COLLECT { UNWIND l5 AS s8 MATCH (s8)<-[:PART_OF]-*(s9) RETURN DISTINCT s9 } AS l6
      WITH COLLECT { UNWIND l5 AS s10 MATCH (s10)<-[:PART_OF]-+(s11) RETURN DISTINCT s11 } + COLLECT { UNWIND l6 AS s12 MATCH (s12)<-[:LOCATED_IN]-(s13) RETURN DISTINCT s13 } AS l7
      UNWIND l7 AS n4
      WITH DISTINCT n4
      WITH n4 ORDER BY n4.id
      RETURN [labels(n4), n4.id]
    },
    COUNT {
      WITH [n1] AS l15
      WITH l15, COLLECT { UNWIND l15 AS s18 MATCH (s18)<-[:PART_OF]-*(s19) RETURN DISTINCT s19 } AS l16
      WITH COLLECT { UNWIND l15 AS s20 MATCH (s20)<-[:PART_OF]-+(s21) RETURN DISTINCT s21 } + COLLECT { UNWIND l16 AS s22 MATCH (s22)<-[:LOCATED_IN]-(s23) RETURN DISTINCT s23 } AS l17
      UNWIND l17 AS n14
      WITH DISTINCT n14
      RETURN n14
    },
    COLLECT {
      WITH [n1] AS l25
      WITH l25, COLLECT { UNWIND l25 AS s28 MATCH (s28)<-[:PART_OF]-*(s29) RETURN DISTINCT s29 } AS l26
      WITH COLLECT { UNWIND l25 AS s30 MATCH (s30)<-[:PART_OF]-+(s31) RETURN DISTINCT s31 } + COLLECT { UNWIND l26 AS s32 MATCH (s32)<-[:LOCATED_IN]-(s33) RETURN DISTINCT s33 } AS l27
      UNWIND l27 AS n24
      WITH DISTINCT n24
      RETURN n24.status
    }
  ]]
} AS root0
CALL (version, root0) {
  OPTIONAL MATCH (graph:CarejourneyGraph)
  WHERE version IS NOT NULL AND root0 IS NOT NULL
  RETURN coalesce(graph.version, 1) = version AND NOT EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS still
}
RETURN version, still AND NOT busy AS whole, root0
