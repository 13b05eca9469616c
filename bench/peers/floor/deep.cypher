MATCH (j:Element {id: $id}) RETURN [j.id, j.name, COLLECT {
  MATCH (j)-[h:HAS_STAGE]->(s) WITH s, h ORDER BY h.order RETURN [s.id, s.name, s.stageType,
    COLLECT { MATCH (s)<-[e:ENABLES]-(c) WITH c, e ORDER BY c.id RETURN [c.id, c.name, e.role] },
    COLLECT { MATCH (s)-[g:HAS_TOUCHPOINT]->(t) WITH t, g ORDER BY g.order RETURN [t.id, t.name, t.channel,
      COLLECT { MATCH (t)-[:PROVIDED_THROUGH]->(v:Service) WITH v ORDER BY v.id RETURN [v.id, v.name,
        COLLECT { MATCH (v)<-[:OFFERS]-(o) WITH o ORDER BY o.id RETURN [o.id, o.name] },
        COLLECT { MATCH (v)<-[:SUPPORTS]-(a:Application) WITH a ORDER BY a.id RETURN [a.id, a.name,
          COLLECT { MATCH (a)-[:RUNS_ON]->(x) WITH x ORDER BY x.id RETURN [x.id, x.name] },
          COLLECT { MATCH (a)-[:CONFORMS_TO]->(x) WITH x ORDER BY x.id RETURN [x.id, x.name] }] }] }] }] }] AS answer
