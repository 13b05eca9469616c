// The GraphQL library of Neo4j as its documentation sets it up, over the part of the model that is asked for. It takes the
// address of the database and the port to listen on. With the header X-Profile it says in X-Hits what an answer cost.
import { createServer } from 'node:http';
import { Neo4jGraphQL } from '@neo4j/graphql';
import { createYoga } from 'graphql-yoga';
import neo4j from 'neo4j-driver';

const [uri, port] = process.argv.slice(2);

const typeDefs = `
  type Journey @node {
    id: ID!
    name: String!
    stages: [Stage!]! @relationship(type: "HAS_STAGE", direction: OUT)
  }
  type Stage @node {
    id: ID!
    name: String!
    stageType: String!
    phase: String
    touchpoints: [Touchpoint!]! @relationship(type: "HAS_TOUCHPOINT", direction: OUT)
    enabledBy: [BusinessCapability!]! @relationship(type: "ENABLES", direction: IN, properties: "Enables")
  }
  type Enables @relationshipProperties {
    role: String
  }
  type BusinessCapability @node {
    id: ID!
    name: String!
  }
  type Touchpoint @node {
    id: ID!
    name: String!
    channel: String
    providedThrough: [Service!]! @relationship(type: "PROVIDED_THROUGH", direction: OUT)
  }
  type Service @node {
    id: ID!
    name: String!
    organisations: [Organisation!]! @relationship(type: "OFFERS", direction: IN)
    applications: [Application!]! @relationship(type: "SUPPORTS", direction: IN)
  }
  type Organisation @node {
    id: ID!
    name: String!
    servicesCount: Int! @cypher(statement: "RETURN COUNT { (this)-[:OFFERS]->() } AS n", columnName: "n")
  }
  type Application @node {
    id: ID!
    name: String!
    technologies: [Technology!]! @relationship(type: "RUNS_ON", direction: OUT)
    conformsTo: [Standard!]! @relationship(type: "CONFORMS_TO", direction: OUT)
  }
  type Technology @node {
    id: ID!
    name: String!
  }
  type Standard @node {
    id: ID!
    name: String!
  }
`;

// What the library sends is run again with PROFILE where that is asked for.
const driver = neo4j.driver(uri, undefined, { disableLosslessIntegers: true, telemetryDisabled: true });
let asked = null;
const open = driver.session.bind(driver);
driver.session = (config) => {
  const session = open(config);
  for (const name of ['executeRead', 'executeWrite']) {
    const execute = session[name].bind(session);
    session[name] = (work, settings) => execute((tx) => {
      const run = tx.run.bind(tx);
      tx.run = (text, params) => { asked?.push([text, params]); return run(text, params); };
      return work(tx);
    }, settings);
  }
  return session;
};

async function hits(statements) {
  const session = open({ database: 'neo4j', defaultAccessMode: 'READ' });
  let total = 0;
  for (const [text, params] of statements) {
    const { summary } = await session.run(`PROFILE ${text}`, params);
    const add = (plan) => { total += plan.dbHits; plan.children.forEach(add); };
    add(summary.profile);
  }
  await session.close();
  return total;
}

const library = new Neo4jGraphQL({ typeDefs, driver });
const yoga = createYoga({
  schema: await library.getSchema(),
  context: () => ({ sessionConfig: { database: 'neo4j' } }),
  logging: false, graphiql: false, landingPage: false,
});
createServer(async (req, res) => {
  if (!req.headers['x-profile']) return yoga(req, res);
  asked = [];
  const end = res.end.bind(res);
  const head = res.writeHead.bind(res);
  let status;
  res.writeHead = (code, ...rest) => { status = [code, ...rest]; return res; };
  const chunks = [];
  res.write = (chunk) => { chunks.push(Buffer.from(chunk)); return true; };
  res.end = async (chunk) => {
    if (chunk) chunks.push(Buffer.from(chunk));
    const statements = asked;
    asked = null;
    res.setHeader('X-Hits', String(await hits(statements)));
    if (status) head(...status);
    end(Buffer.concat(chunks));
  };
  return yoga(req, res);
}).listen(Number(port), '127.0.0.1');
