// Runs common GraphQL clients, as they come from npm and with what they do by default, against a running server that has
// the journey journey:asthma: node clients.mjs URL TOKEN. Prints a line for everything that was as it should be, and
// ends with an error at the first that was not.
import assert from 'node:assert/strict';
import { ApolloClient, HttpLink, InMemoryCache, gql as apolloGql } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { GraphQLClient, ClientError } from 'graphql-request';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import WebSocket from 'ws';

const [url, token] = process.argv.slice(2);
const endpoint = url + '/graphql';
const socket = endpoint.replace(/^http/, 'ws');
const authorization = `Bearer ${token}`;
const QUERY = 'query Name($id: ID!) { journey(id: $id) { id name } }';
const RENAME = 'mutation Rename($name: String!) { apply(changes: [{ journey: { id: "journey:asthma", name: $name } }]) { version query { journey(id: "journey:asthma") { name } } } }';
const CHANGED = 'subscription Changed($after: Int) { graphChanged(afterVersion: $after) { version query { version journey(id: "journey:asthma") { name } } } }';
const variables = { id: 'journey:asthma' };
const ok = (what) => console.log(`ok ${what}`);

// seen are the requests that a client makes, with the answers.
function recording() {
  const seen = [];
  return {
    seen,
    async fetch(input, init) {
      const answer = await fetch(input, init);
      seen.push({ method: init?.method ?? 'GET', type: answer.headers.get('content-type'), status: answer.status, accept: new Headers(init?.headers).get('accept') });
      return answer;
    },
  };
}

// heard waits for the first event of a subscription, makes a change once it came and waits for the event of that.
async function hears(name, subscribe) {
  const events = [];
  let wake = () => {};
  const failed = {};
  const stop = subscribe(
    (data) => { events.push(data); wake(); },
    (error) => { failed.error = error; wake(); },
  );
  const event = async (n) => {
    while (events.length < n && !failed.error) await new Promise((resolve) => { wake = resolve; });
    if (failed.error) throw failed.error;
    return events[n - 1].graphChanged;
  };
  const first = await event(1);
  const told = `told ${name}`;
  await new GraphQLClient(endpoint, { headers: { authorization } }).request(RENAME, { name: told });
  const second = await event(2);
  assert.equal(second.version, first.version + 1);
  assert.equal(second.query.version, second.version);
  assert.equal(second.query.journey.name, told);
  stop();
  ok(`${name} hears of a change`);
}

async function graphqlRequest() {
  const client = new GraphQLClient(endpoint);
  const before = await client.request(QUERY, variables);
  assert.equal(before.journey.id, 'journey:asthma');
  ok('graphql-request asks');
  const after = await new GraphQLClient(endpoint, { headers: { authorization } }).request(RENAME, { name: 'by graphql-request' });
  assert.equal(after.apply.query.journey.name, 'by graphql-request');
  ok('graphql-request changes');
  await assert.rejects(client.request(RENAME, { name: 'by nobody' }), (e) => {
    assert.ok(e instanceof ClientError);
    assert.equal(e.response.status, 401);
    assert.equal(e.response.errors[0].extensions.code, 'UNAUTHENTICATED');
    return true;
  });
  ok('graphql-request sees why it was refused');
  await assert.rejects(client.request('{ journeyz { id } }'), (e) => e.response.errors[0].message.includes('Did you mean'));
  ok('graphql-request sees what is wrong with a query');
}

async function apollo() {
  const make = (headers) => new ApolloClient({ link: new HttpLink({ uri: endpoint, headers }), cache: new InMemoryCache() });
  const query = apolloGql(QUERY);
  const got = await make().query({ query, variables });
  assert.equal(got.data.journey.__typename, 'Journey');
  ok('Apollo Client asks');
  const changed = await make({ authorization }).mutate({ mutation: apolloGql(RENAME), variables: { name: 'by Apollo' } });
  assert.equal(changed.data.apply.query.journey.name, 'by Apollo');
  ok('Apollo Client changes');
  await assert.rejects(make().mutate({ mutation: apolloGql(RENAME), variables: { name: 'by nobody' } }));
  ok('Apollo Client sees that it was refused');
  const ws = createWsClient({ url: socket, webSocketImpl: WebSocket });
  const live = new ApolloClient({ link: new GraphQLWsLink(ws), cache: new InMemoryCache() });
  await hears('Apollo Client', (next, error) => {
    const s = live.subscribe({ query: apolloGql(CHANGED), variables: { after: 0 } }).subscribe({ next: (r) => (r.error ? error(r.error) : next(r.data)), error });
    return () => s.unsubscribe();
  });
  live.stop();
  await ws.dispose();
}

