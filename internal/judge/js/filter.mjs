// Filters, as docs/api.md describes them: all entries of an object hold, and a missing value equals null and nothing else.

import { compareValues, fieldOf, relationOf, valueOf } from './graph.mjs'

const given = (where) => Object.entries(where ?? {}).filter(([, v]) => v !== undefined)

export class Filter {
  constructor(graph, fold) {
    this.graph = graph
    this.fold = fold
  }

  // node reports whether a node matches a where of its kind, of a union or of Element.
  node(where, node) {
    return given(where).every(([key, v]) => v === null || this.entry(key, v, node))
  }

  entry(key, v, node) {
    const { graph } = this
    const logic = this.logic(key, v, (w) => this.node(w, node))
    if (logic !== undefined) return logic
    if (key === 'kind') return this.value(v, node.kind.name)
    if (key.startsWith('on') && graph.kinds.has(key.slice(2))) return node.kind.name === key.slice(2) && this.node(v, node)
    const field = fieldOf(node.kind, key)
    if (field) return this.field(field, v, node.props, node)
    const relation = relationOf(node.kind, key)
    if (relation && !relation.many) return graph.rows(node, relation).some((row) => this.node(v, row.node))
    if (relation) return this.quantified(v, graph.rows(node, relation), (w, row) => this.node(w, row.node))
    if (key.endsWith('Count')) return this.value(v, graph.rows(node, relationOf(node.kind, key.slice(0, -5))).length)
    if (key.endsWith('Connection')) {
      return this.quantified(v, graph.rows(node, relationOf(node.kind, key.slice(0, -10))), (w, row) => this.row(w, row))
    }
    throw new Error(`no filter ${key} on ${node.kind.name}`)
  }

  // row reports whether a row matches a where with node and edge.
  row(where, row) {
    return given(where).every(([key, v]) => {
      if (v === null) return true
      const logic = this.logic(key, v, (w) => this.row(w, row))
      if (logic !== undefined) return logic
      if (key === 'node') return this.node(v, row.node)
      return given(v).every(([name, w]) => {
        if (w === null) return true
        const inner = this.logic(name, w, (x) => this.row({ edge: x }, row))
        if (inner !== undefined) return inner
        return this.field(this.property(row.link.type, name), w, row.link.props)
      })
    })
  }

  property(type, name) {
    return this.graph.model.relationships.find((r) => r.name === type).properties.find((f) => f.name === name)
  }

  logic(key, v, holds) {
    if (key === 'and') return v.every(holds)
    if (key === 'or') return v.some(holds)
    if (key === 'not') return !holds(v)
    return undefined
  }

  quantified(v, rows, holds) {
    return given(v).every(([quantifier, where]) => {
      if (where === null) return true
      const n = rows.filter((row) => holds(where, row)).length
      if (quantifier === 'some') return n > 0
      if (quantifier === 'all') return n === rows.length
      if (quantifier === 'none') return n === 0
      return n === 1
    })
  }

  field(field, filter, props, node) {
    if (field.group) {
      return given(filter).every(([name, f]) => f === null || this.field(field.group.find((g) => g.name === name), f, props))
    }
    if (field.list) return this.list(filter, valueOf(field, props))
    return this.value(filter, valueOf(field, props, node))
  }

  list(filter, values) {
    return given(filter).every(([op, v]) => {
      if (v === null) return true
      if (op === 'includes') return values.includes(v)
      if (op === 'includesAny') return v.some((x) => values.includes(x))
      if (op === 'includesAll') return v.every((x) => values.includes(x))
      return (values.length === 0) === v
    })
  }

  value(filter, value) {
    const fold = filter.mode === 'INSENSITIVE' ? (x) => (typeof x === 'string' ? this.fold(x) : x) : (x) => x
    return given(filter).every(([op, v]) => {
      if (op === 'mode') return true
      if (v === null) return op === 'eq' ? value === null : op === 'ne' ? value !== null : true
      return compare(op, v, value, fold)
    })
  }
}

function compare(op, operand, value, fold) {
  if (op === 'ne') return !compare('eq', operand, value, fold)
  if (op === 'notIn') return !compare('in', operand, value, fold)
  if (value === null) return false
  switch (op) {
    case 'eq':
      return fold(value) === fold(operand)
    case 'in':
      return operand.some((x) => fold(x) === fold(value))
    case 'lt':
      return compareValues(value, operand) < 0
    case 'lte':
      return compareValues(value, operand) <= 0
    case 'gt':
      return compareValues(value, operand) > 0
    case 'gte':
      return compareValues(value, operand) >= 0
    case 'contains':
      return fold(value).includes(fold(operand))
    case 'startsWith':
      return fold(value).startsWith(fold(operand))
    case 'endsWith':
      return fold(value).endsWith(fold(operand))
    default:
      throw new Error(`no operator ${op}`)
  }
}
