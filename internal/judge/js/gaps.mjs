// Query.gaps, as the schema describes it: every page is cut from all that the rules find.

import { buildSchema, executeSync, isEnumType, parse } from 'graphql'
import { compareText } from './graph.mjs'
import { BadInput } from './order.mjs'
import { findings, readRule } from './rules.mjs'
import { asDay, inWords } from './sentences.mjs'

const severities = ['HIGH', 'MEDIUM', 'LOW']
const people = parse('{ journeys(first: 1000) { nodes { id personGroups { id size } } } }')
const acceptances = parse('{ acceptedGaps(first: 1000) { nodes { id code reason owner until acceptedAt { ... on Element { id } } } } }')

// sayingValues gives the schema with values of enumerations and dates that can be told from other texts.
function sayingValues(sdl) {
  const schema = buildSchema(sdl, { assumeValidSDL: true })
  for (const type of Object.values(schema.getTypeMap())) {
    if (isEnumType(type) && !type.name.startsWith('__')) type.serialize = (value) => ({ value, words: inWords(value) })
  }
  schema.getType('Date').serialize = (value) => ({ value, words: asDay(value) })
  return schema
}

export class Gaps {
  constructor(world, { rules, today, sdl }) {
    this.world = world
    this.rules = rules.map(readRule).sort((a, b) => compareText(a.code, b.code))
    this.today = today
    this.marked = sayingValues(sdl)
    this.byRegion = new Map()
    this.known = new Map()
  }

  ask(document) {
    const { data, errors } = executeSync({ ...this.world.execution, document })
    if (errors) throw errors[0].originalError ?? errors[0]
    return data
  }

  // check refuses what cannot be asked for.
  check({ where, first, after }) {
    if (typeof first === 'number' && (first < 0 || first > 1000)) throw new BadInput('out of range')
    placeOf(after)
    const region = where?.region ?? null
    if (region !== null && this.world.graph.nodes.get(region)?.kind.name !== 'Organisation') throw new BadInput('no such region')
  }

  all(region) {
    if (!this.byRegion.has(region)) this.byRegion.set(region, this.find(region))
    return this.byRegion.get(region)
  }

  find(region) {
    const execution = { ...this.world.execution, schema: this.marked }
    const asked = this.rules.filter((rule) => region !== null || !rule.needsRegion)
    const found = asked.flatMap((rule) => findings(execution, rule, this.today, region, this.known))
    const takes = new Map(this.ask(people).journeys.nodes.map((j) => [j.id, j.personGroups]))
    const accepted = this.ask(acceptances).acceptedGaps.nodes
    for (const gap of found) {
      gap.journeys = gap.touched.filter((id) => id.startsWith('journey:')).sort(compareText)
      gap.stages = gap.touched.filter((id) => id.startsWith('stage:')).sort(compareText)
      gap.groups = [...gap.touched.filter((id) => id.startsWith('person-group:')), ...gap.journeys.flatMap((id) => takes.get(id).map((g) => g.id))]
      gap.groups = [...new Set(gap.groups)]
      gap.everybody = gap.groups.reduce((sum, id) => sum + (this.sizeOf(id) ?? 0), 0)
      this.acceptance(gap, accepted)
    }
    return { found, takes, leftOut: this.rules.filter((rule) => !asked.includes(rule)).map((rule) => rule.code) }
  }

  sizeOf(group) {
    return this.world.graph.nodes.get(group).props.size ?? null
  }

  largest(groups) {
    const sizes = groups.map((id) => this.sizeOf(id)).filter((size) => size !== null)
    return sizes.length > 0 ? Math.max(...sizes) : null
  }

  // acceptance notes who accepts a gap today, or did until some day before: who does for longest.
  acceptance(gap, accepted) {
    const fold = (text) => this.world.fold(text)
    const by = accepted
      .filter((a) => fold(a.code) === fold(gap.code) && a.acceptedAt.some((at) => at.id === gap.id))
      .sort((a, b) => compareText(b.until, a.until) || compareText(a.id, b.id))[0]
    if (by) gap[by.until >= this.today ? 'accepted' : 'lapsed'] = by
  }

  // matching gives the gaps that are asked for, ranked.
  matching({ where }) {
    const is = (values, one) => (values ?? null) === null || values.includes(one)
    const fold = (text) => this.world.fold(text)
    const given = (v) => (v ?? null) !== null
    const { found, takes } = this.all(where?.region ?? null)
    return found
      .filter(
        (gap) =>
          is(where?.code?.map(fold), fold(gap.code)) && is(where?.severity, gap.severity) && is(where?.kind, this.world.graph.nodes.get(gap.id).kind.name) &&
          (!given(where?.subject) || where.subject === gap.id) && (!given(where?.accepted) || where.accepted === Boolean(gap.accepted)) &&
          (!given(where?.journey) || gap.journeys.includes(where.journey)) && (!given(where?.stage) || gap.stages.includes(where.stage)),
      )
      .map((gap) => {
        const groups = given(where?.journey) ? takes.get(where.journey).map((g) => g.id) : gap.groups
        return { ...gap, groups, people: this.largest(groups) }
      })
      .sort(compare)
  }