async function urql() {
  const record = recording();
  const ws = createWsClient({ url: socket, webSocketImpl: WebSocket });
  const client = new Client({
    url: endpoint, fetch: record.fetch, fetchOptions: () => ({ headers: { authorization } }),
    exchanges: [fetchExchange, subscriptionExchange({
      forwardSubscription: (request) => ({ subscribe: (sink) => ({ unsubscribe: ws.subscribe({ query: request.query ?? '', variables: request.variables }, sink) }) }),
    })],
  });
  const got = await client.query(QUERY, variables).toPromise();
  assert.equal(got.error, undefined);
  assert.equal(got.data.journey.id, 'journey:asthma');
  assert.equal(record.seen[0].method, 'GET', 'what urql does by default');
  assert.match(record.seen[0].accept, /text\/event-stream/, 'what urql does by default');
  assert.match(record.seen[0].type, /json/, 'a client that takes JSON gets JSON, whatever else it takes');
  ok('urql asks by GET');
  const changed = await client.mutation(RENAME, { name: 'by urql' }).toPromise();
  assert.equal(changed.error, undefined);
  assert.equal(changed.data.apply.query.journey.name, 'by urql');
  assert.equal(record.seen[1].method, 'POST');
  ok('urql changes');
  const wrong = await client.query('{ journeyz { id } }', {}).toPromise();
  assert.match(wrong.error.message, /Did you mean/);
  ok('urql sees what is wrong with a query');
  await hears('urql', (next, error) => {
    const s = client.subscription(CHANGED, { after: 0 }).subscribe((r) => (r.error ? error(r.error) : next(r.data)));
    return () => s.unsubscribe();
  });
  await ws.dispose();
}

async function graphqlWs() {
  const client = createWsClient({ url: socket, webSocketImpl: WebSocket, connectionParams: { authorization } });
  const ask = (query, vars) => new Promise((resolve, reject) => {
    let last;
    client.subscribe({ query, variables: vars }, { next: (r) => { last = r; }, error: reject, complete: () => resolve(last) });
  });
  assert.equal((await ask(QUERY, variables)).data.journey.id, 'journey:asthma');
  ok('graphql-ws asks');
  assert.equal((await ask(RENAME, { name: 'by graphql-ws' })).data.apply.query.journey.name, 'by graphql-ws');
  ok('graphql-ws changes');
  await assert.rejects(ask('{ journeyz { id } }'), (errors) => errors[0].message.includes('Did you mean'));
  ok('graphql-ws sees what is wrong with a query');
  await hears('graphql-ws', (next, error) => client.subscribe({ query: CHANGED, variables: { after: 0 } }, { next: (r) => next(r.data), error, complete: () => {} }));
  await client.dispose();
  const refused = createWsClient({ url: socket, webSocketImpl: WebSocket, connectionParams: { authorization: 'Bearer nobodys' }, retryAttempts: 3 });
  await assert.rejects(new Promise((resolve, reject) => {
    refused.subscribe({ query: QUERY, variables }, { next: resolve, error: reject, complete: resolve });
  }), (close) => close.code === 4403);
  ok('graphql-ws is told that its token is wrong, and does not try again');
}

async function graphqlSse() {
  const client = createSseClient({ url: endpoint, headers: { authorization }, retryAttempts: 0 });
  const ask = (query, vars) => new Promise((resolve, reject) => {
    let last;
    client.subscribe({ query, variables: vars }, { next: (r) => { last = r; }, error: reject, complete: () => resolve(last) });
  });
  assert.equal((await ask(QUERY, variables)).data.journey.id, 'journey:asthma');
  ok('graphql-sse asks');
  assert.equal((await ask(RENAME, { name: 'by graphql-sse' })).data.apply.query.journey.name, 'by graphql-sse');
  ok('graphql-sse changes');
  assert.match((await ask('{ journeyz { id } }')).errors[0].message, /Did you mean/);
  ok('graphql-sse sees what is wrong with a query');
  await hears('graphql-sse', (next, error) => client.subscribe({ query: CHANGED, variables: { after: 0 } }, { next: (r) => next(r.data), error, complete: () => {} }));
  client.dispose();
}

for (const run of [graphqlRequest, apollo, urql, graphqlWs, graphqlSse]) await run();
process.exit(0); // clients keep connections open for what may come
