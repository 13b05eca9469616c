// Answers operations: `node index.mjs WORLD.json` reads one request as JSON a line on stdin and writes one answer as JSON
// a line on stdout, in the same order. An answer is { refused } or { data, errors: [path] }.

import { readFileSync, writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { GraphQLError, buildSchema, execute, getOperationAST, parse, typeFromAST, validate, valueFromAST } from 'graphql'
import { getVariableValues } from 'graphql/execution/values.js'
import { check } from './check.mjs'
import { Filter } from './filter.mjs'
import { Gaps } from './gaps.mjs'
import { Graph } from './graph.mjs'
import { BadInput } from './order.mjs'
import { Root, fieldResolver, typeResolver } from './resolve.mjs'

const input = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const schema = buildSchema(input.sdl, { assumeValidSDL: true })
readDates(schema.getType('Date'))
let validating = false
const worlds = input.graphs.map(worldOf)

function readDates(type) {
  type.parseValue = (v) => {
    if (typeof v !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(v) || new Date(v + 'T00:00:00Z').toJSON()?.slice(0, 10) !== v) {
      throw new GraphQLError(`${JSON.stringify(v)} is not a date`)
    }
    return v
  }
  // Fragments that no node can match are validated but never executed: a wrong date there is not refused.
  type.parseLiteral = (node) => (validating ? node.value : type.parseValue(node.value))
}

function worldOf(dump) {
  const graph = new Graph(input.model, dump)
  const fold = (text) => {
    if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase()
    if (!(text in input.folded)) throw new Error(`no folded text for ${text}`)
    return input.folded[text]
  }
  const world = { graph, fold, schema, filter: new Filter(graph, fold) }
  world.execution = { schema, rootValue: new Root(world), fieldResolver, typeResolver }
  if (input.rules) world.gaps = new Gaps(world, input)
  return world
}

function answer({ graph, query, variables, operationName }) {
  let document
  try {
    document = parse(query)
  } catch (e) {
    return { refused: e.message }
  }
  validating = true
  const [invalid] = validate(schema, document)
  validating = false
  if (invalid) return { refused: invalid.message }
  const operation = getOperationAST(document, operationName)
  if (!operation || !schema.getRootType(operation.operation)) return { refused: 'no such operation' }
  for (const { type, defaultValue } of operation.variableDefinitions ?? []) {
    const wanted = typeFromAST(schema, type)
    if (defaultValue && valueFromAST(defaultValue, wanted) === undefined) return { refused: 'a default that does not fit' }
  }
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {})
  if (errors) return { refused: errors[0].message }
  const world = worlds[graph]
  try {
    check(world, document, operation, coerced)
  } catch (e) {
    if (e instanceof BadInput || e instanceof GraphQLError) return { refused: e.message }
    throw e
  }
  const result = execute({ ...world.execution, document, operationName, variableValues: variables })
  const surprise = result.errors?.find((e) => e.originalError && !/^(Cannot return null|needs are missing)/.test(e.message))
  if (surprise) throw surprise.originalError
  return { data: result.data, errors: (result.errors ?? []).map((e) => e.path) }
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line)
  let text
  try {
    text = JSON.stringify(answer(request))
  } catch (e) {
    text = JSON.stringify({ broken: String(e.stack) })
  }
  writeAll(text + '\n')
}

function writeAll(text) {
  let rest = Buffer.from(text)
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest))
    } catch (e) {
      if (e.code !== 'EAGAIN') throw e
    }
  }
}
