// The graph as it was dumped: nodes, links, and walks along them. A row is a node with the link it was reached by.

export class Graph {
  constructor(model, dump) {
    this.model = model
    this.version = dump.version
    this.kinds = new Map(model.kinds.map((k) => [k.name, k]))
    this.nodes = new Map()
    for (const e of dump.elements) this.nodes.set(e.id, { id: e.id, kind: this.kinds.get(e.kind), props: e.props })
    this.links = dump.links
    this.at = new Map() // links by their ends
    for (const link of dump.links) {
      for (const end of new Set([link.from, link.to])) {
        if (!this.at.has(end)) this.at.set(end, [])
        this.at.get(end).push(link)
      }
    }
  }

  ofKinds(names) {
    return [...this.nodes.values()].filter((n) => names.includes(n.kind.name))
  }

  // neighbours gives the ids one step away from any of the ids.
  neighbours(ids, step) {
    const found = new Set()
    for (const id of ids) {
      for (const link of this.at.get(id) ?? []) {
        if (!step.types.includes(link.type)) continue
        if (step.out && link.from === id) found.add(link.to)
        if (!step.out && link.to === id) found.add(link.from)
      }
    }
    return found
  }

  step(ids, step) {
    let found = this.neighbours(ids, step)
    if (step.repeat === '') return found
    for (;;) {
      const size = found.size
      for (const id of this.neighbours(found, step)) found.add(id)
      if (found.size === size) break
    }
    return step.repeat === '*' ? new Set([...ids, ...found]) : found
  }

  // rows gives what a relation of a node leads to, each node once, in no order.
  rows(node, relation) {
    this.memo ??= new Map()
    const key = node.id + ' ' + relation.name
    if (!this.memo.has(key)) this.memo.set(key, this.walk(node, relation))
    return this.memo.get(key)
  }

  walk(node, relation) {
    const ids = new Set()
    for (const way of relation.ways) {
      let at = new Set([node.id])
      for (const step of way) at = this.step(at, step)
      for (const id of at) ids.add(id)
    }
    const rows = []
    for (const id of ids) {
      const target = this.nodes.get(id)
      if (!target || !relation.kinds.includes(target.kind.name)) continue
      if (relation.keep && !relation.keep.values.includes(target.props[relation.keep.field])) continue
      rows.push({ node: target, link: this.linkOf(node, relation, id) })
    }
    return rows
  }

  linkOf(node, relation, id) {
    if (!relation.stored) return undefined
    const [from, to] = relation.out ? [node.id, id] : [id, node.id]
    return this.at.get(from).find((l) => l.type === relation.stored && l.from === from && l.to === to)
  }

  // one gives the row of a to-one relation, the first by id where there are several.
  one(node, relation) {
    return [...this.rows(node, relation)].sort((a, b) => compareText(a.node.id, b.node.id))[0]
  }
}

// valueOf gives the value of a field, null where it is missing.
export function valueOf(field, props, node) {
  if (field.name === 'id' && node) return node.id
  if (field.derived) return field.derived.in.includes(props[field.derived.from])
  const value = props[field.property]
  if (field.list) return value ?? []
  return value ?? null
}

export function relationOf(kind, name) {
  return kind.relations.find((r) => r.name === name)
}

// fieldOf gives a field of a kind; kind is part of what every node has.
export function fieldOf(kind, name) {
  return kind.fields.find((f) => f.name === name)
}

// compareText compares by code point, which JavaScript's < does not do beyond the BMP.
export function compareText(a, b) {
  const x = [...a]
  const y = [...b]
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const d = x[i].codePointAt(0) - y[i].codePointAt(0)
    if (d !== 0) return d
  }
  return x.length - y.length
}

export function compareValues(a, b) {
  if (typeof a === 'string') return compareText(a, b)
  return Number(a) - Number(b)
}
