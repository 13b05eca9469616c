MATCH (s:Stage) WHERE s.id > '' WITH s ORDER BY s.id LIMIT 1000 RETURN collect([s.id, s.name, s.stageType, s.phase]) AS answer
