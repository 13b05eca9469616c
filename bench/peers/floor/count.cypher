MATCH (o:Organisation) WITH o, COUNT { (o)-[:OFFERS]->() } AS n ORDER BY n DESC, o.id LIMIT 20
  RETURN collect([o.id, o.name]) AS answer
