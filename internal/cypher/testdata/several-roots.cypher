// $p1 = []interface {}{"route:a"}
OPTIONAL MATCH (graph:CarejourneyGraph)
WITH coalesce(graph.version, 1) AS version, EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS busy
CALL (*) {
  MATCH (n3:Note)
  WITH n3.status AS v4, count(*) AS c5
  RETURN collect([v4, c5]) AS facet6
}
WITH version, busy,
COLLECT {
  MATCH (n1:Element)
  USING INDEX SEEK n1:Element(id)
  WHERE n1.id IN $p1
  WITH n1
  WHERE n1:Route
  WITH n1 ORDER BY n1.id
  RETURN [n1.id]
} AS root0,
[
  COLLECT {
    MATCH (n2:Note)
    WITH n2 ORDER BY n2.id
    RETURN [n2.id]
  },
  facet6
] AS root1
CALL (version, root0, root1) {
  OPTIONAL MATCH (graph:CarejourneyGraph)
  WHERE version IS NOT NULL AND root0 IS NOT NULL AND root1 IS NOT NULL
  RETURN coalesce(graph.version, 1) = version AND NOT EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS still
}
RETURN version, still AND NOT busy AS whole, root0, root1
