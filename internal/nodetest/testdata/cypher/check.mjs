// Gives what Neo4j's own parser and semantic analysis say of statements. Lines of JSON come in, {name, text, params}, and a
// line of JSON goes out for each, {name, problems}. A deprecation is a problem.
import { createInterface } from 'node:readline';
import { lintCypherQuery } from '@neo4j-cypher/language-support';

for await (const line of createInterface({ input: process.stdin })) {
  const { name, text, params } = JSON.parse(line);
  const parameters = Object.fromEntries(params.map((param) => [param, true]));
  const problems = ['CYPHER 5', 'CYPHER 25'].flatMap((version) =>
    lintCypherQuery(`${version}\n${text}`, { parameters }).diagnostics.map(({ message }) => `${version}: ${message}`),
  );
  console.log(JSON.stringify({ name, problems }));
}
