// Naive resolvers: every field of every node is worked out on its own, from the whole dump.

import { executeSync, parse } from 'graphql'
import { stagesInside } from './clock.mjs'
import { betweenAreas } from './areas.mjs'
import { GapConnection } from './gaps.mjs'
import { missingHandoffs } from './handoffs.mjs'
import { compareText, fieldOf, relationOf, valueOf } from './graph.mjs'
import { checkList, cursorOf, keysOf, page, sortRows } from './order.mjs'
import { routes } from './routes.mjs'
import { search, searchKeys } from './search.mjs'
import { shape } from './shape.mjs'
import { providedTwice } from './twice.mjs'

const computedFields = {
  'Journey.shape': shape,
  'Journey.routes': routes,
  'Journey.betweenAreas': betweenAreas,
  'Journey.missingHandoffs': missingHandoffs,
  'Organisation.providedTwice': providedTwice,
  'WaitingTimeTarget.stagesInside': stagesInside,
}

// group gives an object of fields, null where it is a group kept on a node and all of it is missing.
function group(fields, props) {
  const values = Object.fromEntries(fields.map((f) => [f.name, valueOf(f, props)]))
  return fields.some((f) => (props[f.property] ?? null) !== null) ? values : null
}

export class Root {
  constructor(world) {
    this.world = world
  }

  field(name, args) {
    const { graph } = this.world
    if (name === 'version') return graph.version
    if (name === 'node') return this.node(args.id)
    if (name === 'nodes') return args.ids.map((id) => this.node(id))
    if (name === 'gaps') return new GapConnection(this.world.gaps, args)
    if (name === 'search') return new Connection(this.world, search(graph, this.world.fold, args), searchKeys, args)
    const list = graph.model.kinds.find((k) => k.plural === name)
    if (list) {
      const rows = graph.ofKinds([list.name]).map((node) => ({ node }))
      return new Connection(this.world, rows.filter((r) => this.world.filter.node(args.where, r.node)), keysOf(graph, list, args.orderBy), args)
    }
    const kind = graph.model.kinds.find((k) => k.single === name)
    const node = graph.nodes.get(args.id)
    return node?.kind === kind ? new Node(this.world, node) : null
  }

  node(id) {
    const node = this.world.graph.nodes.get(id)
    return node ? new Node(this.world, node) : null
  }
}

export class Node {
  constructor(world, node) {
    this.world = world
    this.node = node
  }

  field(name, args) {
    const { graph } = this.world
    const { kind, props } = this.node
    if (name === 'kind') return kind.name
    const field = fieldOf(kind, name)
    if (field?.group) return group(field.group, props)
    if (field) return valueOf(field, props, this.node)
    const computed = kind.computed.find((c) => c.name === name)
    if (computed) return this.computed(computed, args)
    const relation = relationOf(kind, name)
    if (relation && !relation.many) {
      const row = graph.one(this.node, relation)
      return row ? new Node(this.world, row.node) : null
    }
    if (relation) return this.list(relation, args)
    return this.connection(relationOf(kind, name.slice(0, -'Connection'.length)), args)
  }

  list(relation, args) {
    const { graph, filter } = this.world
    checkList(args)
    const rows = graph.rows(this.node, relation).filter((r) => filter.node(args.where, r.node))
    const sorted = sortRows(rows, keysOf(graph, graph.kinds.get(relation.kinds[0]), args.orderBy, relation))
    const from = args.offset ?? 0
    return sorted.slice(from, typeof args.first === 'number' ? from + args.first : undefined).map((r) => new Node(this.world, r.node))
  }

  connection(relation, args) {
    const { graph, filter } = this.world
    const holds = relation.properties.length > 0 ? (r) => filter.row(args.where, r) : (r) => filter.node(args.where, r.node)
    const keys = keysOf(graph, graph.kinds.get(relation.kinds[0]), args.orderBy, relation)
    return new Connection(this.world, graph.rows(this.node, relation).filter(holds), keys, args, relation)
  }

  // computed reads what the field needs through GraphQL itself, then works the answer out. It reads all of it, whatever of the answer
  // is asked for.
  computed(computed, args) {
    const { kind, id } = this.node
    const given = this.world.schema.getType(kind.name).getFields()[computed.name].args.map((a) => `, $${a.name}: ${a.type}`)
    const document = parse(`query ($id: ID!${given.join('')}) { node(id: $id) { ... on ${kind.name} ${computed.needs.replace(/@(include|skip)\(if: \$asked_\w+\)/g, '')} } }`)
    const { data } = executeSync({ ...this.world.execution, document, variableValues: { ...args, id } })
    if (!data.node) throw new Error('needs are missing')
    return computedFields[kind.name + '.' + computed.name](data.node)
  }
}

class Connection {
  constructor(world, rows, keys, args, relation) {
    this.world = world
    this.keys = keys
    this.all = sortRows(rows, keys)
    this.page = page(this.all, keys, args)
    this.relation = relation
  }

  field(name, args) {
    const { rows, next, previous } = this.page
    switch (name) {
      case 'edges':
        return rows.map((row) => this.edge(row))
      case 'nodes':
        return rows.map((row) => new Node(this.world, row.node))
      case 'totalCount':
        return this.all.length
      case 'facets':
        return this.facets(args.field)
      default: {
        const cursor = (row) => (row ? cursorOf(this.keys, row) : null)
        return { hasNextPage: next, hasPreviousPage: previous, startCursor: cursor(rows[0]), endCursor: cursor(rows.at(-1)) }
      }
    }
  }

  edge(row) {
    const edge = { cursor: cursorOf(this.keys, row), node: new Node(this.world, row.node) }
    for (const f of this.relation?.properties ?? []) {
      edge.properties ??= {}
      edge.properties[f.name] = valueOf(f, row.link.props)
    }
    return edge
  }

  facets(name) {
    const counts = new Map()
    for (const { node } of this.all) {
      const value = valueOf(fieldOf(node.kind, name), node.props)
      const values = Array.isArray(value) ? [...new Set(value)] : [value]
      for (const v of values.length > 0 ? values : [null]) counts.set(v, (counts.get(v) ?? 0) + 1)
    }
    const byValue = (a, b) => Number(a === null) - Number(b === null) || (a === null ? 0 : compareText(String(a), String(b)))
    return [...counts]
      .sort(([a, m], [b, n]) => n - m || byValue(a, b))
      .map(([value, count]) => ({ value: value === null ? null : String(value), count }))
  }
}

export function fieldResolver(source, args, _, info) {
  if (typeof source.field === 'function') return source.field(info.fieldName, args)
  return source[info.fieldName] ?? null
}

export const typeResolver = (source) => source.node.kind.name