  node(id) {
    return this.world.execution.rootValue.node(id)
  }
}

function compare(a, b) {
  const rank = (gap) => severities.indexOf(gap.severity)
  return (
    rank(a) - rank(b) || (b.people ?? 0) - (a.people ?? 0) || b.everybody - a.everybody ||
    compareText(a.code, b.code) || compareText(a.name, b.name) || compareText(a.id, b.id)
  )
}

function cursorOf({ severity, people, everybody, code, name, id }) {
  const text = JSON.stringify({ Severity: severity, People: people, AtMost: everybody, Code: code, Name: name, ID: id })
  const escaped = text.replace(/[<>&\u2028\u2029]/g, (c) => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'))
  return Buffer.from(escaped).toString('base64url')
}

function placeOf(cursor) {
  if ((cursor ?? null) === null) return null
  try {
    const at = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (severities.includes(at.Severity)) {
      return { severity: at.Severity, people: at.People, everybody: at.AtMost, code: at.Code, name: at.Name, id: at.ID }
    }
  } catch {
    // what cannot be read is no cursor either
  }
  throw new BadInput('not a cursor of gaps')
}

// GapConnection is a page of gaps.
export class GapConnection {
  constructor(gaps, args) {
    this.gaps = gaps
    this.matching = gaps.matching(args)
    const place = placeOf(args.after)
    const behind = place ? this.matching.filter((gap) => compare(gap, place) > 0) : this.matching
    this.page = behind.slice(0, args.first ?? 100)
    this.previous = behind.length < this.matching.length
    this.next = this.page.length < behind.length
    this.leftOut = gaps.all(args.where?.region ?? null).leftOut
  }

  field(name) {
    switch (name) {
      case 'nodes':
        return this.page.map((gap) => new Gap(this.gaps, gap))
      case 'edges':
        return this.page.map((gap) => ({ cursor: cursorOf(gap), node: new Gap(this.gaps, gap) }))
      case 'totalCount':
        return this.matching.length
      case 'leftOut':
        return this.leftOut
      case 'counts':
        return this.counts()
      default: {
        const cursor = (gap) => (gap ? cursorOf(gap) : null)
        return { hasNextPage: this.next, hasPreviousPage: this.previous, startCursor: cursor(this.page[0]), endCursor: cursor(this.page.at(-1)) }
      }
    }
  }

  counts() {
    const nodes = this.gaps.world.graph.nodes
    const most = (a, b) => b.count - a.count || compareText(a.name, b.name) || compareText(a.value, b.value)
    const nameOf = (id) => nodes.get(id).props.name
    return {
      severity: this.count((gap) => [gap.severity], (v) => v, (a, b) => severities.indexOf(a.value) - severities.indexOf(b.value)),
      code: this.count((gap) => [gap.code], (v) => this.gaps.rules.find((r) => r.code === v).words, (a, b) => compareText(a.value, b.value)),
      kind: this.count((gap) => [nodes.get(gap.id).kind.name], (v) => v, most),
      journey: this.count((gap) => gap.journeys, nameOf, most),
      stage: this.count((gap) => gap.stages, nameOf, most),
      accepted: this.matching.filter((gap) => gap.accepted).length,
    }
  }

  count(valuesOf, nameOf, order) {
    const values = new Set(this.matching.flatMap(valuesOf))
    return [...values]
      .map((value) => {
        const those = this.matching.filter((gap) => valuesOf(gap).includes(value))
        return { value, name: nameOf(value), count: those.length, high: those.filter((gap) => gap.severity === 'HIGH').length }
      })
      .sort(order)
  }
}

class Gap {
  constructor(gaps, gap) {
    this.gaps = gaps
    this.gap = gap
  }

  field(name) {
    const { gaps, gap } = this
    const nodes = (ids) => ids.map((id) => gaps.node(id))
    const acceptance = (a) => (a ? { node: gaps.node(a.id), reason: a.reason, owner: a.owner, until: a.until } : null)
    switch (name) {
      case 'id':
        return `${gap.code} ${gap.id}`
      case 'subject':
        return gaps.node(gap.id)
      case 'path':
      case 'journeys':
      case 'stages':
        return nodes(gap[name])
      case 'personGroups':
        return nodes(gap.groups)
      case 'accepted':
      case 'lapsed':
        return acceptance(gap[name])
      default:
        return gap[name] ?? null
    }
  }
}
