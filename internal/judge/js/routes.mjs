// Journey.routes, worked out backwards: the best way to a stage is the best of those to the stages before it.

import { stagesInside } from './clock.mjs'

// waysOn gives the ways between stages with their shares, without loops and without ways back inside a circle.
function waysOn(stages) {
  const place = new Map(stages.map((s, i) => [s.id, i]))
  const reaches = (from, to, seen = new Set()) => {
    if (from === to) return true
    if (seen.has(from)) return false
    seen.add(from)
    return stages[from].nextConnection.edges.some((e) => !e.properties.loop && place.has(e.node.id) && reaches(place.get(e.node.id), to, seen))
  }
  const ways = []
  for (const [from, stage] of stages.entries()) {
    const { edges } = stage.nextConnection
    const known = edges.map((e) => e.properties.share).filter((share) => typeof share === 'number')
    const left = known.reduce((rest, share) => rest - share, 1)
    const unknown = stage.leadsTo.length + edges.filter((e) => typeof e.properties.share !== 'number' && !e.properties.loop).length
    for (const { node, properties } of edges) {
      const to = place.get(node.id)
      if (to === undefined || properties.loop || (to <= from && reaches(to, from))) continue
      ways.push({ from, to, share: typeof properties.share === 'number' ? properties.share : Math.max(0, left) / Math.max(1, unknown) })
    }
  }
  return ways
}

function compareStages(a, b) {
  const i = a.stages.findIndex((stage, at) => stage !== b.stages[at])
  return i < 0 ? a.stages.length - b.stages.length : a.stages[i] - (b.stages[i] ?? -1)
}

function best(routes, compare) {
  return routes.filter(Boolean).sort((a, b) => compare(a, b) || compareStages(a, b))[0]
}

const shortest = (a, b) => a.days - b.days || a.stages.length - b.stages.length
const longest = (a, b) => shortest(b, a)
const likeliest = (a, b) => b.share - a.share

export function routes({ stages, waitingTimeTargets }) {
  const ways = waysOn(stages)
  const places = stages.map((_, i) => i)
  const to = (goal, compare) => {
    const known = new Map()
    const reach = (stage) => {
      if (known.has(stage)) return known.get(stage)
      const into = ways.filter((w) => w.to === stage)
      const found = into
        .filter((w) => !goal(w.from) && reach(w.from))
        .map((w) => {
          const before = reach(w.from)
          return { stages: [...before.stages, stage], taken: [...before.taken, w.share], days: before.days + (stages[w.from].typicalDays ?? 0), share: before.share * w.share }
        })
      known.set(stage, into.length === 0 ? { stages: [stage], taken: [1], days: 0, share: 1 } : best(found, compare))
      return known.get(stage)
    }
    return best(places.filter(goal).map(reach), compare)
  }
  const clocks = waitingTimeTargets.map((t) => ({
    clock: { id: t.id, name: t.name },
    inside: stagesInside({ ...t, journeys: [{ stages: stages.map((s) => ({ ...s, enabledBy: [] })) }] }).map((s) => s.id),
  }))
  const shown = (route) => ({
    days: route.days,
    share: route.share,
    stages: route.stages.map((i, at) => ({
      id: stages[i].id,
      name: stages[i].name,
      typicalDays: stages[i].typicalDays ?? 0,
      share: route.taken[at],
      clocks: clocks.filter((c) => c.inside.includes(stages[i].id)).map((c) => c.clock),
    })),
  })
  const all = (goal) => {
    if (!to(goal, shortest)) return null
    return { shortest: shown(to(goal, shortest)), longest: shown(to(goal, longest)), mostLikely: shown(to(goal, likeliest)) }
  }
  return {
    toTreatment: all((i) => stages[i].stageType === 'TREATMENT'),
    toEnd: all((i) => !ways.some((w) => w.from === i)),
  }
}
