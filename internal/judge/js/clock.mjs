// WaitingTimeTarget.stagesInside, worked out by asking of every stage whether a start leads to it and it leads to a stop.

export function stagesInside({ startsAt, stopsAt, journeys }) {
  const stages = new Map()
  for (const { stages: some } of journeys) {
    for (const stage of some) if (!stages.has(stage.id)) stages.set(stage.id, stage)
  }
  const starts = startsAt.map((s) => s.id).filter((id) => stages.has(id))
  const stops = stopsAt.map((s) => s.id).filter((id) => stages.has(id))
  const stopped = (id) => stops.includes(id) && !starts.includes(id)
  const leads = (from, to, seen = new Set()) => {
    if (from === to) return true
    if (seen.has(from) || !stages.has(from) || stopped(from)) return false
    seen.add(from)
    return stages.get(from).nextConnection.edges.some((e) => !e.properties.loop && leads(e.node.id, to, seen))
  }
  return [...stages.values()]
    .filter(({ id }) => starts.some((s) => leads(s, id)) && stops.some((s) => leads(id, s)))
    .map((s) => ({ id: s.id, name: s.name, businessCapabilities: s.enabledBy.map(({ id, name }) => ({ id, name })) }))
}
