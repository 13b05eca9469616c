MATCH (j:Element {id: $id}) RETURN [j.id, j.name, COLLECT { MATCH (j)-[h:HAS_STAGE]->(s) WITH s, h ORDER BY h.order RETURN [s.id, s.name, s.stageType,
  COLLECT { MATCH (s)<-[e:ENABLES]-(c) RETURN [c.id, c.name, e.role] },
  COLLECT { MATCH (s)-[:HAS_TOUCHPOINT]->(t) RETURN [t.id, t.name, t.channel, COLLECT { MATCH (t)-[:PROVIDED_THROUGH]->(v:Service) RETURN [v.id, v.name,
    COLLECT { MATCH (v)<-[:OFFERS]-(o) RETURN [o.id, o.name] },
    COLLECT { MATCH (v)<-[:SUPPORTS]-(a:Application) RETURN [a.id, a.name,
      COLLECT { MATCH (a)-[:RUNS_ON]->(x) RETURN [x.id, x.name] }, COLLECT { MATCH (a)-[:CONFORMS_TO]->(x) RETURN [x.id, x.name] }] }] }] }] }] AS answer
