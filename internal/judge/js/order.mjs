// Orders, cursors and pages, as docs/api.md describes them.

import { compareValues, fieldOf, relationOf, valueOf } from './graph.mjs'

// BadInput is an argument that is refused before anything is executed.
export class BadInput extends Error {}

// keysOf reads orderBy into sort keys: what each is called in a cursor, how to get its value from a row, and whether it
// descends. kind is where names are looked up; of a union or Element any of its kinds will do.
export function keysOf(graph, kind, orderBy, relation) {
  const keys = (orderBy ?? []).map((entry) => keyOf(graph, kind, entry, relation))
  if (keys.length === 0 && relation?.orderBy) {
    keys.push({ name: 'edge.' + relation.orderBy, desc: false, value: (row) => row.link.props[relation.orderBy] ?? null })
  }
  const id = { name: 'id', desc: false, value: (row) => row.node.id }
  const end = [...keys, id].findIndex((key) => key.name === 'id') // what comes behind an id says nothing
  const seen = new Set()
  const all = keys.slice(0, end + 1).filter((key) => !seen.has(key.name) && seen.add(key.name))
  return all.at(-1)?.name === 'id' && !all.at(-1).desc ? all : [...all, id]
}

function single(entry) {
  const entries = Object.entries(entry).filter(([, v]) => v !== null)
  if (entries.length !== 1) throw new BadInput('an order has exactly one entry')
  return entries[0]
}

function keyOf(graph, kind, entry, relation) {
  const [name, v] = single(entry)
  if (relation?.properties?.length && name === 'edge') {
    const [property, direction] = single(v)
    return { name: 'edge.' + property, desc: direction === 'DESC', value: (row) => row.link.props[property] ?? null }
  }
  if (relation?.properties?.length && name === 'node') return nodeKey(graph, kind, v, (row) => row.node, '')
  return nodeKey(graph, kind, entry, (row) => row.node, '')
}

function nodeKey(graph, kind, entry, nodeOf, prefix) {
  const [name, v] = single(entry)
  const field = fieldOf(kind, name)
  if (field) {
    return {
      name: prefix + field.property,
      desc: v === 'DESC',
      value: (row) => (nodeOf(row) ? valueOf(field, nodeOf(row).props, nodeOf(row)) : null),
    }
  }
  const relation = relationOf(kind, name)
  if (relation) {
    const next = (row) => (nodeOf(row) ? graph.one(nodeOf(row), relation)?.node : undefined)
    return nodeKey(graph, graph.kinds.get(relation.kinds[0]), v, next, prefix + name + '.')
  }
  const counted = relationOf(kind, name.slice(0, -5))
  return {
    name: prefix + '#' + counted.name,
    desc: v === 'DESC',
    value: (row) => (nodeOf(row) ? graph.rows(nodeOf(row), counted).length : null),
  }
}

const orderingOf = (keys) => keys.map((k) => (k.desc ? '-' : '') + k.name).join(',')

// compareKeys compares two lists of sort values. A missing value is larger than any other.
function compareKeys(keys, a, b) {
  for (const [i, key] of keys.entries()) {
    let d = 0
    if (a[i] === null || b[i] === null) d = Number(a[i] === null) - Number(b[i] === null)
    else d = compareValues(a[i], b[i])
    if (d !== 0) return key.desc ? -d : d
  }
  return 0
}

export function sortRows(rows, keys) {
  return rows
    .map((row) => ({ ...row, sort: keys.map((k) => k.value(row)) }))
    .sort((a, b) => compareKeys(keys, a.sort, b.sort))
}

export function cursorOf(keys, row) {
  const text = JSON.stringify([orderingOf(keys), ...row.sort])
  const escaped = text.replace(/[<>&\u2028\u2029]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'))
  return Buffer.from(escaped).toString('base64url')
}

// readCursor gives the sort values of a cursor that was made for the keys, undefined where none is given.
function readCursor(keys, cursor) {
  if (cursor === undefined || cursor === null) return undefined
  if (!/^[A-Za-z0-9_-]*$/.test(cursor)) throw new BadInput('not a cursor') // Buffer overlooks what does not belong
  let list
  try {
    list = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    throw new BadInput('not a cursor')
  }
  if (!Array.isArray(list) || list[0] !== orderingOf(keys) || list.length !== keys.length + 1) throw new BadInput('not a cursor of this order')
  return list.slice(1)
}

// checkPage refuses what a page cannot be, and gives its window.
export function checkPage(keys, args) {
  const { first, last } = args
  if (typeof first === 'number' && typeof last === 'number') throw new BadInput('first with last')
  for (const n of [first, last]) if (typeof n === 'number' && (n < 0 || n > 1000)) throw new BadInput('out of range')
  return { after: readCursor(keys, args.after), before: readCursor(keys, args.before) }
}

// page cuts a page out of sorted rows.
export function page(rows, keys, args) {
  const { after, before } = checkPage(keys, args)
  const behind = (row, values) => compareKeys(keys, row.sort, values) > 0
  const ahead = (row, values) => compareKeys(keys, row.sort, values) < 0
  let window = rows.filter((row) => (!after || behind(row, after)) && (!before || ahead(row, before)))
  if (typeof args.last === 'number') window = window.slice(Math.max(0, window.length - args.last))
  else window = window.slice(0, args.first ?? 100)
  let next, previous
  if (window.length > 0) {
    next = rows.some((row) => behind(row, window.at(-1).sort))
    previous = rows.some((row) => ahead(row, window[0].sort))
  } else if (typeof args.last === 'number') {
    next = before ? rows.some((row) => !ahead(row, before)) : false
    previous = before ? rows.some((row) => ahead(row, before)) : rows.length > 0
  } else {
    next = after ? rows.some((row) => behind(row, after)) : rows.length > 0
    previous = after ? rows.some((row) => !behind(row, after)) : false
  }
  return { rows: window, next, previous }
}

// checkList refuses what a plain list cannot be.
export function checkList(args) {
  for (const n of [args.first, args.offset]) if (typeof n === 'number' && n < 0) throw new BadInput('negative')
  if (typeof args.first === 'number' && args.first > 1000) throw new BadInput('out of range')
}
