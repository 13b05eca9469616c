// Sentences of gap rules, as docs/gap-rules.md describes them: {path}, {#path}, {path|words}, and parts in [ ].

const hole = /\{(#?)([A-Za-z_][\w.]*)(?:\|([^{}]*))?\}/g

// say fills a sentence in. What stands at a path is looked up, and named gets everything the sentence speaks of.
export function say(sentence, look, named) {
  const kept = sentence.replace(/\[([^[\]]*)\]/g, (_, part) => ([...part.matchAll(hole)].every(([, , path]) => look(path).length > 0) ? part : ''))
  return kept.replace(hole, (_, count, path, otherwise) => {
    const there = look(path)
    named.push(...there)
    if (count) return String(there.length)
    return there.length === 0 ? (otherwise ?? '') : list([...new Set(there.map(call))])
  })
}

function list(names) {
  const some = names.length > 5 ? [...names.slice(0, 4), `${names.length - 4} more`] : names
  return some.length === 1 ? some[0] : `${some.slice(0, -1).join(', ')} and ${some.at(-1)}`
}

// call gives what people call a value: a node by its name, others in words where they have some.
function call(value) {
  return String(typeof value === 'object' ? value.words || value.name || value.id : value)
}

export const inWords = (value) => value.replaceAll('_', ' ').toLowerCase().replaceAll('nhs app', 'NHS App').replaceAll('sms', 'SMS')

export const asDay = (date) => new Date(date).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
