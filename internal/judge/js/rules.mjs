// Gap rules, as docs/gap-rules.md describes them: a rule is an operation like any other, and @gap says how findings are read
// from its answer.

import { executeSync, parse } from 'graphql'
import { say } from './sentences.mjs'

const severities = ['HIGH', 'MEDIUM', 'LOW']

// touching are the keys below a node that lead to what is touched with it, those of connections too.
const touching = ['journey', 'journeys', 'stage', 'stages', 'personGroups', 'from', 'to', 'nodes', 'edges', 'node']

export function readRule(text) {
  const document = parse(text)
  const operation = document.definitions.find((d) => d.kind === 'OperationDefinition')
  const ways = operation.directives
    .filter((d) => d.name.value === 'gap')
    .map((d) => Object.fromEntries(d.arguments.map((a) => [a.name.value, a.value.value])))
  const comments = text.split('\n').map((line) => line.trim().replace(/^#\s*/, ''))
  const words = comments.slice(0, comments.findIndex((line) => line.startsWith('Asked by:'))).join(' ')
  const declared = operation.variableDefinitions.map((v) => v.variable.name.value)
  const needed = operation.variableDefinitions.filter((v) => v.type.kind === 'NonNullType' && !v.defaultValue)
  return { document, ways, words, code: ways[0].code, declared, needsRegion: needed.some((v) => v.variable.name.value === 'region') }
}

// variablesFor gives what a rule is told of the day and the region. All nodes are looked at.
function variablesFor(rule, today, region) {
  const given = { asOf: today, reviewedSince: yearBefore(today), first: 1000 }
  if (region !== null) Object.assign(given, { region, regionRoles: null })
  return Object.fromEntries(Object.entries(given).filter(([name]) => rule.declared.includes(name)))
}

function yearBefore(day) {
  const [year, month, date] = day.split('-').map(Number)
  return new Date(Date.UTC(year - 1, month - 1, date)).toJSON().slice(0, 10)
}

// findings asks a rule and reads what it finds, one for each subject. What was asked before is in known.
export function findings(execution, rule, today, region, known) {
  const variableValues = variablesFor(rule, today, region)
  const key = rule.code + JSON.stringify(variableValues)
  if (!known.has(key)) known.set(key, asked(execution, rule, variableValues))
  return known.get(key).map((finding) => ({ ...finding }))
}

function asked(execution, rule, variableValues) {
  const { data, errors } = executeSync({ ...execution, document: rule.document, variableValues })
  if (errors) throw errors[0].originalError ?? errors[0]
  for (const root of Object.values(data)) {
    if (root?.nodes && root.nodes.length < root.totalCount) throw new Error('the rule did not see all there is')
  }
  const bySubject = new Map()
  for (const way of rule.ways) {
    for (const subject of find(way.subject, { value: data })) {
      const because = way.because === undefined ? [] : find(way.because, subject).map((s) => s.value)
      if (way.because !== undefined && because.length === 0) continue
      const { id } = subject.value
      if (!bySubject.has(id)) bySubject.set(id, [])
      bySubject.get(id).push({ way, subject, because })
    }
  }
  return [...bySubject].map(([id, parts]) => told(rule, id, parts))
}

// told puts everything that was found about one subject together.
function told(rule, id, parts) {
  const why = []
  const fix = []
  const path = []
  const touched = new Map()
  for (const { way, subject, because } of parts) {
    const named = []
    why.push(say(way.why ?? rule.words, lookIn(subject, because), named))
    if (way.fix !== undefined) fix.push(say(way.fix, lookIn(subject, because), []))
    path.push(subject.value, ...because, ...named, ...above(subject))
    for (const value of [subject.value, ...because]) touch(value, touched)
    for (const value of above(subject)) touchAbove(value, touched)
  }
  const severity = severities.find((s) => parts.some((p) => p.way.severity === s))
  return {
    code: rule.code, rule: rule.words, severity, id, name: parts[0].subject.value.name, why: together(why), fix: together(fix),
    path: [...new Set(path.map((v) => v?.id).filter((one) => one))], touched: [...touched.keys()],
  }
}

// lookIn gives what a sentence about a subject can speak of.
function lookIn(subject, because) {
  return (path) => (path === 'because' || path.startsWith('because.') ? standing({ value: { because } }, path) : standing(subject, path))
}

function above(scope) {
  const values = []
  for (let s = scope.above; s; s = s.above) values.push(s.value)
  return values
}

function touch(value, touched) {
  if (Array.isArray(value)) for (const item of value) touch(item, touched)
  else if (value !== null && typeof value === 'object') {
    if (/^(journey|stage|person-group):/.test(value.id)) touched.set(value.id, value)
    for (const key of touching) if (key in value) touch(value[key], touched)
  }
}

function touchAbove(value, touched) {
  if (/^(journey|stage|person-group):/.test(value.id)) touched.set(value.id, value)
  if (/^journey:/.test(value.id) && value.personGroups) touch(value.personGroups, touched)
}

function together(sentences) {
  const each = [...new Set(sentences.filter((one) => one !== ''))]
  return each.length > 4 ? `${each.slice(0, 4).join(' ')} And ${each.length - 4} more like this.` : each.join(' ')
}

// find gives what an expression stands for, seen from a scope: values, each in the scope it was found in.
function find(expression, from) {
  let found = [from]
  for (const step of expression.split('>')) found = found.flatMap((at) => combined(step, at).map((value) => ({ value, above: at })))
  return found
}

function combined(step, at) {
  const [first, ...rest] = step.trim().split(/\s+/)
  let left = standing(at, first)
  for (let i = 0; i < rest.length; i += 2) {
    const right = standing(at, rest[i + 1])
    const isRight = (v) => right.some((w) => same(v, w))
    if (rest[i] === '+') left = once([...left, ...right])
    if (rest[i] === '-') left = left.filter((v) => !isRight(v))
    if (rest[i] === '&') left = left.filter(isRight)
    if (rest[i] === '/' && left.some(isRight)) left = []
  }
  return left
}

// standing gives what stands at a path, each once: in the scope itself where it has the first key, else in what it was found in.
function standing(scope, path) {
  const keys = path.split('.')
  for (let s = scope; s; s = s.above) {
    if (s.value !== null && typeof s.value === 'object' && keys[0] in s.value) return once(along(s.value, keys))
  }
  return []
}

function along(value, keys) {
  if (Array.isArray(value)) return value.flatMap((item) => along(item, keys))
  if (value === null || value === undefined) return []
  return keys.length === 0 ? [value] : along(value[keys[0]], keys.slice(1))
}

function same(a, b) {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b
  return a === b || (a.id ?? a.value ?? NaN) === (b.id ?? b.value ?? NaN)
}

const once = (values) => values.filter((v, i) => values.findIndex((w) => same(v, w)) === i)
