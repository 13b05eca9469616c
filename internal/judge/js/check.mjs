// Arguments that docs/api.md refuses before execution, looked for in every field that could be executed.

import { GraphQLSkipDirective, GraphQLIncludeDirective, getDirectiveValues, getNamedType, isAbstractType, isCompositeType } from 'graphql'
import { getArgumentValues } from 'graphql/execution/values.js'
import { relationOf } from './graph.mjs'
import { checkList, checkPage, keysOf } from './order.mjs'
import { searchKeys } from './search.mjs'

export function check(world, document, operation, variables) {
  const { schema } = world
  const fragments = new Map(document.definitions.filter((d) => d.kind === 'FragmentDefinition').map((d) => [d.name.value, d]))
  const possible = (type) => (isAbstractType(type) ? schema.getPossibleTypes(type) : [type])
  const skipped = (node) =>
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true ||
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if === false

  // kinds are those a search is narrowed to: fragments on others below it could never be executed.
  const visit = (selections, types, kinds) => {
    if (types.length === 0) return
    for (const s of selections.selections) {
      if (skipped(s)) continue
      if (s.kind === 'Field') {
        for (const type of types) field(s, type, kinds)
        continue
      }
      const fragment = s.kind === 'FragmentSpread' ? fragments.get(s.name.value) : s
      const condition = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value)
      visit(fragment.selectionSet, condition ? types.filter((t) => possible(condition).includes(t)) : types, kinds)
    }
  }
  const field = (node, type, kinds) => {
    const def = type.getFields()[node.name.value]
    if (!def) return
    const args = getArgumentValues(def, node, variables)
    checkField(world, type.name, def.name, args)
    const inner = getNamedType(def.type)
    if (!node.selectionSet || !isCompositeType(inner)) return
    if (def.name === 'search' && args.kinds?.length > 0) kinds = args.kinds
    const some = isAbstractType(inner) && kinds ? possible(inner).filter((t) => kinds.includes(t.name)) : possible(inner)
    visit(node.selectionSet, some, world.graph.kinds.has(inner.name) || isAbstractType(inner) ? undefined : kinds)
  }
  visit(operation.selectionSet, [schema.getQueryType()])
}

function checkField({ graph, gaps }, type, name, args) {
  if (type === 'Query') {
    const list = graph.model.kinds.find((k) => k.plural === name)
    if (list) checkPage(keysOf(graph, list, args.orderBy), args)
    if (name === 'search') checkPage(searchKeys, args)
    if (name === 'gaps') gaps.check(args)
    return
  }
  const kind = graph.kinds.get(type)
  if (!kind) return
  const relation = relationOf(kind, name)
  const connected = name.endsWith('Connection') && relationOf(kind, name.slice(0, -'Connection'.length))
  const keys = (r) => keysOf(graph, graph.kinds.get(r.kinds[0]), args.orderBy, r)
  if (relation?.many) {
    keys(relation)
    checkList(args)
  }
  if (connected) checkPage(keys(connected), args)
}
