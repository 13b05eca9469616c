// Search, as docs/api.md describes it.

import { valueOf } from './graph.mjs'

// termsOf splits folded text at everything but letters, marks and digits.
export function termsOf(fold, text) {
  return fold(text).split(/[^\p{L}\p{M}\p{Nd}]+/u).filter((w) => w !== '')
}

// rankOf gives the rank of a node for search words, undefined where it does not match.
function rankOf(fold, words, node) {
  const texts = node.kind.fields.filter((f) => f.searchable).map((f) => [f.name, valueOf(f, node.props, node)])
  const inName = []
  const anywhere = []
  for (const [name, text] of texts) {
    if (text === null) continue
    const terms = termsOf(fold, text)
    anywhere.push(...terms)
    if (name === 'name') inName.push(...terms)
  }
  const whole = (terms) => words.every((w) => terms.includes(w))
  const begins = (terms) => words.every((w) => terms.some((t) => t.startsWith(w)))
  if (!begins(anywhere)) return undefined
  if (begins(inName)) return whole(inName) ? 0 : 1
  return whole(anywhere) ? 2 : 3
}

export const searchKeys = [
  { name: 'rank', desc: false, value: (row) => row.rank },
  { name: 'name', desc: false, value: (row) => row.node.props.name ?? null },
  { name: 'id', desc: false, value: (row) => row.node.id },
]

export function search(graph, fold, args) {
  const words = termsOf(fold, args.text)
  if (words.length === 0) return []
  const rows = []
  for (const node of graph.ofKinds(args.kinds ?? [...graph.kinds.keys()])) {
    const rank = rankOf(fold, words, node)
    if (rank !== undefined) rows.push({ node, rank })
  }
  return rows
}
