// Journey.missingHandoffs, worked out by looking at every pair of stages.

const end = ({ id, name, organisations }) => ({ id, name, organisations })

export function missingHandoffs({ stages }) {
  const missing = []
  for (const from of stages) {
    for (const edge of from.nextConnection.edges) {
      const to = stages.find((s) => s.id === edge.node.id)
      if (!to || edge.properties.loop || from.stageType === 'SYMPTOM' || to.stageType === 'CONTACT') continue
      if (from.organisations.length === 0 || to.organisations.length === 0) continue
      if (from.organisations.some((a) => to.organisations.some((b) => a.id === b.id))) continue
      if (from.handoffsOut.some((h) => h.to.id === to.id)) continue
      missing.push({ from: end(from), to: end(to) })
    }
  }
  return missing
}
