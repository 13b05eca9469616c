// Journey.shape, worked out by asking for every pair of stages whether one leads to the other.

export function shape({ stages }) {
  const place = new Map(stages.map((s, i) => [s.id, i]))
  const loop = (edge) => edge.properties.loop
  const reaches = (from, to, seen = new Set()) => {
    if (from === to) return true
    if (seen.has(from)) return false
    seen.add(from)
    return stages[from].nextConnection.edges.some((e) => !loop(e) && place.has(e.node.id) && reaches(place.get(e.node.id), to, seen))
  }
  const answer = { stages: stages.length, branches: 0, loops: 0, starts: 0, ends: 0 }
  const led = new Set()
  for (const [i, stage] of stages.entries()) {
    let on = stage.leadsTo.length
    for (const edge of stage.nextConnection.edges) {
      const to = place.get(edge.node.id)
      if (loop(edge) || (to !== undefined && to <= i && reaches(to, i))) {
        answer.loops++
        continue
      }
      on++
      if (to !== undefined) led.add(to)
    }
    if (on === 0) answer.ends++
    if (on > 1) answer.branches++
  }
  answer.starts = stages.length - led.size
  return answer
}
