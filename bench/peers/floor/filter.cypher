MATCH (c:Element {id: $id}) MATCH (c)-[:ENABLES]->(s) WHERE s.stageType = $type WITH s ORDER BY s.name, s.id LIMIT 50
  RETURN collect([s.id, s.name]) AS answer
