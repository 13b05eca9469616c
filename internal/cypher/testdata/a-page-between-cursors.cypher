// $p1 = "route:a"
// $p2 = "n"
// $p3 = 3
// $p4 = "route:z"
// $p5 = "z"
// $p6 = 11
// $p7 = "route:a"
// $p8 = "n"
// $p9 = 3
// $p10 = "route:z"
// $p11 = "z"
// $p12 = "route:a"
// $p13 = "n"
// $p14 = 3
OPTIONAL MATCH (graph:CarejourneyGraph)
WITH coalesce(graph.version, 1) AS version, EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS busy
CALL (*) {
  MATCH (n6:Route)
  WITH n6.colour AS v7, count(*) AS c8
  RETURN collect([v7, c8]) AS facet9
}
CALL (*) {
  MATCH (n10:Route)
  UNWIND coalesce(n10.seasons, [null]) AS v11
  WITH v11, count(DISTINCT n10) AS c12
  RETURN collect([v11, c12]) AS facet13
}
WITH version, busy,
[
  COLLECT {
    MATCH (n1:Route)
    WHERE ((n1.length < $p3 OR (n1.length = $p3 AND ((n1.name > $p2 OR n1.name IS NULL) OR (n1.name = $p2 AND (n1.id > $p1 OR n1.id IS NULL))))) AND (n1.length IS NULL AND (n1.name < $p5 OR (n1.name = $p5 AND n1.id < $p4))))
    WITH n1 ORDER BY n1.length DESC, n1.name, n1.id LIMIT $p6
    RETURN [n1.id]
  },
  COUNT {
    MATCH (n2:Route)
    RETURN n2
  },
  EXISTS {
    MATCH (n3:Route)
    WHERE ((n3.length > $p9 OR n3.length IS NULL) OR (n3.length = $p9 AND (n3.name < $p8 OR (n3.name = $p8 AND (n3.id < $p7 OR n3.id = $p7)))))
    RETURN n3
  },
  EXISTS {
    MATCH (n4:Route)
    WHERE (n4.length IS NOT NULL OR (n4.length IS NULL AND ((n4.name > $p11 OR n4.name IS NULL) OR (n4.name = $p11 AND ((n4.id > $p10 OR n4.id IS NULL) OR n4.id = $p10)))))
    RETURN n4
  },
  EXISTS {
    MATCH (n5:Route)
    WHERE (n5.length < $p14 OR (n5.length = $p14 AND ((n5.name > $p13 OR n5.name IS NULL) OR (n5.name = $p13 AND (n5.id > $p12 OR n5.id IS NULL)))))
    RETURN n5
  },
  facet9,
  facet13
] AS root0
CALL (version, root0) {
  OPTIONAL MATCH (graph:CarejourneyGraph)
  WHERE version IS NOT NULL AND root0 IS NOT NULL
  RETURN coalesce(graph.version, 1) = version AND NOT EXISTS { (writing:CarejourneyWriting) WHERE writing.until > timestamp() } AS still
}
RETURN version, still AND NOT busy AS whole, root0
