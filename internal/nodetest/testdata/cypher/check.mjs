// Gives what Neo4j's own parser and semantic analysis say of statements. Lines of JSON come in, {name, text, params}, and a
// line of JSON goes out for each, {name, problems}. A deprecation is a problem.
import { createInterface } from 'node:readline';
import { lintCypherQuery } from '@neo4j-cypher/language-support';

for await (const line of createInterface({ input: process.stdin })) {
  const { name, text, params } = JSON.parse(line);
  const parameters = Object.fromEntries(params.map((param) => [param, true]));
  const problems = ['CYPHER 5', 'CYPHER 25'].flatMap((version) => {
    const { diagnostics, symbolTables } = lintCypherQuery(`${version}\n${text}`, { parameters });
    const found = diagnostics.map(({ message }) => `${version}: ${message}`);
    // An analysis that breaks off says nothing at all, and then it knows of no names either.
    if (found.length === 0 && /\bRETURN\b/.test(text) && symbolTables.flat().length === 0) found.push(`${version}: was not analysed`);
    return found;
  });
  console.log(JSON.stringify({ name, problems }));
}
