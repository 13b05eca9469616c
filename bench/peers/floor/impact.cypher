MATCH (a:Element {id: $id}) MATCH (a)-[:SUPPORTS]->(v:Service)<-[:PROVIDED_THROUGH]-()<-[:HAS_TOUCHPOINT]-()<-[:HAS_STAGE]-(j)
  WITH DISTINCT j ORDER BY j.name, j.id LIMIT 20 RETURN collect([j.id, j.name]) AS answer
